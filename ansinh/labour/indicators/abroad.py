"""Work abroad under contract, and foreigners who work here: section C of the sector's list, sheets 103, 107 to 109."""

from functools import partial

from ansinh.engine import among, from_reports, not_below, parts, share

ABROAD = (
    "đi làm việc ở nước ngoài|làm việc ở nước ngoài|lao động ở nước ngoài|việc làm ở nước ngoài"
    "|làm việc có thời hạn ở nước ngoài|làm việc tại nước ngoài"
    "|làm việc có thời hạn tại nước ngoài|xuất khẩu lao động|xklđ|xuất cảnh|ra nước ngoài"
    "|lao động nước ngoài theo hợp đồng|đi nước ngoài|ngoài nước|có thời hạn ở nước ngoài|làm việc tại các nước|làm việc ở các nước"
)
FOREIGN = "lao động nước ngoài|người lao động nước ngoài|lao động là người nước ngoài|người nước ngoài|lđnn"
MARKETS = (
    ("japan", "Nhật Bản", "Japan", "nhật bản|nhật"),
    ("korea", "Hàn Quốc", "Korea", "hàn quốc|hàn"),
    ("taiwan", "Đài Loan", "Taiwan", "đài loan"),
    ("china", "Trung Quốc", "China", "trung quốc"),
    ("macao", "Ma Cao", "Macao", "ma cao|macao"),
    ("singapore", "Singapore", "Singapore", "singapore|xinh ga po"),
    ("malaysia", "Malaysia", "Malaysia", "malaysia|ma lai xi a"),
    ("philippines", "Philippines", "the Philippines", "philippines|phi líp pin"),
    ("saudi_arabia", "Ả Rập Xê Út", "Saudi Arabia", "ả rập xê út|saudi arabia|ả rập"),
    ("uae", "Các Tiểu vương quốc Ả Rập Thống nhất", "the Emirates", "uae|tiểu vương quốc"),
    ("romania", "Rumani", "Romania", "rumani|rumania|ru ma ni"),
    ("hungary", "Hungary", "Hungary", "hungary|hung ga ri"),
    ("poland", "Ba Lan", "Poland", "ba lan"),
    ("germany", "Đức", "Germany", "cộng hòa liên bang đức|thị trường đức|tại đức|sang đức"),
    ("australia", "Úc", "Australia", "australia|thị trường úc|tại úc|sang úc"),
    ("algeria", "Algeria", "Algeria", "algeria|an giê ri"),
    ("other", "các thị trường khác", "other markets", "thị trường khác|nước khác|các nước còn lại"),
)

people = partial(from_reports, unit="person", kind="flow", better="higher")
stock = partial(from_reports, unit="person", kind="stock")
rate = partial(from_reports, unit="percent", kind="ratio")
dollars = partial(from_reports, unit="usd", kind="stock")
permits = partial(from_reports, unit="permit", kind="flow")

