"""Work abroad under contract, and foreigners who work here: section C of the sector's list, sheets 103, 107 to 109."""

from functools import partial
from typing import Any

from ansinh.engine import (
    Expression,
    Indicator,
    among,
    count,
    from_reports,
    is_in,
    not_below,
    parts,
    ratio,
    share,
    total,
)

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

PLACES = ("commune", "district")
BY_CONTRACT = ("continent", "group", "market", "qualification", "region", "sex")
BY_DEPARTURE = (*PLACES, *(f"abroad_{name}" for name in (*BY_CONTRACT, "is_minority", "kind")))
BY_RETURN = (*PLACES, *(f"abroad_{name}" for name in (*BY_CONTRACT, "return_kind")))
BY_AWAY = (*PLACES, *(f"away_{name}" for name in BY_CONTRACT))
BY_SUPPORT = (*PLACES, *(f"abroad_support_{name}" for name in ("content", "group", "sex")))
BY_PERMIT = (
    *PLACES, *(f"foreign_permit_{name}" for name in ("act", "continent", "in_zone", "kind_of_organisation", "position", "section", "sex")),
)  # fmt: skip
BY_LICENCE = (*PLACES, *(f"licence_{name}" for name in ("act", "in_zone", "kind_of_organisation", "section")))
BY_NEED = (*PLACES, *(f"foreign_need_{name}" for name in ("in_zone", "kind_of_organisation", "position", "section")))


def measured(name: str, label_vi: str, label_en: str, definition_vi: str, *, of: Any, **more: Any) -> Indicator:
    """An indicator counted from the registers."""
    return Indicator(name, of, label_vi=label_vi, label_en=label_en, definition_vi=definition_vi, **more)


def departures(where: Any = None) -> Any:
    """Contracts under which people left in the month."""
    return count("abroad", where=where or (lambda abroad_is_departure: abroad_is_departure))


def to_market(market: str, *, women: bool = False) -> Any:
    def where(abroad_is_departure: Expression, abroad_market: Expression, abroad_sex: Expression) -> Expression:
        told = abroad_is_departure & (abroad_market == market)
        return told & (abroad_sex == "f") if women else told

    return departures(where)


def poor(abroad_is_departure: Expression, abroad_group: Expression, abroad_is_minority: Expression) -> Expression:
    return abroad_is_departure & (is_in(abroad_group, "poor", "near_poor") | abroad_is_minority)


def overstay_in_korea(away_is_overstay: Expression, away_market: Expression) -> Expression:
    return away_is_overstay & (away_market == "korea")


def permits_of(act: str) -> Any:
    """Permits of an act issued in the month; revoked ones are those that ended so."""
    if act == "revoked":
        return count("foreign_permit", where=lambda foreign_permit_is_revoked: foreign_permit_is_revoked)

    def where(foreign_permit_is_issued: Expression, foreign_permit_act: Expression) -> Expression:
        return foreign_permit_is_issued & (foreign_permit_act == act)

    return count("foreign_permit", where=where)


left = partial(measured, unit="person", kind="flow", by=BY_DEPARTURE, better="higher")
back = partial(measured, unit="person", kind="flow", by=BY_RETURN)
away = partial(measured, unit="person", kind="stock", by=BY_AWAY)
people = partial(from_reports, unit="person", kind="flow", better="higher")
rate = partial(from_reports, unit="percent", kind="ratio")
dollars = partial(from_reports, unit="usd", kind="stock")
permits = partial(measured, unit="permit", kind="flow", by=BY_PERMIT)

