"""Jobs found for people, loans for jobs, job fairs and counsel: section A of the sector's list, sheets 104 to 106."""

from functools import partial
from typing import Any

from ansinh.engine import (
    Expression,
    Indicator,
    among,
    count,
    from_reports,
    is_in,
    is_unknown,
    not_below,
    or_else,
    parts,
    ratio,
    share,
    total,
    whole,
)

BY = (
    "commune", "district", "placement_destination", "placement_channel", "placement_sector", "placement_occupation_group",
    "placement_sex", "placement_ethnicity", "placement_is_rural", "placement_is_new", "placement_market",
)  # fmt: skip


def jobs(name: str, vi: str, en: str, definition: str, *, where: Any = None, **more: Any) -> Indicator:
    """People helped into work, of those who count by `labour.jobs_counted`: all of them, or those of a condition."""
    measure = count("placement", where=where or (lambda placement_counts: placement_counts))
    told: dict[str, Any] = {"unit": "person", "kind": "flow", "better": "higher", "by": BY} | more
    return Indicator(name, measure, label_vi=vi, label_en=en, definition_vi=definition, **told)


people = partial(from_reports, unit="person", kind="flow", better="higher")
turns = partial(from_reports, unit="turn", kind="flow", better="higher")
rate = partial(from_reports, unit="percent", kind="ratio")


def measured_rate(name: str, measure: Any, vi: str, en: str, definition: str, **more: Any) -> Indicator:
    """A share of two figures of this file, in percent."""
    return Indicator(
        name, measure, label_vi=vi, label_en=en, definition_vi=definition, unit="percent", kind="ratio", **more
    )


def _of_sector(sector: str) -> Any:
    return lambda placement_counts, placement_sector: placement_counts & (placement_sector == sector)


def _kept(months: int, *, asked: bool) -> Any:
    """Who counts and was asked after so many months; or, of those, who still works there."""

    def after_3(placement_counts: Expression, placement_kept_3: Expression) -> Expression:
        return placement_counts & (~is_unknown(placement_kept_3) if asked else or_else(placement_kept_3, False))

    def after_6(placement_counts: Expression, placement_kept_6: Expression) -> Expression:
        return placement_counts & (~is_unknown(placement_kept_6) if asked else or_else(placement_kept_6, False))

    return {3: after_3, 6: after_6}[months]


FAIR_BY = ("commune", "district", "fair_kind")
VISIT_BY = (
    "commune",
    "district",
    "fair_visit_kind",
    "fair_visit_sex",
    "fair_visit_ethnicity",
    "fair_visit_channel",
    "fair_visit_result",
)
visits = partial(Indicator, kind="flow", better="higher", by=VISIT_BY)

JOBS = (
    "giải quyết việc làm|tạo việc làm|giải quyết và tạo việc làm|tạo thêm việc làm|việc làm mới|việc làm tăng thêm"
    "|gqvl|giải quyết vl|chỗ làm mới|chỗ việc làm"
)
LOANS_BY = ("commune", "district", "job_loan_fund", "job_loan_association")
LOANS = "quỹ quốc gia|vốn vay|vay vốn|cho vay|quỹ việc làm"


def _of_kind(kind: str) -> Any:
    """Sessions of one kind."""

    def where(fair_kind: Expression) -> Expression:
        return fair_kind == kind

    return where