abroad = [
    people("jobs.abroad", "Lao động đi làm việc ở nước ngoài theo hợp đồng",
           "People who left to work abroad under contract",
           "Lao động đi làm việc ở nước ngoài theo hợp đồng trong kỳ.", code="C01", sheet="108/LĐVL-Cơ sở:1",
           said=(f"{ABROAD} - về nước|đang làm việc ở nước ngoài|bỏ trốn|cư trú bất hợp pháp|hiện có|để dành"
                 "|được hỗ trợ|doanh nghiệp dịch vụ|hợp lý|tư vấn|vay vốn|cấp giấy phép",
                 "xuất khẩu|xuất khẩu nước ngoài & lao động - hàng hóa|kim ngạch|giá trị|doanh nghiệp xuất khẩu")),
    people("jobs.abroad.female", "Lao động nữ đi làm việc ở nước ngoài", "Women who left to work abroad",
           "Lao động nữ đi làm việc ở nước ngoài theo hợp đồng trong kỳ.", code="C01", sheet="108/LĐVL-Cơ sở:2",
           said=(f"{ABROAD} & nữ",)),
    *(people(f"jobs.abroad.market.{market}", f"Lao động đi làm việc tại {vi}", f"People who left to work in {en}",
             f"Lao động đi làm việc tại {vi} theo hợp đồng trong kỳ.", code="C01", sheet="108/LĐVL-Cơ sở:1, dòng 12",
             said=(f"{words} & lao động|người|thị trường|xklđ|đưa đi - usd|để dành|bỏ trốn|bất hợp pháp"
                   "|thực tập sinh chiếm|giấy phép|cả nước ta",))
      for market, vi, en, words in MARKETS),
    *(people(f"jobs.abroad.market.{market}.female", f"Lao động nữ đi làm việc tại {vi}", f"Women who left to work in {en}",
             f"Lao động nữ đi làm việc tại {vi} theo hợp đồng trong kỳ.", code="C01", sheet="108/LĐVL-Cơ sở:2",
             said=(f"{words} & nữ|lao động nữ",))
      for market, vi, en, words in MARKETS),
    people("jobs.abroad.annual_mean", "Lao động đi làm việc ở nước ngoài bình quân mỗi năm",
           "People who left to work abroad in a mean year",
           "Lao động đi làm việc ở nước ngoài theo hợp đồng, bình quân mỗi năm của một giai đoạn.", code="C01",
           said=(f"bình quân|trung bình & mỗi năm|hằng năm|hàng năm|một năm & {ABROAD}",)),
    people("jobs.abroad.poor", "Lao động hộ nghèo, cận nghèo, dân tộc thiểu số đi làm việc ở nước ngoài",
           "People of poor or minority households who left to work abroad",
           "Lao động thuộc hộ nghèo, hộ cận nghèo, người dân tộc thiểu số đi làm việc ở nước ngoài trong kỳ.",
           code="C01", said=(f"{ABROAD} & hộ nghèo|hộ cận nghèo|diện nghèo|người nghèo|dân tộc thiểu số|dtts - được hỗ trợ|hỗ trợ",)),
    rate("jobs.abroad.share", "Tỷ trọng lao động đi làm việc ở nước ngoài", "Share of work abroad among jobs found",
         "Lao động đi làm việc ở nước ngoài trên tổng số được giải quyết việc làm.", code="C01",
         said=(f"{ABROAD} & chiếm|tỷ trọng|tỷ lệ - kế hoạch|bỏ trốn|hợp lý",)),
    stock("jobs.abroad.stock", "Lao động đang làm việc ở nước ngoài", "People now working abroad",
          "Lao động đang làm việc ở nước ngoài cuối kỳ.", code="C01",
          said=("đang làm việc ở nước ngoài|đang lao động ở nước ngoài|đang làm việc tại nước ngoài"
                "|đang làm việc tại các nước|đang đi làm việc ở nước ngoài",
                "hiện|hiện có|hiện nay có|hiện đang có & lao động|người & làm việc ở nước ngoài"
                "|làm việc tại nước ngoài"
                "|ở nước ngoài")),
    people("jobs.abroad.annual_capacity", "Lao động có thể đưa đi làm việc ở nước ngoài mỗi năm",
           "People who can be sent to work abroad each year",
           "Số lao động có thể đưa đi làm việc ở nước ngoài mỗi năm.", code="C01", better="",
           said=(f"mỗi năm|hàng năm|hằng năm|bình quân & có thể|khả năng & {ABROAD}",)),
    people("jobs.abroad.reasonable", "Số lao động ra nước ngoài làm việc được coi là hợp lý",
           "People abroad thought reasonable", "Số lao động ra nước ngoài làm việc mỗi năm được coi là hợp lý.",
           code="C01", better="", said=(f"hợp lý|phù hợp & {ABROAD} & người|lao động",)),
    rate("jobs.abroad.reasonable_rate", "Mức tăng lao động ra nước ngoài được coi là hợp lý",
         "Rate of work abroad thought reasonable", "Mức tăng lao động ra nước ngoài làm việc được coi là hợp lý.",
         code="C01", said=(f"hợp lý|phù hợp & {ABROAD}",)),
    *(dollars(f"jobs.abroad.savings.{market}", f"Khoản để dành mỗi tháng của lao động tại {vi}",
              f"Savings a month of people working in {en}",
              f"Khoản lao động làm việc tại {vi} để dành được mỗi tháng, sau chi tiêu tối thiểu.", code="C01",
              said=(f"{words} & để dành|tích lũy|tiết kiệm|thu nhập|usd & usd|đô la|tháng - lao động đi|thị trường",))
      for market, vi, en, words in MARKETS[:3]),
    rate("jobs.abroad.overstay_rate", "Tỷ lệ lao động bỏ trốn, cư trú bất hợp pháp ở nước ngoài",
         "Share of people abroad who overstay",
         "Lao động bỏ hợp đồng, cư trú bất hợp pháp trên số lao động đang làm việc ở nước ngoài.", code="C02",
         better="lower", said=("bỏ trốn|bất hợp pháp|bỏ hợp đồng|cư trú trái phép|không về nước - hàn quốc",)),
    rate("jobs.abroad.overstay_rate.korea", "Tỷ lệ lao động bỏ trốn, cư trú bất hợp pháp tại Hàn Quốc",
         "Share of people in Korea who overstay",
         "Lao động bỏ hợp đồng, cư trú bất hợp pháp trên số lao động làm việc tại Hàn Quốc.", code="C02",
         better="lower", said=("bỏ trốn|bất hợp pháp|bỏ hợp đồng|cư trú trái phép & hàn quốc",)),
    rate("jobs.abroad.trainee_share.example", "Tỷ lệ thực tập sinh nước ngoài trong công nhân của một nhà máy",
         "Share of foreign trainees in one factory",
         "Thực tập sinh nước ngoài trên số công nhân của một nhà máy nêu làm ví dụ.",
         said=("thực tập sinh & công nhân",)),
    people("jobs.abroad.returned", "Lao động hết hợp đồng ở nước ngoài về nước", "People back from work abroad",
           "Lao động kết thúc hợp đồng, về nước trong kỳ.", code="C02", sheet="109/LĐVL-Cơ sở:1", better="",
           said=(f"về nước & lao động|hợp đồng|người|{ABROAD} - trước hạn|trước thời hạn|không về nước",)),
    people("jobs.abroad.returned.early", "Lao động về nước trước hạn",
           "People back from work abroad before their term", "Lao động về nước trước khi hết hợp đồng trong kỳ.",
           code="C02", better="lower", said=("về nước & trước hạn|trước thời hạn",)),
    people("jobs.abroad.supported.people", "Lao động được hỗ trợ đi làm việc ở nước ngoài",
           "People supported to work abroad",
           "Lao động hộ nghèo, cận nghèo, dân tộc thiểu số, thân nhân người có công được hỗ trợ đi làm việc ở nước ngoài.",
           code="C03", also=("jobs.abroad.support.people",),
           said=(f"{ABROAD} & được hỗ trợ|hỗ trợ chi phí|hỗ trợ kinh phí|hỗ trợ tiền"
                     " & lao động|người|trường hợp - đồng|doanh nghiệp",)),
    from_reports("jobs.abroad.supported.amount", "Kinh phí hỗ trợ lao động đi làm việc ở nước ngoài",
                 "Paid to support work abroad", "Kinh phí hỗ trợ lao động đi làm việc ở nước ngoài đã chi.",
                 unit="dong", kind="flow", code="C03", also=("jobs.abroad.support.amount",),
                 said=(f"{ABROAD} & hỗ trợ|vay & kinh phí|đồng|số tiền",)),
    from_reports("jobs.abroad.enterprises",
                 "Doanh nghiệp đưa lao động đi làm việc ở nước ngoài được giới thiệu về tỉnh",
                 "Enterprises that recruit for work abroad",
                 "Doanh nghiệp dịch vụ có giấy phép được giới thiệu về địa phương tuyển lao động.",
                 unit="enterprise", kind="stock", code="C04", sheet="107/LĐVL-Bộ:1",
                 said=(f"{ABROAD} & doanh nghiệp|công ty|đơn vị & giới thiệu|tuyển chọn|tuyển dụng|giấy phép"
                       "|dịch vụ|về địa phương",)),
    from_reports("jobs.abroad.remittances", "Kiều hối của lao động làm việc ở nước ngoài",
                 "Money sent home by people working abroad", "Tiền lao động làm việc ở nước ngoài gửi về trong kỳ.",
                 unit="dong", kind="flow", code="C01", better="higher",
                 said=(f"gửi về|kiều hối|ngoại tệ & {ABROAD}|lao động|ở nước ngoài",)),
]  # fmt: skip