abroad = [
    left("jobs.abroad", "Lao động đi làm việc ở nước ngoài theo hợp đồng",
           "People who left to work abroad under contract",
           "Lao động đi làm việc ở nước ngoài theo hợp đồng trong kỳ.", code="C01", sheet="108/LĐVL-Cơ sở:1", of=departures(),
           said=(f"{ABROAD} - về nước|đang làm việc ở nước ngoài|bỏ trốn|cư trú bất hợp pháp|hiện có|để dành"
                 "|được hỗ trợ|doanh nghiệp dịch vụ|hợp lý|tư vấn|vay vốn|cấp giấy phép",
                 "xuất khẩu|xuất khẩu nước ngoài & lao động - hàng hóa|kim ngạch|giá trị|doanh nghiệp xuất khẩu")),
    left("jobs.abroad.female", "Lao động nữ đi làm việc ở nước ngoài", "Women who left to work abroad",
           "Lao động nữ đi làm việc ở nước ngoài theo hợp đồng trong kỳ.", code="C01", sheet="108/LĐVL-Cơ sở:2",
           of=departures(lambda abroad_is_departure, abroad_sex: abroad_is_departure & (abroad_sex == "f")),
           said=(f"{ABROAD} & nữ",)),
    *(left(f"jobs.abroad.market.{market}", f"Lao động đi làm việc tại {vi}", f"People who left to work in {en}",
             f"Lao động đi làm việc tại {vi} theo hợp đồng trong kỳ.", code="C01", sheet="108/LĐVL-Cơ sở:1, dòng 12",
             of=to_market(market),
             said=(f"{words} & lao động|người|thị trường|xklđ|đưa đi - usd|để dành|bỏ trốn|bất hợp pháp"
                   "|thực tập sinh chiếm|giấy phép|cả nước ta",))
      for market, vi, en, words in MARKETS),
    *(left(f"jobs.abroad.market.{market}.female", f"Lao động nữ đi làm việc tại {vi}", f"Women who left to work in {en}",
             f"Lao động nữ đi làm việc tại {vi} theo hợp đồng trong kỳ.", code="C01", sheet="108/LĐVL-Cơ sở:2",
             of=to_market(market, women=True),
             said=(f"{words} & nữ|lao động nữ",))
      for market, vi, en, words in MARKETS),
    people("jobs.abroad.annual_mean", "Lao động đi làm việc ở nước ngoài bình quân mỗi năm",
           "People who left to work abroad in a mean year",
           "Lao động đi làm việc ở nước ngoài theo hợp đồng, bình quân mỗi năm của một giai đoạn.", code="C01",
           said=(f"bình quân|trung bình & mỗi năm|hằng năm|hàng năm|một năm & {ABROAD}",)),
    left("jobs.abroad.poor", "Lao động hộ nghèo, cận nghèo, dân tộc thiểu số đi làm việc ở nước ngoài",
           "People of poor or minority households who left to work abroad",
           "Lao động thuộc hộ nghèo, hộ cận nghèo, người dân tộc thiểu số đi làm việc ở nước ngoài trong kỳ.",
           code="C01", of=departures(poor),
           said=(f"{ABROAD} & hộ nghèo|hộ cận nghèo|diện nghèo|người nghèo|dân tộc thiểu số|dtts - được hỗ trợ|hỗ trợ",)),
    measured("jobs.abroad.share", "Tỷ trọng lao động đi làm việc ở nước ngoài", "Share of work abroad among jobs found",
         "Lao động đi làm việc ở nước ngoài trên tổng số được giải quyết việc làm.", code="C01",
         unit="percent", kind="ratio", by=PLACES, of=ratio("jobs.abroad", "jobs.created"),
         said=(f"{ABROAD} & chiếm|tỷ trọng|tỷ lệ - kế hoạch|bỏ trốn|hợp lý",)),
    away("jobs.abroad.stock", "Lao động đang làm việc ở nước ngoài", "People now working abroad",
          "Lao động đang làm việc ở nước ngoài cuối kỳ.", code="C01", of=count("away"),
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
    away("jobs.abroad.overstay", "Lao động bỏ hợp đồng, quá hạn chưa về nước", "People abroad past their term or who left their contract",
         "Lao động đã hết hạn hợp đồng chưa về nước hoặc bỏ hợp đồng, cuối kỳ.", code="C02", better="lower",
         of=count("away", where=lambda away_is_overstay: away_is_overstay)),
    away("jobs.abroad.overstay.korea", "Lao động bỏ hợp đồng, quá hạn chưa về nước tại Hàn Quốc", "People in Korea past their term",
         "Lao động tại Hàn Quốc đã hết hạn hợp đồng chưa về nước hoặc bỏ hợp đồng, cuối kỳ.", code="C02", better="lower",
         of=count("away", where=overstay_in_korea)),
    away("jobs.abroad.stock.korea", "Lao động đang làm việc tại Hàn Quốc", "People now working in Korea",
         "Lao động đang làm việc tại Hàn Quốc theo hợp đồng, cuối kỳ.", code="C01",
         of=count("away", where=lambda away_market: away_market == "korea")),
    measured("jobs.abroad.overstay_rate", "Tỷ lệ lao động bỏ trốn, cư trú bất hợp pháp ở nước ngoài",
         "Share of people abroad who overstay",
         "Lao động bỏ hợp đồng, cư trú bất hợp pháp trên số lao động đang làm việc ở nước ngoài.", code="C02",
         unit="percent", kind="ratio", by=BY_AWAY, of=ratio("jobs.abroad.overstay", "jobs.abroad.stock"), better="lower",
         said=("bỏ trốn|bất hợp pháp|bỏ hợp đồng|cư trú trái phép|không về nước - hàn quốc",)),
    measured("jobs.abroad.overstay_rate.korea", "Tỷ lệ lao động bỏ trốn, cư trú bất hợp pháp tại Hàn Quốc",
         "Share of people in Korea who overstay",
         "Lao động bỏ hợp đồng, cư trú bất hợp pháp trên số lao động làm việc tại Hàn Quốc.", code="C02",
         unit="percent", kind="ratio", by=BY_AWAY, of=ratio("jobs.abroad.overstay.korea", "jobs.abroad.stock.korea"),
         better="lower", said=("bỏ trốn|bất hợp pháp|bỏ hợp đồng|cư trú trái phép & hàn quốc",)),
    rate("jobs.abroad.trainee_share.example", "Tỷ lệ thực tập sinh nước ngoài trong công nhân của một nhà máy",
         "Share of foreign trainees in one factory",
         "Thực tập sinh nước ngoài trên số công nhân của một nhà máy nêu làm ví dụ.",
         said=("thực tập sinh & công nhân",)),
    back("jobs.abroad.returned", "Lao động hết hợp đồng ở nước ngoài về nước", "People back from work abroad",
           "Lao động kết thúc hợp đồng, về nước trong kỳ.", code="C02", sheet="109/LĐVL-Cơ sở:1",
           of=count("abroad", where=lambda abroad_is_return: abroad_is_return),
           said=(f"về nước & lao động|hợp đồng|người|{ABROAD} - trước hạn|trước thời hạn|không về nước",)),
    back("jobs.abroad.returned.early", "Lao động về nước trước hạn",
           "People back from work abroad before their term", "Lao động về nước trước khi hết hợp đồng trong kỳ.",
           of=count("abroad", where=lambda abroad_is_return, abroad_return_kind: abroad_is_return & (abroad_return_kind != "term")),
           code="C02", better="lower", said=("về nước & trước hạn|trước thời hạn",)),
    measured("jobs.abroad.supported.people", "Lao động được hỗ trợ đi làm việc ở nước ngoài",
           "People supported to work abroad",
           "Lao động hộ nghèo, cận nghèo, dân tộc thiểu số, thân nhân người có công được hỗ trợ đi làm việc ở nước ngoài.",
           of=count("abroad_support", where=lambda abroad_support_is_first: abroad_support_is_first),
           unit="person", kind="flow", better="higher", by=BY_SUPPORT, code="C03", also=("jobs.abroad.support.people",),
           said=(f"{ABROAD} & được hỗ trợ|hỗ trợ chi phí|hỗ trợ kinh phí|hỗ trợ tiền"
                     " & lao động|người|trường hợp - đồng|doanh nghiệp",)),
    measured("jobs.abroad.supported.amount", "Kinh phí hỗ trợ lao động đi làm việc ở nước ngoài",
                 "Paid to support work abroad", "Kinh phí hỗ trợ lao động đi làm việc ở nước ngoài đã chi.",
                 of=total("abroad_support", "abroad_support_amount_dong"), by=BY_SUPPORT,
                 unit="dong", kind="flow", code="C03", also=("jobs.abroad.support.amount",),
                 said=(f"{ABROAD} & hỗ trợ|vay & kinh phí|đồng|số tiền",)),
    measured("jobs.abroad.enterprises",
                 "Doanh nghiệp đưa lao động đi làm việc ở nước ngoài được giới thiệu về tỉnh",
                 "Enterprises that recruit for work abroad",
                 "Doanh nghiệp dịch vụ có giấy phép được giới thiệu về địa phương tuyển lao động.",
                 of=count("licence", where=lambda licence_stands, licence_kind: licence_stands & (licence_kind == "send_abroad")),
                 by=BY_LICENCE, unit="enterprise", kind="stock", code="C04", sheet="107/LĐVL-Bộ:1",
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
            of=count("foreign_permit", where=lambda foreign_permit_is_issued: foreign_permit_is_issued),
            sheet="103/LĐVL-Sở:1",
            said=(f"giấy phép lao động|giấy phép & {FOREIGN} - cấp mới|gia hạn|cấp lại|không thuộc diện|thu hồi",
                  "giấy phép lao động - cấp mới|gia hạn|cấp lại|không thuộc diện|thu hồi")),
    *(permits(f"labour.foreign.permits.{name}", f"Giấy phép lao động của người nước ngoài: {vi}",
              f"Work permits for foreigners: {en}", f"Số {vi} trong kỳ.", code="C05", of=permits_of(name),
              said=(f"giấy phép lao động|giấy phép|{FOREIGN} & {words}",))
      for name, vi, en, words in (
          ("new", "cấp mới", "new", "cấp mới"), ("extended", "gia hạn", "extended", "gia hạn"),
          ("reissued", "cấp lại", "reissued", "cấp lại"),
          ("exempt", "xác nhận không thuộc diện cấp", "not needed", "không thuộc diện|miễn cấp"),
          ("revoked", "thu hồi", "revoked", "thu hồi"))),
    measured("labour.foreign.workers", "Lao động nước ngoài đang làm việc", "Foreigners at work",
          "Người lao động nước ngoài đang làm việc trên địa bàn cuối kỳ.", code="C06", unit="person", kind="stock", by=BY_PERMIT,
          of=count("foreign_permit", where=lambda foreign_permit_stands: foreign_permit_stands),
          said=(f"{FOREIGN} & đang làm việc|làm việc tại|hiện có|làm việc trong|làm việc trên địa bàn - giấy phép"
                "|vị trí",)),
    measured("labour.foreign.positions", "Vị trí việc làm sử dụng lao động nước ngoài được chấp thuận",
                 "Positions approved for foreigners",
                 "Vị trí công việc được chấp thuận sử dụng người lao động nước ngoài trong kỳ.", unit="position",
                 kind="flow", code="C07", of=total("foreign_need", "foreign_need_positions"), by=BY_NEED,
                 said=(f"{FOREIGN} & vị trí|chấp thuận & vị trí|chấp thuận|công việc - doanh nghiệp được",)),
    measured("labour.foreign.enterprises", "Doanh nghiệp được chấp thuận sử dụng lao động nước ngoài",
                 "Enterprises approved to employ foreigners",
                 "Doanh nghiệp, nhà thầu được chấp thuận sử dụng người lao động nước ngoài trong kỳ.",
                 unit="enterprise", kind="flow", code="C07", by=BY_NEED,
                 of=count("foreign_need", where=lambda foreign_need_is_first: foreign_need_is_first),
                 said=(f"{FOREIGN} & doanh nghiệp|đơn vị|nhà thầu & chấp thuận|sử dụng|nhu cầu",)),
]  # fmt: skip

relations = [
    not_below("jobs.created", "jobs.abroad"),
    not_below("jobs.abroad", "jobs.abroad.female"),
    not_below("jobs.abroad", "jobs.abroad.poor"),
    among("jobs.abroad", tuple(f"jobs.abroad.market.{market}" for market, *_ in MARKETS)),
    *(not_below(f"jobs.abroad.market.{market}", f"jobs.abroad.market.{market}.female") for market, *_ in MARKETS),
    not_below("jobs.abroad.returned", "jobs.abroad.returned.early"),
    share("jobs.abroad.overstay_rate", "jobs.abroad.overstay", "jobs.abroad.stock"),
    not_below("jobs.abroad.stock", "jobs.abroad.overstay"),
    parts("labour.foreign.permits", tuple(f"labour.foreign.permits.{name}" for name in ("new", "extended", "reissued", "exempt"))),
    share("jobs.abroad.share", "jobs.abroad", "jobs.created"),
]  # fmt: skip