created = [
    jobs("jobs.created", "Lao động được giải quyết việc làm", "People helped into work",
           "Lượt lao động được giải quyết việc làm, tạo việc làm mới trong kỳ, mọi hình thức.", code="A01",
           said=(f"{JOBS} - xuất khẩu lao động|quỹ quốc gia|vốn vay|vay vốn|phiên giao dịch|sau đào tạo"
                 "|sau khi học nghề|tự tạo việc làm",
                 "lao động|người & có việc làm mới|có việc làm tăng thêm|được giải quyết việc làm"
                 "|được tạo việc làm")),
    jobs("jobs.created.new", "Lao động có việc làm tăng thêm trong tổng số được giải quyết việc làm",
           "New jobs among people helped into work",
           "Phần việc làm mới, tăng thêm trong số lao động được giải quyết việc làm.",
         where=lambda placement_counts, placement_is_new: placement_counts & placement_is_new,
         code="A02",
           said=("trong đó việc làm mới|trong đó việc làm tăng thêm|trong đó tạo việc làm mới"
                 "|trong đó tạo việc làm tăng thêm|trong đó số việc làm tăng thêm",)),
    jobs("jobs.created.domestic", "Lao động được giải quyết việc làm trong nước",
           "People helped into work in the country",
           "Lao động được giải quyết việc làm ở trong nước, trong tỉnh và ngoài tỉnh.",
         where=lambda placement_counts, placement_destination: placement_counts & (placement_destination != "abroad"),
         code="A01",
           said=("làm việc trong nước|việc làm trong nước|việc làm tăng thêm trong nước|lao động trong nước"
                 " - nước ngoài",)),
    jobs("jobs.created.local", "Lao động được giải quyết việc làm tại địa phương",
           "People helped into work in the province",
           "Lao động được giải quyết việc làm trong tỉnh, kể cả tự tạo việc làm.",
         where=lambda placement_counts, placement_destination: placement_counts & (placement_destination == "local"),
         code="A01",
           said=("việc làm|làm việc|lao động|giải quyết & tại địa phương|trong tỉnh|tại tỉnh|tại chỗ|nội tỉnh"
                 "|trong địa bàn tỉnh - nước ngoài|người lao động tại|ngoài tỉnh|tỉnh ngoài|qua đào tạo"
                 "|có việc làm thường xuyên",)),
    jobs("jobs.created.other_province", "Lao động đi làm việc ở tỉnh ngoài",
           "People helped into work in other provinces", "Lao động được giải quyết việc làm ở tỉnh, thành phố khác.",
           where=lambda placement_counts, placement_destination: placement_counts & (placement_destination == "other_province"),
         code="A01",
           said=("tỉnh ngoài|ngoài tỉnh|tỉnh khác|tỉnh thành khác|các tỉnh trong nước & làm việc|việc làm|lao động",)),
    jobs("jobs.created.abroad", "Lao động đi làm việc ở nước ngoài trong số được giải quyết việc làm",
         "People helped into work abroad", "Lao động được giải quyết việc làm ở nước ngoài; một người đếm một lần trong năm.", code="A01",
         where=lambda placement_counts, placement_destination: placement_counts & (placement_destination == "abroad")),
    jobs("jobs.created.self", "Lao động tự tạo việc làm", "People who made their own work",
           "Lao động tự tạo việc làm, tự tìm việc trong số được giải quyết việc làm.",
         where=lambda placement_counts, placement_channel: placement_counts & (placement_channel == "self"),
         code="A01",
           said=("tự tạo việc làm|tự tìm việc|tự tìm được việc|tự giải quyết việc làm",)),
    jobs("jobs.created.female", "Lao động nữ được giải quyết việc làm", "Women helped into work",
           "Lao động nữ trong số được giải quyết việc làm.",
         where=lambda placement_counts, placement_sex: placement_counts & (placement_sex == "f"),
         code="A01",
           said=("lao động nữ|phụ nữ|nữ & giải quyết việc làm|tạo việc làm|việc làm mới - nước ngoài|đào tạo nghề",)),
    jobs("jobs.created.rural", "Lao động nông thôn được giải quyết việc làm", "Rural people helped into work",
           "Lao động khu vực nông thôn được giải quyết việc làm.",
         where=lambda placement_counts, placement_is_rural: placement_counts & placement_is_rural,
         code="A01",
           said=("lao động nông thôn|khu vực nông thôn & giải quyết việc làm|tạo việc làm - đào tạo nghề|học nghề",)),
    *(jobs(f"jobs.created.{sector}", f"Lao động được giải quyết việc làm trong {vi}",
             f"People helped into work in {en}", f"Phần lao động được giải quyết việc làm trong khu vực {vi}.",
             where=_of_sector(sector), code="A01", said=(f"giải quyết việc làm|tạo việc làm|việc làm & {words}",))
      for sector, vi, en, words in (
          ("agriculture", "nông, lâm nghiệp và thủy sản", "agriculture",
           "lĩnh vực nông nghiệp|ngành nông nghiệp|khu vực nông nghiệp|nông lâm ngư nghiệp|nông lâm nghiệp"
           "|khu vực nông lâm nghiệp|nông lâm thủy sản|nông lâm nghiệp và thủy sản"),
          ("industry", "công nghiệp, xây dựng", "industry",
           "lĩnh vực công nghiệp|ngành công nghiệp|khu vực công nghiệp|công nghiệp xây dựng|công nghiệp và xây dựng"),
          ("services", "dịch vụ", "services", "lĩnh vực dịch vụ|ngành dịch vụ|khu vực dịch vụ|thương mại dịch vụ"))),
    people("jobs.created.annual_mean", "Lao động được giải quyết việc làm bình quân mỗi năm",
           "People helped into work in a mean year",
           "Lao động được giải quyết việc làm, bình quân mỗi năm của một giai đoạn.", code="A01",
           said=(f"bình quân|trung bình & mỗi năm|hằng năm|hàng năm|một năm & {JOBS}",)),
    measured_rate("jobs.created.domestic.share", ratio("jobs.created.domestic", "jobs.created"), "Tỷ trọng việc làm trong nước",
         "Share of jobs in the country", "Lao động được giải quyết việc làm trong nước trên tổng số được giải quyết việc làm.",
         code="A01", by=BY, said=("trong nước & chiếm|tỷ trọng|tỷ lệ & việc làm|lao động",)),
]  # fmt: skip

