"""The labour force, who has no work, enterprises and what they report: section A of the sector's list."""

from functools import partial
from typing import Any

from ansinh.engine import Indicator, count, from_reports, not_below, parts, ratio, share, total, whole

rate = partial(from_reports, unit="percent", kind="ratio")
_ABOUT = (
    "supply_is_urban",
    "supply_sex",
    "supply_age_group",
    "supply_qualification",
    "supply_education",
    "supply_is_minority",
    "supply_is_poor",
)
_OF_WORK = ("supply_employment", "supply_sector", "supply_occupation_group")
_RATES_BY = ("commune", "district", "supply_sex", "supply_age_group", "supply_is_minority")
_OF_EMPLOYER = ("commune", "district", "employer_kind", "employer_section", "employer_size")


def _of_supply(
    name: str, label_vi: str, label_en: str, definition_vi: str, measure: Any, *more_by: str, **more: Any
) -> Indicator:
    """People of a year's collection, as its commune closed it."""
    by = ("commune", "district", *_ABOUT, *more_by)
    return Indicator(
        name,
        measure,
        label_vi=label_vi,
        label_en=label_en,
        definition_vi=definition_vi,
        unit="person",
        kind="stock",
        by=by,
        **more,
    )


def _is_unemployed_in_town(supply_status: Any, supply_is_urban: Any) -> Any:
    return (supply_status == "unemployed") & supply_is_urban


def _is_unemployed_on_the_land(supply_status: Any, supply_is_urban: Any) -> Any:
    return (supply_status == "unemployed") & ~supply_is_urban


def _in_sector(sector: str) -> Any:
    """People in work in one of the three sectors."""
    return count(
        "supply", where=lambda supply_status, supply_sector: (supply_status == "employed") & (supply_sector == sector)
    )


def _rate(
    name: str,
    label_vi: str,
    label_en: str,
    definition_vi: str,
    of: str,
    among: str,
    *,
    by: tuple[str, ...],
    **more: Any,
) -> Indicator:
    return Indicator(
        name,
        ratio(of, among),
        label_vi=label_vi,
        label_en=label_en,
        definition_vi=definition_vi,
        unit="percent",
        kind="ratio",
        by=by,
        **more,
    )


_OF_DEMAND = ("commune", "district", "demand_kind", "demand_section", "demand_size", "demand_occupation")


def _is_enterprise(employer_is_enterprise: Any) -> Any:
    return employer_is_enterprise


def _of_employers(name: str, label_vi: str, label_en: str, definition_vi: str, measure: Any, **more: Any) -> Indicator:
    """Enterprises, or people in them, as the newest report of each says."""
    return Indicator(
        name,
        measure,
        label_vi=label_vi,
        label_en=label_en,
        definition_vi=definition_vi,
        kind="stock",
        by=_OF_EMPLOYER,
        **more,
    )


SECTORS = (
    ("agriculture", "nông nghiệp", "agriculture", "nông nghiệp|nông lâm|nông lâm nghiệp|nông lâm ngư nghiệp"
                                        "|thủy sản", "A12", "lower"),
    ("industry", "công nghiệp, xây dựng", "industry", "công nghiệp|xây dựng|cn xd", "A13", ""),
    ("services", "dịch vụ", "services", "dịch vụ", "A13", ""),
)  # fmt: skip

