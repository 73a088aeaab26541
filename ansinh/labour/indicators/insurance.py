"""Unemployment insurance and social insurance: section B of the sector's list, sheets 101 and 102."""

from functools import partial
from typing import Any

from ansinh.engine import Expression, Indicator, count, from_reports, is_in, not_below, parts, share, total
from ansinh.engine.measures import Measure
from ansinh.law import Law

UI = "trợ cấp thất nghiệp|bảo hiểm thất nghiệp|bhtn|tctn"
SI = "bảo hiểm xã hội|bhxh"

PLACES = ("commune", "district")
RECOGNISED = ("due", "arrears", "once", "recovery")


def _measured(name: str, vi: str, en: str, definition: str, measure: Measure, **more: Any) -> Indicator:
    return Indicator(name, measure, label_vi=vi, label_en=en, definition_vi=definition, kind="flow", **more)


people = partial(_measured, unit="person")
decided = partial(people, by=(*PLACES, "unemployed_sex", "unemployed_age_group", "unemployed_months"))
changed = partial(people, by=(*PLACES, "unemployed_event_sex", "unemployed_event_age_group", "unemployed_event_reason"))


def _event(kind: str) -> Measure:
    return count("unemployed_event", where=lambda unemployed_event_kind: unemployed_event_kind == kind)


def _paid(benefit: str) -> Measure:
    """What closed pay-runs recognised of a benefit."""

    def where(line_benefit: Expression, line_kind: Expression) -> Expression:
        return (line_benefit == benefit) & is_in(line_kind, *RECOGNISED)

    return total("payment_line", "line_amount_dong", where=where)


def _claimed(
    dossier_is_received: Expression, dossier_is_carried: Expression, dossier_procedure: Expression
) -> Expression:
    return dossier_is_received & ~dossier_is_carried & (dossier_procedure == "unemployment_benefit")


def _at_cap(unemployed_amount_dong: Expression, unemployed_wage_dong: Expression, law: Law) -> Expression:
    """The decision gave less than the share of the wage: the cap counted."""
    return (
        unemployed_amount_dong + 1
    ) * law.insurance.whole.percent <= unemployed_wage_dong * law.insurance.unemployment_rate


def _job_found(unemployed_event_kind: Expression, unemployed_event_reason: Expression) -> Expression:
    return (unemployed_event_kind == "ended") & (unemployed_event_reason == "found_job")


insured = partial(from_reports, unit="person", kind="stock", better="higher")
paid = partial(_measured, unit="dong", by=(*PLACES, "line_sex", "line_kind"))
money = partial(from_reports, unit="dong", kind="flow")
rate = partial(from_reports, unit="percent", kind="ratio", better="higher")
ENDS = (
    ("suspended", "bị tạm dừng hưởng", "suspended", "tạm dừng"),
    ("resumed", "tiếp tục hưởng", "resumed", "tiếp tục hưởng"),
    ("ended", "chấm dứt hưởng", "ended", "chấm dứt"),
    ("cancelled", "bị hủy quyết định hưởng", "cancelled", "hủy quyết định|hủy hưởng|hủy"),
)