loans = [
    jobs("jobs.fund.jobs", "Lao động có việc làm từ vốn vay Quỹ quốc gia về việc làm",
           "Jobs from loans of the National Employment Fund",
           "Lao động được tạo, duy trì, mở rộng việc làm từ vốn vay Quỹ quốc gia về việc làm.", code="A03",
           sheet="105/LĐVL-Sở:1", by=(*BY, "placement_loan_effect", "placement_association"),
           where=lambda placement_counts, placement_channel: placement_counts & (placement_channel == "loan"),
           said=(f"{LOANS} & việc làm & lao động|người - đồng|dự án|nước ngoài",
                 "qua vay vốn|từ vay vốn|từ nguồn vốn vay|thông qua vay vốn|thông qua nguồn vốn vay & lao động"
                 "|người|việc làm",
                 f"{LOANS} & việc làm & thu hút & lao động|người")),
    Indicator("jobs.fund.amount", total("job_loan", "job_loan_amount_dong"), unit="dong", kind="flow", by=LOANS_BY,
          label_vi="Doanh số cho vay giải quyết việc làm", label_en="Lent for jobs",
          definition_vi="Vốn Quỹ quốc gia về việc làm và nguồn ủy thác cho vay giải quyết việc làm trong kỳ.", code="A04",
          better="higher", said=(f"{LOANS}|doanh số cho vay & việc làm - dư nợ|hộ nghèo|nhà ở|học sinh sinh viên",)),
    from_reports("jobs.fund.outstanding", "Dư nợ cho vay giải quyết việc làm", "Outstanding loans for jobs",
                 "Dư nợ cho vay giải quyết việc làm cuối kỳ.", unit="dong", kind="stock", code="A05",
                 said=("dư nợ & việc làm",)),
    Indicator("jobs.fund.projects", count("job_loan"), label_vi="Dự án vay Quỹ quốc gia về việc làm",
                 label_en="Projects lent to by the National Employment Fund",
                 definition_vi="Dự án, lượt hộ được vay vốn giải quyết việc làm trong kỳ.", unit="project", kind="flow",
                 by=LOANS_BY, code="A04", better="higher", said=(f"{LOANS} & dự án & việc làm",)),
]  # fmt: skip