foreign = [
    permits("labour.foreign.permits", "Giấy phép lao động cấp cho người nước ngoài", "Work permits for foreigners",
            "Giấy phép lao động cấp mới, gia hạn, cấp lại và xác nhận không thuộc diện cấp trong kỳ.", code="C05",
            sheet="103/LĐVL-Sở:1",
            said=(f"giấy phép lao động|giấy phép & {FOREIGN} - cấp mới|gia hạn|cấp lại|không thuộc diện|thu hồi",
                  "giấy phép lao động - cấp mới|gia hạn|cấp lại|không thuộc diện|thu hồi")),
    *(permits(f"labour.foreign.permits.{name}", f"Giấy phép lao động của người nước ngoài: {vi}",
              f"Work permits for foreigners: {en}", f"Số {vi} trong kỳ.", code="C05",
              said=(f"giấy phép lao động|giấy phép|{FOREIGN} & {words}",))
      for name, vi, en, words in (
          ("new", "cấp mới", "new", "cấp mới"), ("extended", "gia hạn", "extended", "gia hạn"),
          ("reissued", "cấp lại", "reissued", "cấp lại"),
          ("exempt", "xác nhận không thuộc diện cấp", "not needed", "không thuộc diện|miễn cấp"),
          ("revoked", "thu hồi", "revoked", "thu hồi"))),
    stock("labour.foreign.workers", "Lao động nước ngoài đang làm việc", "Foreigners at work",
          "Người lao động nước ngoài đang làm việc trên địa bàn cuối kỳ.", code="C06",
          said=(f"{FOREIGN} & đang làm việc|làm việc tại|hiện có|làm việc trong|làm việc trên địa bàn - giấy phép"
                "|vị trí",)),
    from_reports("labour.foreign.positions", "Vị trí việc làm sử dụng lao động nước ngoài được chấp thuận",
                 "Positions approved for foreigners",
                 "Vị trí công việc được chấp thuận sử dụng người lao động nước ngoài trong kỳ.", unit="position",
                 kind="flow", code="C07",
                 said=(f"{FOREIGN} & vị trí|chấp thuận & vị trí|chấp thuận|công việc - doanh nghiệp được",)),
    from_reports("labour.foreign.enterprises", "Doanh nghiệp được chấp thuận sử dụng lao động nước ngoài",
                 "Enterprises approved to employ foreigners",
                 "Doanh nghiệp, nhà thầu được chấp thuận sử dụng người lao động nước ngoài trong kỳ.",
                 unit="enterprise", kind="flow", code="C07",
                 said=(f"{FOREIGN} & doanh nghiệp|đơn vị|nhà thầu & chấp thuận|sử dụng|nhu cầu",)),
]  # fmt: skip

relations = [
    not_below("jobs.created", "jobs.abroad"),
    not_below("jobs.abroad", "jobs.abroad.female"),
    not_below("jobs.abroad", "jobs.abroad.poor"),
    among("jobs.abroad", tuple(f"jobs.abroad.market.{market}" for market, *_ in MARKETS)),
    *(not_below(f"jobs.abroad.market.{market}", f"jobs.abroad.market.{market}.female") for market, *_ in MARKETS),
    not_below("jobs.abroad.returned", "jobs.abroad.returned.early"),
    parts("labour.foreign.permits", tuple(f"labour.foreign.permits.{name}" for name in ("new", "extended", "reissued", "exempt"))),
    share("jobs.abroad.share", "jobs.abroad", "jobs.created"),
]  # fmt: skip