unemployment = [
    people("unemployment_insurance.registrations", "Người nộp hồ sơ hưởng trợ cấp thất nghiệp",
           "People claiming unemployment benefit", "Người nộp hồ sơ đề nghị hưởng trợ cấp thất nghiệp trong kỳ.",
           count("dossier", where=_claimed), by=(*PLACES, "dossier_channel"), code="B01", better="lower",
           said=(f"{UI} & đăng ký|nộp hồ sơ|tiếp nhận|hồ sơ|đề nghị hưởng|thông báo thất nghiệp - quyết định"
                 "|chi trả|tư vấn|học nghề",)),
    decided("unemployment_insurance.recipients", "Người có quyết định hưởng trợ cấp thất nghiệp",
           "People awarded unemployment benefit", "Người có quyết định hưởng trợ cấp thất nghiệp trong kỳ.", count("unemployed"),
           code="B02", better="lower",
           also=("unemployment_insurance.beneficiaries",),
           said=(f"{UI} & quyết định|được hưởng|hưởng|giải quyết|chi trả cho & người|lao động|quyết định"
                 "|trường hợp|lượt - đồng|nộp hồ sơ|đăng ký|đề nghị|tư vấn|học nghề|tham gia|tạm dừng|chấm dứt"
                 "|tiếp tục hưởng",)),
    paid("unemployment_insurance.amount", "Tiền chi trợ cấp thất nghiệp", "Unemployment benefit paid",
          "Số tiền chi trả trợ cấp thất nghiệp theo các quyết định trong kỳ.", _paid("unemployment.benefit"), code="B03",
          said=(f"{UI} & kinh phí|số tiền|chi trả|tổng tiền|đồng - học nghề|bình quân|đào tạo",)),
    money("unemployment_insurance.average_amount", "Mức hưởng trợ cấp thất nghiệp bình quân",
          "Average unemployment benefit", "Mức hưởng trợ cấp thất nghiệp bình quân một tháng một người.", code="B04",
          said=(f"{UI} & bình quân|trung bình & mức hưởng|mức trợ cấp|đồng",)),
    from_reports("unemployment_insurance.average_months", "Số tháng hưởng trợ cấp thất nghiệp bình quân",
                 "Average months of unemployment benefit", "Số tháng hưởng bình quân của một quyết định.",
                 unit="month", kind="flow", code="B04", decimals=2,
                 said=(f"{UI} & số tháng|tháng hưởng & bình quân|trung bình",)),
    decided("unemployment_insurance.recipients.maximum", "Người hưởng trợ cấp thất nghiệp mức tối đa",
           "People on the highest unemployment benefit", "Người hưởng trợ cấp thất nghiệp ở mức tối đa.",
           count("unemployed", where=_at_cap), code="B04",
           said=(f"{UI} & tối đa",)),
    *(changed(f"unemployment_insurance.{name}", f"Người {vi} trợ cấp thất nghiệp",
             f"People whose unemployment benefit was {en}", f"Người {vi} trợ cấp thất nghiệp trong kỳ.", _event(name), code="B05",
             said=(f"{UI} & {words}",))
      for name, vi, en, words in ENDS),
    changed("unemployment_insurance.moved_out", "Người chuyển nơi hưởng trợ cấp thất nghiệp đi",
           "Claimants of unemployment benefit who moved away",
           "Người chuyển nơi hưởng trợ cấp thất nghiệp sang tỉnh khác.", _event("moved_out"), code="B06",
           said=(f"{UI}|chuyển hưởng & chuyển đi|chuyển nơi hưởng đi",)),
    changed("unemployment_insurance.moved_in", "Người chuyển nơi hưởng trợ cấp thất nghiệp đến",
           "Claimants of unemployment benefit who moved here",
           "Người từ tỉnh khác chuyển nơi hưởng trợ cấp thất nghiệp đến.", _event("moved_in"), code="B06",
           said=(f"{UI}|chuyển hưởng & chuyển đến|chuyển nơi hưởng đến",)),
    people("unemployment_insurance.counselled", "Người hưởng trợ cấp thất nghiệp được tư vấn, giới thiệu việc làm",
           "Claimants counselled on work", "Người tham gia bảo hiểm thất nghiệp được tư vấn, giới thiệu việc làm.",
           count("unemployed_notice", where=lambda unemployed_notice_is_first_counsel: unemployed_notice_is_first_counsel),
           by=(*PLACES, "unemployed_notice_sex"), code="B07", sheet="101-102/LĐVL-Sở:3", better="higher",
           said=(f"{UI}|lao động thất nghiệp & tư vấn|giới thiệu việc làm",)),
    changed("unemployment_insurance.placed", "Người hưởng trợ cấp thất nghiệp tìm được việc làm",
           "Claimants who found work",
           "Người tham gia bảo hiểm thất nghiệp tìm được việc làm sau khi được giới thiệu.",
           count("unemployed_event", where=_job_found), code="B07",
           sheet="101-102/LĐVL-Sở:5", better="higher",
           said=(f"{UI}|lao động thất nghiệp & tìm được việc|có việc làm|quay lại làm việc",)),
    people("unemployment_insurance.training.people", "Người hưởng trợ cấp thất nghiệp được hỗ trợ học nghề",
           "Claimants supported to learn a trade", "Người tham gia bảo hiểm thất nghiệp được hỗ trợ học nghề.",
           count("unemployed_course", where=lambda unemployed_course_is_cancelled: ~unemployed_course_is_cancelled),
           by=(*PLACES, "unemployed_course_sex", "unemployed_course_is_drawing"), code="B08", sheet="101-102/LĐVL-Sở:1", better="higher",
           said=(f"{UI}|lao động thất nghiệp & học nghề|đào tạo nghề & người|lao động|trường hợp|quyết định - đồng"
                 "|tư vấn",)),
    paid("unemployment_insurance.training.amount", "Tiền hỗ trợ học nghề cho người hưởng trợ cấp thất nghiệp",
          "Paid for the trades of claimants", "Số tiền hỗ trợ học nghề từ quỹ bảo hiểm thất nghiệp.",
          _paid("unemployment.training"), code="B08",
          said=(f"{UI}|lao động thất nghiệp & học nghề|đào tạo nghề & kinh phí|số tiền|đồng",)),
    insured("unemployment_insurance.participants", "Người tham gia bảo hiểm thất nghiệp",
            "People insured against unemployment", "Người đang đóng bảo hiểm thất nghiệp cuối kỳ.", code="B10",
            said=("bảo hiểm thất nghiệp|bhtn & tham gia|đóng & người|lao động - tỷ lệ|hưởng|tư vấn",)),
    rate("unemployment_insurance.participants_rate", "Tỷ lệ lực lượng lao động tham gia bảo hiểm thất nghiệp",
         "Share of the labour force insured against unemployment",
         "Người tham gia bảo hiểm thất nghiệp trên lực lượng lao động.", also=("unemployment_insurance.coverage_rate",), code="B10",
         said=("bảo hiểm thất nghiệp|bhtn & tham gia & tỷ lệ|tỉ lệ|lực lượng lao động|chiếm",
               "tỷ lệ bao phủ|độ bao phủ & bảo hiểm thất nghiệp",)),
]  # fmt: skip