market = [
    Indicator("jobs.fair.sessions", count("fair"), by=FAIR_BY, label_vi="Phiên giao dịch việc làm", label_en="Job fairs",
              definition_vi="Phiên giao dịch việc làm định kỳ, lưu động, trực tuyến, chuyên đề tổ chức trong kỳ.",
              unit="session", kind="flow", code="A14", better="higher",
              said=("phiên giao dịch|phiên gdvl|sàn giao dịch|hội chợ việc làm|ngày hội việc làm"
                    " - doanh nghiệp tham gia|người tham gia",)),
    *(Indicator(f"jobs.fair.sessions.{kind}", count("fair", where=_of_kind(kind)), by=FAIR_BY,
                label_vi=f"Phiên giao dịch việc làm {vi}", label_en=f"Job fairs, {en}",
                definition_vi=f"Phiên giao dịch việc làm {vi} tổ chức trong kỳ.", unit="session", kind="flow", code="A14",
                said=(f"phiên|phiên giao dịch & {words}",))
      for kind, vi, en, words in (("online", "trực tuyến", "online", "trực tuyến|online"),
                                  ("mobile", "lưu động", "mobile", "lưu động"),
                                  ("regular", "định kỳ", "regular", "định kỳ|cố định"),
                                  ("thematic", "chuyên đề", "thematic", "chuyên đề"))),
    Indicator("jobs.fair.enterprises", count("fair_booth"), by=(*FAIR_BY, "fair_booth_kind"),
              label_vi="Doanh nghiệp tham gia phiên giao dịch việc làm", label_en="Enterprises at job fairs",
              definition_vi="Lượt doanh nghiệp, đơn vị tham gia tuyển dụng tại các phiên giao dịch việc làm.",
              unit="enterprise", kind="flow", code="A15", better="higher",
              said=("phiên|giao dịch việc làm|ngày hội việc làm|sàn giao dịch & doanh nghiệp|đơn vị"
                    "|nhà tuyển dụng & tham gia|tuyển dụng|với",)),
    Indicator("jobs.fair.vacancies", total("fair_vacancy", "fair_vacancy_places"), by=FAIR_BY,
              label_vi="Chỉ tiêu tuyển dụng tại phiên giao dịch việc làm", label_en="Vacancies offered at job fairs",
              definition_vi="Nhu cầu tuyển dụng doanh nghiệp đưa ra tại các phiên giao dịch việc làm.", unit="vacancy",
              kind="flow", code="A15", better="higher",
              said=("chỉ tiêu tuyển dụng|nhu cầu tuyển dụng|vị trí tuyển dụng|vị trí việc làm|chỉ tiêu tuyển"
                    "|việc làm trống - 6 tháng tới",)),
    visits("jobs.fair.participants", count("fair_visit"), label_vi="Lượt người tham gia phiên giao dịch việc làm",
           label_en="Visits to job fairs", unit="turn",
           definition_vi="Lượt lao động tham gia các phiên giao dịch việc làm.", code="A15",
           said=("phiên|giao dịch việc làm|ngày hội việc làm|sàn giao dịch & lượt|người|lao động & tham gia|tham dự"
                 "|thu hút",)),
    visits("jobs.fair.hired", count("fair_visit", where=lambda fair_visit_result: fair_visit_result == "hired"),
           label_vi="Người được nhận việc tại phiên giao dịch việc làm", label_en="People hired at job fairs", unit="person",
           definition_vi="Lượt người được đơn vị nhận việc ngay tại các phiên giao dịch việc làm.", code="A15"),
    from_reports("jobs.conferences", "Hội nghị kết nối cung cầu lao động",
                 "Conferences matching supply and demand of labour",
                 "Hội nghị kết nối đào tạo, cung ứng, tuyển dụng lao động tổ chức trong kỳ.", unit="conference",
                 kind="flow", code="A15", better="higher",
                 said=("hội nghị|hội thảo|chương trình & kết nối|cung ứng lao động|cung cầu - cán bộ",)),
    visits("jobs.preselected", count("fair_visit", where=lambda fair_visit_result: is_in(fair_visit_result, "interviewed", "hired")),
           label_vi="Người được sơ tuyển tại phiên giao dịch việc làm", label_en="People preselected by employers", unit="person",
           definition_vi="Lượt người được sơ tuyển, phỏng vấn, hẹn phỏng vấn tại các phiên giao dịch việc làm.", code="A17",
           said=("sơ tuyển|phỏng vấn|tuyển dụng trực tiếp|tuyển dụng tại phiên",)),
    Indicator("jobs.agencies", count("licence", where=lambda licence_stands, licence_kind: licence_stands & (licence_kind == "job_service")),
                 label_vi="Doanh nghiệp hoạt động dịch vụ việc làm", label_en="Licensed employment agencies",
                 definition_vi="Doanh nghiệp có giấy phép hoạt động dịch vụ việc làm còn hiệu lực cuối kỳ.", unit="enterprise",
                 kind="stock", code="A24", sheet="106/LĐVL-Sở:1",
                 by=("commune", "district", "licence_act", "licence_in_zone", "licence_kind_of_organisation", "licence_section"),
                 said=("doanh nghiệp|đơn vị|giấy phép & hoạt động dịch vụ việc làm|dịch vụ việc làm"
                       " - trung tâm dịch vụ việc làm",)),
]  # fmt: skip

