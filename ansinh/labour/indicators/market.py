"""The labour force, who has no work, enterprises and what they report: section A of the sector's list."""

from functools import partial

from ansinh.engine import from_reports, not_below, parts, share, whole

people = partial(from_reports, unit="person", kind="stock")
rate = partial(from_reports, unit="percent", kind="ratio")
SECTORS = (
    ("agriculture", "nông nghiệp", "agriculture", "nông nghiệp|nông lâm|nông lâm nghiệp|nông lâm ngư nghiệp"
                                        "|thủy sản", "A12", "lower"),
    ("industry", "công nghiệp, xây dựng", "industry", "công nghiệp|xây dựng|cn xd", "A13", ""),
    ("services", "dịch vụ", "services", "dịch vụ", "A13", ""),
)  # fmt: skip

force = [
    people("labour.force", "Lực lượng lao động từ 15 tuổi", "Labour force aged 15 and over",
           "Người từ 15 tuổi trở lên có việc làm hoặc thất nghiệp.", code="A08",
           said=("lực lượng lao động|lllđ & người|lao động|tuổi - tham gia|tỷ lệ|so với lực lượng",
                 "lực lượng lao động từ 15 tuổi", "tham gia hoạt động kinh tế - tỷ lệ|không tham gia")),
    people("labour.working_age", "Người trong độ tuổi lao động", "People of working age",
           "Người trong độ tuổi lao động.", code="A08",
           said=("trong độ tuổi lao động|lao động trong độ tuổi - tham gia|tỷ lệ|bước vào",)),
    people("labour.employed", "Người có việc làm", "People in work",
           "Người từ 15 tuổi trở lên đang làm việc trong nền kinh tế.", code="A09", better="higher",
           said=("có việc làm|đang làm việc & lao động|người & lực lượng|nền kinh tế|15 tuổi|toàn tỉnh"
                 " - sau đào tạo|sau khi|nước ngoài|giải quyết|trong doanh nghiệp|tỷ lệ",
                 "đang làm việc trong nền kinh tế",
                 "lao động đang làm việc trong các ngành")),
    rate("labour.employed_rate", "Tỷ lệ lao động có việc làm thường xuyên", "Share of people in regular work",
         "Người có việc làm thường xuyên trên tổng số lao động trong độ tuổi.", code="A09", better="higher",
         said=("tỷ lệ|chiếm & có việc làm|có việc làm thường xuyên|làm việc thường xuyên & lao động|dân số|người"
               " - sau đào tạo|sau học nghề|học xong|học nghề|sau khi|thất nghiệp",)),
    people("labour.rural", "Lao động nông thôn", "Rural workers", "Lao động ở khu vực nông thôn cuối kỳ.", code="A08",
           said=("lao động nông thôn|lao động ở nông thôn|lao động khu vực nông thôn & chiếm|tổng số|tỉnh có|huyện có|hiện có"
                 " - đào tạo|lớp|học nghề|việc làm|dạy nghề",)),
    people("labour.agriculture", "Lao động nông, lâm nghiệp và thủy sản", "People working in agriculture",
           "Lao động làm việc trong nông, lâm nghiệp và thủy sản cuối kỳ.", code="A12",
           said=("lao động & nông lâm thủy sản|nông lâm nghiệp|trong nông nghiệp|lĩnh vực nông nghiệp"
                 " - việc làm|đào tạo|tỷ lệ|tỷ trọng",)),
    people("labour.unemployed", "Người thất nghiệp", "People out of work",
           "Người từ 15 tuổi không có việc, đang tìm và sẵn sàng làm việc.", code="A10", better="lower",
           said=("thất nghiệp & người|lao động - tỷ lệ|trợ cấp|bảo hiểm|bhtn|tctn",)),
    people("labour.inactive", "Người không tham gia hoạt động kinh tế", "People outside the labour force",
           "Người từ 15 tuổi không có việc và không tìm việc: đi học, nội trợ, hưu trí, khuyết tật.", code="A11",
           said=("không tham gia hoạt động kinh tế|không tham gia lực lượng lao động|ngoài lực lượng lao động",)),
    from_reports("labour.new_entrants", "Người bước vào tuổi lao động", "People reaching working age",
                 "Người bước vào độ tuổi lao động mỗi năm.", unit="person", kind="flow", code="A08",
                 said=("bước vào tuổi lao động|bước vào độ tuổi lao động|đến tuổi lao động"
                       "|gia nhập thị trường lao động|tham gia thị trường lao động",)),
    from_reports("labour.laid_off", "Lao động mất việc làm, ngừng việc, giảm giờ làm",
                 "People laid off or on shorter hours",
                 "Lao động mất việc, ngừng việc, tạm hoãn hợp đồng hoặc bị giảm giờ làm trong kỳ.", unit="person",
                 kind="flow", code="A10", better="lower",
                 said=("mất việc|ngừng việc|nghỉ việc|giảm giờ làm|thôi việc|tạm hoãn hợp đồng|cắt giảm & lao động"
                       "|người|công nhân - hỗ trợ|tập thể|đình công|trợ cấp",)),
    rate("labour.participation_rate", "Tỷ lệ tham gia lực lượng lao động", "Labour force participation rate",
         "Lực lượng lao động trên dân số từ 15 tuổi.", code="A08", better="higher",
         said=("tỷ lệ tham gia lực lượng lao động", "tham gia hoạt động kinh tế & tỷ lệ|chiếm")),
]  # fmt: skip