social = [
    insured("insurance.social.participants", "Người tham gia bảo hiểm xã hội", "People with social insurance",
            "Người đang đóng bảo hiểm xã hội bắt buộc và tự nguyện cuối kỳ.", also=("social_insurance.participants",), code="B09",
            said=(f"{SI} & tham gia|đóng & người|lao động - tỷ lệ|tự nguyện|bắt buộc|nợ",)),
    insured("insurance.social.participants.compulsory", "Người tham gia bảo hiểm xã hội bắt buộc",
            "People with compulsory social insurance", "Người đang đóng bảo hiểm xã hội bắt buộc cuối kỳ.",
            also=("social_insurance.participants.compulsory",), code="B09", said=(f"{SI} & bắt buộc - tỷ lệ",)),
    insured("insurance.social.participants.voluntary", "Người tham gia bảo hiểm xã hội tự nguyện",
            "People with voluntary social insurance", "Người đang đóng bảo hiểm xã hội tự nguyện cuối kỳ.",
            also=("social_insurance.participants.voluntary",), code="B09", said=(f"{SI} & tự nguyện - tỷ lệ",)),
    rate("insurance.social.participants_rate", "Tỷ lệ lực lượng lao động tham gia bảo hiểm xã hội",
         "Share of the labour force with social insurance",
         "Người tham gia bảo hiểm xã hội trên lực lượng lao động.", also=("social_insurance.coverage_rate",), code="B09",
         said=(f"{SI} & tham gia|lực lượng lao động - tự nguyện|bắt buộc", f"tỷ lệ bao phủ|độ bao phủ & {SI} - thất nghiệp|y tế")),
    rate("insurance.social.compulsory_rate", "Tỷ lệ lực lượng lao động tham gia bảo hiểm xã hội bắt buộc",
         "Share of the labour force with compulsory social insurance",
         "Người tham gia bảo hiểm xã hội bắt buộc trên lực lượng lao động.", code="B09",
         said=(f"{SI} & bắt buộc & tỷ lệ|tỉ lệ|lực lượng lao động",)),
    rate("insurance.social.voluntary_rate", "Tỷ lệ lực lượng lao động tham gia bảo hiểm xã hội tự nguyện",
         "Share of the labour force with voluntary social insurance",
         "Người tham gia bảo hiểm xã hội tự nguyện trên lực lượng lao động.", code="B09",
         said=(f"{SI} & tự nguyện & tỷ lệ|tỉ lệ|lực lượng lao động",)),
]  # fmt: skip

relations = [
    share("unemployment_insurance.participants_rate", "unemployment_insurance.participants", "labour.force"),
    not_below("unemployment_insurance.recipients", "unemployment_insurance.recipients.maximum"),
    not_below("unemployment_insurance.counselled", "unemployment_insurance.placed"),
    parts("insurance.social.participants", ("insurance.social.participants.compulsory", "insurance.social.participants.voluntary")),
    parts("insurance.social.participants_rate", ("insurance.social.compulsory_rate", "insurance.social.voluntary_rate")),
    share("insurance.social.participants_rate", "insurance.social.participants", "labour.force"),
    share("insurance.social.compulsory_rate", "insurance.social.participants.compulsory", "labour.force"),
    share("insurance.social.voluntary_rate", "insurance.social.participants.voluntary", "labour.force"),
]  # fmt: skip