exchange = [
    Indicator("jobs.counselled", count("counsel"), label_vi="Lượt người được tư vấn việc làm", label_en="People counselled on work",
          unit="turn", kind="flow", better="higher", by=("commune", "district", "counsel_subject", "counsel_sex"),
          definition_vi="Lượt người được tư vấn việc làm, học nghề, chính sách và pháp luật lao động.", code="A16",
          said=("tư vấn giới thiệu việc làm|tư vấn và giới thiệu việc làm|tư vấn việc làm"
                "|tư vấn việc làm học nghề|tư vấn việc làm và học nghề|tư vấn học nghề việc làm",
               "tư vấn|định hướng nghề nghiệp|hướng nghiệp & việc làm|nghề|nghề nghiệp|pháp luật lao động"
                "|chính sách|xuất khẩu lao động|lao động"
                " - trợ cấp thất nghiệp|bảo hiểm thất nghiệp|bhtn|cai nghiện|nghiện|mại dâm|trẻ em|người có công"
                "|hội đồng tư vấn|doanh nghiệp tham gia",)),
    Indicator("jobs.introduced", count("application", where=lambda application_kind: application_kind == "referred"),
           label_vi="Người được giới thiệu việc làm", label_en="People referred to employers", unit="person", kind="flow", better="higher",
           by=("commune", "district", "application_state", "application_sex", "application_is_away"),
           definition_vi="Lượt người được giới thiệu, cung ứng đến nơi tuyển dụng.", code="A17", sheet="104/LĐVL-Sở",
           said=("giới thiệu việc làm|giới thiệu giải quyết việc làm|gtvl|giới thiệu & lượt|người|lao động"
                 " - tư vấn|trợ cấp thất nghiệp|bảo hiểm thất nghiệp|bhtn|trung tâm giới thiệu",)),
    jobs("jobs.placed", "Người tìm được việc làm qua trung tâm dịch vụ việc làm",
           "People placed by the job centre",
           "Người có việc làm sau khi được trung tâm dịch vụ việc làm giới thiệu.", code="A17", sheet="104/LĐVL-Sở",
           where=lambda placement_counts, placement_channel: placement_counts & is_in(placement_channel, "exchange", "fair"),
           said=("trung tâm dịch vụ việc làm|ttdvvl|giới thiệu & có việc làm|tìm được việc|nhận việc"
                 "|được tuyển dụng - trợ cấp thất nghiệp|bảo hiểm thất nghiệp|bhtn|tỷ lệ",)),
    measured_rate("jobs.placed_rate", ratio("jobs.placed", "jobs.seekers"), "Tỷ lệ tìm được việc qua trung tâm dịch vụ việc làm",
         "Share of people placed by the job centre",
         "Người tìm được việc qua trung tâm dịch vụ việc làm trên số người đăng ký và sử dụng dịch vụ.", code="A18",
         sheet="104/LĐVL-Sở:2", better="higher", by=("commune", "district"),
         said=("tỷ lệ & tìm được việc|có việc làm & trung tâm dịch vụ việc làm|ttdvvl|dịch vụ việc làm",)),
    Indicator("jobs.seekers", count("seeker"), label_vi="Người đăng ký tìm việc làm", label_en="People registered as seeking work",
           unit="person", kind="flow", by=("commune", "district", "seeker_channel", "seeker_sex", "seeker_is_disabled"),
           definition_vi="Người đăng ký tìm việc tại trung tâm dịch vụ việc làm, được cập nhật vào cơ sở dữ liệu người tìm việc.",
           code="A19", sheet="104/LĐVL-Sở:1",
           said=("đăng ký tìm việc|người tìm việc|việc tìm người & người|lao động|lượt", "đăng ký & tìm việc làm")),
]  # fmt: skip