unemployment = [
    rate("labour.unemployed_rate", "Tỷ lệ thất nghiệp", "Unemployment rate",
         "Người thất nghiệp trên lực lượng lao động.", code="A06", better="lower",
         also=("labour.unemployment_rate",),
         said=("thất nghiệp - thành thị|nông thôn|đô thị|trợ cấp|bảo hiểm|hưởng|đăng ký",)),
    rate("labour.unemployed_rate.urban", "Tỷ lệ thất nghiệp khu vực thành thị", "Urban unemployment rate",
         "Người thất nghiệp trên lực lượng lao động ở thành thị.", code="A06", better="lower",
         also=("labour.unemployment_rate.urban",), said=("thất nghiệp|không có việc làm & thành thị|đô thị",)),
    rate("labour.unemployed_rate.rural", "Tỷ lệ thất nghiệp khu vực nông thôn", "Rural unemployment rate",
         "Người thất nghiệp trên lực lượng lao động ở nông thôn.", code="A06", better="lower",
         also=("labour.unemployment_rate.rural",), said=("thất nghiệp & nông thôn",)),
    rate("labour.underemployed_rate", "Tỷ lệ thiếu việc làm", "Underemployment rate",
         "Người thiếu việc làm trên số người có việc làm.", code="A07", better="lower",
         said=("thiếu việc làm - nông thôn",)),
    rate("labour.underemployed_rate.rural", "Tỷ lệ thiếu việc làm khu vực nông thôn", "Rural underemployment rate",
         "Người thiếu việc làm trên số người có việc làm ở nông thôn.", code="A07", better="lower",
         said=("thiếu việc làm & nông thôn", "tỷ lệ sử dụng thời gian lao động|thời gian sử dụng lao động")),
    *(rate(f"labour.share.{sector}", f"Tỷ trọng lao động {vi} trong tổng số lao động",
           f"Share of people working in {en}", f"Lao động làm việc trong {vi} trên tổng số lao động đang làm việc.",
           code=code, better=better, also=(f"labour.{sector}_share",),
           said=(f"tỷ trọng|tỷ lệ|cơ cấu|chiếm & lao động & {words} - giải quyết việc làm|đào tạo nghề|qua đào tạo"
                 "|grdp|giá trị|tổng sản phẩm",))
      for sector, vi, en, words, code, better in SECTORS),
]  # fmt: skip

enterprises = [
    from_reports("labour.supply_forms", "Phiếu thông tin cung lao động được thu thập, cập nhật",
                 "Forms of labour supply collected",
                 "Phiếu thông tin người lao động được thu thập, cập nhật vào cơ sở dữ liệu cung lao động.",
                 unit="form", kind="flow", code="A20", better="higher",
                 said=("cung lao động|cung cầu lao động|dữ liệu người lao động|thông tin người lao động"
                       "|thông tin về người lao động & phiếu|cập nhật|thu thập|nhập tin",)),
    from_reports("labour.enterprises", "Doanh nghiệp đang hoạt động có sử dụng lao động",
                 "Enterprises that employ people",
                 "Doanh nghiệp đang hoạt động trong cơ sở dữ liệu cầu lao động cuối kỳ.", unit="enterprise",
                 kind="stock", code="A21",
                 said=("doanh nghiệp & đang hoạt động & lao động|sử dụng lao động",
                       "doanh nghiệp & sử dụng & lao động - nước ngoài|cho thuê lại")),
    people("labour.enterprises.workers", "Lao động làm việc trong doanh nghiệp", "People working in enterprises",
           "Lao động đang làm việc trong các doanh nghiệp cuối kỳ.", code="A21", better="higher",
           said=("lao động|công nhân|người & làm việc trong các doanh nghiệp|làm việc tại các doanh nghiệp"
                 "|trong doanh nghiệp|tại doanh nghiệp|doanh nghiệp đang hoạt động|trong các doanh nghiệp|khu công nghiệp - hỗ trợ|nước ngoài"
                 "|tai nạn|đào tạo",)),
    rate("labour.enterprises.reporting_rate", "Tỷ lệ doanh nghiệp báo cáo sử dụng lao động đúng hạn",
         "Share of enterprises that report their workers in time",
         "Doanh nghiệp nộp báo cáo tình hình sử dụng lao động (mẫu 01/PLI) đúng hạn trên số phải nộp.", code="A22",
         better="higher",
         said=("doanh nghiệp & báo cáo & sử dụng lao động|thay đổi lao động|01 pli|01/pli & tỷ lệ|đúng hạn|đạt",)),
    from_reports("labour.demand", "Nhu cầu tuyển dụng lao động của doanh nghiệp", "People enterprises want to hire",
                 "Nhu cầu tuyển dụng lao động của doanh nghiệp trong 6 tháng tới.", unit="person", kind="stock",
                 code="A23",
                 also=("jobs.vacancies",),
                 said=("nhu cầu tuyển dụng|nhu cầu tuyển|nhu cầu sử dụng lao động|cần tuyển & lao động|người"
                       "|công nhân - phiên",)),
]  # fmt: skip

relations = [
    parts("labour.force", ("labour.employed", "labour.unemployed")),
    share("labour.unemployed_rate", "labour.unemployed", "labour.force"),
    whole(tuple(f"labour.share.{sector}" for sector, *_ in SECTORS)),
    not_below("labour.employed", "labour.enterprises.workers"),
]