force = [
    _of_supply("labour.aged_15", "Người từ 15 tuổi", "People aged 15 and over", "Người từ 15 tuổi trở lên có phiếu cung lao động.",
               count("supply"), "supply_status", code="A08"),
    _of_supply("labour.force", "Lực lượng lao động từ 15 tuổi", "Labour force aged 15 and over",
               "Người từ 15 tuổi trở lên có việc làm hoặc thất nghiệp.", count("supply", where=lambda supply_is_in_force: supply_is_in_force),
               "supply_status", code="A08",
               said=("lực lượng lao động|lllđ & người|lao động|tuổi - tham gia|tỷ lệ|so với lực lượng",
                     "lực lượng lao động từ 15 tuổi", "tham gia hoạt động kinh tế - tỷ lệ|không tham gia")),
    _of_supply("labour.force.urban", "Lực lượng lao động thành thị", "Urban labour force", "Lực lượng lao động ở khu vực thành thị.",
               count("supply", where=lambda supply_is_in_force, supply_is_urban: supply_is_in_force & supply_is_urban), code="A08"),
    _of_supply("labour.working_age", "Người trong độ tuổi lao động", "People of working age",
               "Người trong độ tuổi lao động: từ tuổi lao động tối thiểu đến tuổi nghỉ hưu của năm.",
               count("supply", where=lambda supply_is_of_working_age: supply_is_of_working_age), "supply_status", code="A08",
               said=("trong độ tuổi lao động|lao động trong độ tuổi - tham gia|tỷ lệ|bước vào",)),
    _of_supply("labour.employed", "Người có việc làm", "People in work",
               "Người từ 15 tuổi trở lên đang làm việc trong nền kinh tế.",
               count("supply", where=lambda supply_status: supply_status == "employed"), *_OF_WORK, code="A09", better="higher",
               said=("có việc làm|đang làm việc & lao động|người & lực lượng|nền kinh tế|15 tuổi|toàn tỉnh"
                     " - sau đào tạo|sau khi|nước ngoài|giải quyết|trong doanh nghiệp|tỷ lệ",
                     "đang làm việc trong nền kinh tế",
                     "lao động đang làm việc trong các ngành")),
    rate("labour.employed_rate", "Tỷ lệ lao động có việc làm thường xuyên", "Share of people in regular work",
         "Người có việc làm thường xuyên trên tổng số lao động trong độ tuổi.", code="A09", better="higher",
         said=("tỷ lệ|chiếm & có việc làm|có việc làm thường xuyên|làm việc thường xuyên & lao động|dân số|người"
               " - sau đào tạo|sau học nghề|học xong|học nghề|sau khi|thất nghiệp",)),
    _of_supply("labour.rural", "Lao động nông thôn", "Rural workers", "Lực lượng lao động ở khu vực nông thôn cuối kỳ.",
               count("supply", where=lambda supply_is_in_force, supply_is_urban: supply_is_in_force & ~supply_is_urban), code="A08",
               said=("lao động nông thôn|lao động ở nông thôn|lao động khu vực nông thôn & chiếm|tổng số|tỉnh có|huyện có|hiện có"
                     " - đào tạo|lớp|học nghề|việc làm|dạy nghề",)),
    _of_supply("labour.agriculture", "Lao động nông, lâm nghiệp và thủy sản", "People working in agriculture",
               "Lao động làm việc trong nông, lâm nghiệp và thủy sản cuối kỳ.", _in_sector("agriculture"), *_OF_WORK, code="A12",
               said=("lao động & nông lâm thủy sản|nông lâm nghiệp|trong nông nghiệp|lĩnh vực nông nghiệp"
                     " - việc làm|đào tạo|tỷ lệ|tỷ trọng",)),
    _of_supply("labour.industry", "Lao động công nghiệp, xây dựng", "People working in industry",
               "Lao động làm việc trong công nghiệp, xây dựng cuối kỳ.", _in_sector("industry"), *_OF_WORK, code="A13"),
    _of_supply("labour.services", "Lao động dịch vụ", "People working in services",
               "Lao động làm việc trong dịch vụ cuối kỳ.", _in_sector("services"), *_OF_WORK, code="A13"),
    _of_supply("labour.unemployed", "Người thất nghiệp", "People out of work",
               "Người từ 15 tuổi không có việc, đang tìm và sẵn sàng làm việc.",
               count("supply", where=lambda supply_status: supply_status == "unemployed"), "supply_unemployed_for", "supply_has_worked",
               code="A10", better="lower", said=("thất nghiệp & người|lao động - tỷ lệ|trợ cấp|bảo hiểm|bhtn|tctn",)),
    *(_of_supply(f"labour.unemployed.{area}", f"Người thất nghiệp {vi}", f"People out of work, {en}", f"Người thất nghiệp ở khu vực {vi}.",
                 measure, "supply_unemployed_for", code="A10", better="lower") for area, vi, en, measure in (
        ("urban", "thành thị", "urban", count("supply", where=_is_unemployed_in_town)),
        ("rural", "nông thôn", "rural", count("supply", where=_is_unemployed_on_the_land)))),
    _of_supply("labour.inactive", "Người không tham gia hoạt động kinh tế", "People outside the labour force",
               "Người từ 15 tuổi không có việc và không tìm việc: đi học, nội trợ, hưu trí, khuyết tật.",
               count("supply", where=lambda supply_is_in_force: ~supply_is_in_force), "supply_inactive_reason", code="A11",
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
    _rate("labour.participation_rate", "Tỷ lệ tham gia lực lượng lao động", "Labour force participation rate",
          "Lực lượng lao động trên dân số từ 15 tuổi.", "labour.force", "labour.aged_15", by=_RATES_BY, code="A08", better="higher",
          said=("tỷ lệ tham gia lực lượng lao động", "tham gia hoạt động kinh tế & tỷ lệ|chiếm")),
]  # fmt: skip

unemployment = [
    _rate("labour.unemployed_rate", "Tỷ lệ thất nghiệp", "Unemployment rate",
          "Người thất nghiệp trên lực lượng lao động.", "labour.unemployed", "labour.force", by=_RATES_BY, code="A06", better="lower",
          also=("labour.unemployment_rate",),
          said=("thất nghiệp - thành thị|nông thôn|đô thị|trợ cấp|bảo hiểm|hưởng|đăng ký",)),
    _rate("labour.unemployed_rate.urban", "Tỷ lệ thất nghiệp khu vực thành thị", "Urban unemployment rate",
          "Người thất nghiệp trên lực lượng lao động ở thành thị.", "labour.unemployed.urban", "labour.force.urban", by=_RATES_BY,
          code="A06", better="lower",
          also=("labour.unemployment_rate.urban",), said=("thất nghiệp|không có việc làm & thành thị|đô thị",)),
    _rate("labour.unemployed_rate.rural", "Tỷ lệ thất nghiệp khu vực nông thôn", "Rural unemployment rate",
          "Người thất nghiệp trên lực lượng lao động ở nông thôn.", "labour.unemployed.rural", "labour.rural", by=_RATES_BY,
          code="A06", better="lower",
          also=("labour.unemployment_rate.rural",), said=("thất nghiệp & nông thôn",)),
    rate("labour.underemployed_rate", "Tỷ lệ thiếu việc làm", "Underemployment rate",
         "Người thiếu việc làm trên số người có việc làm.", code="A07", better="lower",
         said=("thiếu việc làm - nông thôn",)),
    rate("labour.underemployed_rate.rural", "Tỷ lệ thiếu việc làm khu vực nông thôn", "Rural underemployment rate",
         "Người thiếu việc làm trên số người có việc làm ở nông thôn.", code="A07", better="lower",
         said=("thiếu việc làm & nông thôn", "tỷ lệ sử dụng thời gian lao động|thời gian sử dụng lao động")),
    *(_rate(f"labour.share.{sector}", f"Tỷ trọng lao động {vi} trong tổng số lao động",
            f"Share of people working in {en}", f"Lao động làm việc trong {vi} trên tổng số lao động đang làm việc.",
            f"labour.{sector}", "labour.employed", by=_RATES_BY, code=code, better=better, also=(f"labour.{sector}_share",),
            said=(f"tỷ trọng|tỷ lệ|cơ cấu|chiếm & lao động & {words} - giải quyết việc làm|đào tạo nghề|qua đào tạo"
                  "|grdp|giá trị|tổng sản phẩm",))
      for sector, vi, en, words, code, better in SECTORS),
]  # fmt: skip

enterprises = [
    Indicator("labour.supply_forms", count("supply"), label_vi="Phiếu thông tin cung lao động được thu thập, cập nhật",
              label_en="Forms of labour supply collected", unit="form", kind="flow", by=("commune", "district", "supply_is_checked"),
              definition_vi="Phiếu thông tin người lao động được thu thập, cập nhật vào cơ sở dữ liệu cung lao động.", code="A20", better="higher",
              said=("cung lao động|cung cầu lao động|dữ liệu người lao động|thông tin người lao động"
                    "|thông tin về người lao động & phiếu|cập nhật|thu thập|nhập tin",)),
    _of_employers("labour.enterprises", "Doanh nghiệp đang hoạt động có sử dụng lao động", "Enterprises that employ people",
                  "Doanh nghiệp đang hoạt động trong cơ sở dữ liệu cầu lao động cuối kỳ.", count("employer", where=_is_enterprise),
                  unit="enterprise", code="A21",
                  said=("doanh nghiệp & đang hoạt động & lao động|sử dụng lao động",
                        "doanh nghiệp & sử dụng & lao động - nước ngoài|cho thuê lại")),
    _of_employers("labour.enterprises.workers", "Lao động làm việc trong doanh nghiệp", "People working in enterprises",
                  "Lao động đang làm việc trong các doanh nghiệp cuối kỳ: theo báo cáo của kỳ, hoặc theo sổ đơn vị khi chưa báo cáo.",
                  total("employer", "employer_workers", where=_is_enterprise), unit="person", code="A21", better="higher",
                  said=("lao động|công nhân|người & làm việc trong các doanh nghiệp|làm việc tại các doanh nghiệp"
                        "|trong doanh nghiệp|tại doanh nghiệp|doanh nghiệp đang hoạt động|trong các doanh nghiệp|khu công nghiệp - hỗ trợ|nước ngoài"
                        "|tai nạn|đào tạo",)),
    *(_of_employers(f"labour.enterprises.workers.{name}", f"Lao động trong doanh nghiệp: {vi}", f"People working in enterprises: {en}",
                    f"Lao động {vi} trong các doanh nghiệp đã báo cáo mẫu 01/PLI.",
                    total("employer", f"employer_{name}", where=_is_enterprise), unit="person", code="A21")
      for name, vi, en in (("women", "nữ", "women"), ("over_35", "trên 35 tuổi", "over 35"), ("insured", "tham gia bảo hiểm xã hội", "insured"),
                           ("managers", "nhà quản lý", "managers"), ("high", "chuyên môn kỹ thuật bậc cao", "higher professionals"),
                           ("middle", "chuyên môn kỹ thuật bậc trung", "middle professionals"), ("other", "vị trí khác", "other positions"))),
    _of_employers("labour.enterprises.reported", "Doanh nghiệp đã báo cáo sử dụng lao động", "Enterprises that reported their workers",
                  "Doanh nghiệp đã nộp báo cáo mẫu 01/PLI của kỳ gần nhất.",
                  count("employer", where=lambda employer_is_enterprise, employer_has_reported: employer_is_enterprise & employer_has_reported),
                  unit="enterprise", code="A22", better="higher"),
    _of_employers("labour.enterprises.reported.in_time", "Doanh nghiệp báo cáo sử dụng lao động đúng hạn",
                  "Enterprises that reported their workers in time", "Doanh nghiệp nộp báo cáo mẫu 01/PLI của kỳ gần nhất đúng hạn.",
                  count("employer", where=lambda employer_is_enterprise, employer_is_in_time: employer_is_enterprise & employer_is_in_time),
                  unit="enterprise", code="A22", better="higher"),
    _rate("labour.enterprises.reporting_rate", "Tỷ lệ doanh nghiệp báo cáo sử dụng lao động đúng hạn",
          "Share of enterprises that report their workers in time",
          "Doanh nghiệp nộp báo cáo tình hình sử dụng lao động (mẫu 01/PLI) đúng hạn trên số phải nộp.",
          "labour.enterprises.reported.in_time", "labour.enterprises", by=_OF_EMPLOYER, code="A22", better="higher",
          said=("doanh nghiệp & báo cáo & sử dụng lao động|thay đổi lao động|01 pli|01/pli & tỷ lệ|đúng hạn|đạt",)),
    Indicator("labour.demand", total("demand", "demand_count"), label_vi="Nhu cầu tuyển dụng lao động của doanh nghiệp",
              label_en="People enterprises want to hire", definition_vi="Nhu cầu tuyển dụng lao động của doanh nghiệp trong 6 tháng tới.",
              unit="person", kind="stock", by=_OF_DEMAND, code="A23", also=("jobs.vacancies",),
              said=("nhu cầu tuyển dụng|nhu cầu tuyển|nhu cầu sử dụng lao động|cần tuyển & lao động|người"
                    "|công nhân - phiên",)),
    Indicator("labour.demand.women", total("demand", "demand_women"), label_vi="Nhu cầu tuyển dụng lao động nữ",
              label_en="Women enterprises want to hire", definition_vi="Số lao động nữ trong nhu cầu tuyển dụng 6 tháng tới.",
              unit="person", kind="stock", by=_OF_DEMAND, code="A23"),
]  # fmt: skip

relations = [
    parts("labour.force", ("labour.employed", "labour.unemployed")),
    parts("labour.aged_15", ("labour.force", "labour.inactive")),
    parts("labour.force", ("labour.force.urban", "labour.rural")),
    parts("labour.unemployed", ("labour.unemployed.urban", "labour.unemployed.rural")),
    share("labour.unemployed_rate", "labour.unemployed", "labour.force"),
    share("labour.participation_rate", "labour.force", "labour.aged_15"),
    share("labour.enterprises.reporting_rate", "labour.enterprises.reported.in_time", "labour.enterprises"),
    not_below("labour.enterprises.reported", "labour.enterprises.reported.in_time"),
    not_below("labour.enterprises.workers", "labour.enterprises.workers.women"),
    not_below("labour.demand", "labour.demand.women"),
    *(not_below("labour.employed", f"labour.{sector}") for sector, *_ in SECTORS),
    whole(tuple(f"labour.share.{sector}" for sector, *_ in SECTORS)),
    not_below("labour.employed", "labour.enterprises.workers"),
]