kept = [
    *(jobs(f"jobs.kept.{months}_months{part}", f"Lao động {vi} sau {months} tháng", f"People {en} after {months} months",
           f"Trong số lao động được giải quyết việc làm trong kỳ, người đã được hỏi sau {months} tháng{told}.", where=_kept(months, asked=asked),
           **({"better": ""} if asked else {}))
      for months in (3, 6)
      for part, vi, en, told, asked in ((".asked", "đã hỏi lại", "asked again", "", True),
                                        ("", "còn việc làm", "still employed", " và còn làm", False))),
    *(measured_rate(f"jobs.kept.{months}_months_rate", ratio(f"jobs.kept.{months}_months", f"jobs.kept.{months}_months.asked"),
                    f"Tỷ lệ còn việc làm sau {months} tháng", f"Share still employed after {months} months",
                    f"Người còn làm sau {months} tháng trên số đã được hỏi lại.", better="higher", by=BY) for months in (3, 6)),
]  # fmt: skip

relations = [
    among("jobs.created", ("jobs.created.local", "jobs.created.other_province", "jobs.abroad")),
    among("jobs.created", ("jobs.created.agriculture", "jobs.created.industry", "jobs.created.services")),
    parts("jobs.created.domestic", ("jobs.created.local", "jobs.created.other_province")),
    parts("jobs.created", ("jobs.created.local", "jobs.created.other_province", "jobs.created.abroad")),
    *(not_below(f"jobs.kept.{months}_months.asked", f"jobs.kept.{months}_months") for months in (3, 6)),
    *(share(f"jobs.kept.{months}_months_rate", f"jobs.kept.{months}_months", f"jobs.kept.{months}_months.asked") for months in (3, 6)),
    share("jobs.placed_rate", "jobs.placed", "jobs.seekers"),
    *(not_below("jobs.created", f"jobs.created.{part}") for part in ("new", "domestic", "self", "female", "rural")),
    not_below("jobs.created", "jobs.fund.jobs"),
    share("jobs.created.domestic.share", "jobs.created.domestic", "jobs.created"),
    whole(("jobs.created.domestic.share", "jobs.abroad.share")),
    not_below("jobs.fair.participants", "jobs.preselected"),
    not_below("jobs.preselected", "jobs.fair.hired"),
    among("jobs.fair.sessions", tuple(f"jobs.fair.sessions.{kind}" for kind in ("online", "mobile", "regular", "thematic"))),
]  # fmt: skip
