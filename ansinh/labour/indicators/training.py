"""Vocational training: section E of the sector's list, sheets 201 to 206, 203.N and 1506.N."""

from collections.abc import Callable
from typing import Any

from ansinh.engine import (
    Expression,
    Indicator,
    among,
    count,
    from_reports,
    is_in,
    not_below,
    or_else,
    parts,
    ratio,
    share,
    total,
)
from ansinh.engine.measures import Count, Measure, Ratio, Total

ENROLLED = "tuyển sinh|tuyển mới|tuyển sinh mới|đào tạo nghề|dạy nghề|tuyển sinh đào tạo|đào tạo|học nghề|đạo tạo"
GRADUATED = "tốt nghiệp|hoàn thành khóa|hoàn thành chương trình|ra trường"
COLLEGE, INTERMEDIATE, ELEMENTARY = "cao đẳng", "trung cấp", "sơ cấp"
SHORT = "dưới 3 tháng|dưới ba tháng|ngắn hạn|dưới 03 tháng"
FUND_OF = "chương trình mục tiêu|chương trình mtqg|ctmtqg|dự án 4|tiểu dự án 1|giáo dục nghề nghiệp|đào tạo nghề"

PLACES = ("commune", "district")
OF_LEARNERS = (
    *PLACES, "learner_level", "learner_is_female", "learner_is_minority", "learner_is_rural", "learner_group", "learner_is_public",
    "learner_managed_by", "learner_institution_kind", "learner_is_agricultural", "learner_programme", "learner_occupation",
    "learner_work_after",
)  # fmt: skip
# By what the figures of each grain are broken down.
BY = {
    "learner": OF_LEARNERS,
    "course": (*PLACES, "course_level", "course_programme", "course_is_agricultural", "course_is_ordered"),
    "school": (*PLACES, "school_kind", "school_is_public", "school_managed_by"),
    "school_staff": (
        *PLACES, "school_staff_workplace", "school_staff_is_female", "school_staff_is_minority", "school_staff_is_public",
        "school_staff_managed_by", "school_staff_contract", "school_staff_level",
    ),
    "partner": PLACES,
    "training_money": (*PLACES, "training_money_source", "training_money_nature", "training_money_programme"),
    "streamed": (*PLACES, "streamed_school", "streamed_level", "streamed_is_public", "streamed_institution_kind"),
    "supply": (*PLACES, "supply_sex", "supply_is_urban", "supply_age_group", "supply_is_minority", "supply_qualification"),
}  # fmt: skip
# The eight qualifications of form 01: whoever has any of but the first is trained, those from an elementary certificate up are certified.
CERTIFIED = ("elementary", "intermediate", "college", "university", "postgraduate")
VOCATIONAL = ("skilled", "short_course", "elementary", "intermediate", "college")
LOWER, UPPER = "lower_secondary", "upper_secondary"


def enrolling(*levels: str) -> Count:
    """People who enrol, at these levels; at any when none is said."""

    def where(learner_event: Expression, learner_level: Expression) -> Expression:
        is_enrolled = learner_event == "enrolled"
        return is_enrolled & is_in(learner_level, *levels) if levels else is_enrolled

    return count("learner", where=where)


def in_groups(*groups: str) -> Count:
    """People of these priority groups who enrol."""
    return count(
        "learner",
        where=lambda learner_event, learner_group: (learner_event == "enrolled") & is_in(learner_group, *groups),
    )


def graduating(*levels: str) -> Count:
    """People who graduate, at these levels; at any when none is said."""

    def where(learner_event: Expression, learner_result: Expression, learner_level: Expression) -> Expression:
        has_graduated = (learner_event == "finished") & (learner_result == "graduated")
        return has_graduated & is_in(learner_level, *levels) if levels else has_graduated

    return count("learner", where=where)


def _works(event: Expression, result: Expression, after: Expression, ways: tuple[str, ...]) -> Expression:
    """Has graduated and works in one of the ways; whoever was not asked yet does not."""
    return (event == "finished") & (result == "graduated") & is_in(or_else(after, "none"), *ways)


def working(*ways: str) -> Count:
    """People who graduated and work after, in these ways."""
    return count(
        "learner",
        where=lambda learner_event, learner_result, learner_work_after: _works(
            learner_event, learner_result, learner_work_after, ways
        ),
    )


def leavers(*schools: str, is_enrolled: bool) -> Total:
    """Pupils who finished these schools: those who went on to a trade, or all."""

    def where(streamed_is_enrolled: Expression, streamed_school: Expression) -> Expression:
        side = streamed_is_enrolled if is_enrolled else ~streamed_is_enrolled
        return side & is_in(streamed_school, *schools)

    return total("streamed", "streamed_number", where=where)


def qualified(*qualifications: str) -> Count:
    """People of the labour force with one of these qualifications; with any when none is said."""

    def where(supply_is_in_force: Expression, supply_qualification: Expression) -> Expression:
        has_any = supply_qualification != "untrained"
        return supply_is_in_force & (is_in(supply_qualification, *qualifications) if qualifications else has_any)

    return count("supply", where=where)


def schools(kind: str) -> Count:
    """Institutions of a kind."""
    return count("school", where=lambda school_kind: school_kind == kind)


def staff(role: str) -> Total:
    """People of a role in institutions and state bodies."""
    return total("school_staff", "school_staff_number", where=lambda school_staff_role: school_staff_role == role)


def partners(step: str) -> Count:
    """Enterprises that take this step of training together."""
    return count("partner", where=lambda partner_step: partner_step == step)


def programme_money(column: str) -> Total:
    """A column of the money of national target programmes."""
    return total(
        "training_money",
        column,
        where=lambda training_money_programme: is_in(
            training_money_programme, "ntp_poverty", "ntp_rural", "ntp_minority"
        ),
    )


# What the records give; the others are known from reports.
MEASURED: dict[str, Measure] = {
    "enrolled": enrolling(),
    "enrolled.institutions": enrolling("college", "intermediate", "elementary"),
    "enrolled.college": enrolling("college"),
    "enrolled.intermediate": enrolling("intermediate"),
    "enrolled.college_intermediate": enrolling("college", "intermediate"),
    "enrolled.elementary": enrolling("elementary"),
    "enrolled.continuing": enrolling("under_3_months"),
    "enrolled.under_3_months": enrolling("under_3_months"),
    "enrolled.rural": count(
        "learner", where=lambda learner_event, learner_is_rural: (learner_event == "enrolled") & learner_is_rural
    ),
    "enrolled.socialised": count(
        "learner",
        where=lambda learner_event, learner_programme: (learner_event == "enrolled") & (learner_programme == "own"),
    ),
    "enrolled.female": count(
        "learner", where=lambda learner_event, learner_is_female: (learner_event == "enrolled") & learner_is_female
    ),
    "enrolled.minority": count(
        "learner", where=lambda learner_event, learner_is_minority: (learner_event == "enrolled") & learner_is_minority
    ),
    "enrolled.poor": in_groups("poor", "near_poor", "newly_escaped"),
    "enrolled.disabled": in_groups("disabled"),
    "enrolled.rural.classes": count("course", where=lambda course_is_rural: course_is_rural),
    "enrolled.rural.amount": total("learner", "learner_paid_dong", where=lambda learner_is_rural: learner_is_rural),
    "supported": count(
        "learner",
        where=lambda learner_event, learner_level: (
            (learner_event == "supported") & is_in(learner_level, "elementary", "under_3_months")
        ),
    ),
    "courses": count("course"),
    "graduated": graduating(),
    "graduated.rural": count(
        "learner",
        where=lambda learner_event, learner_result, learner_is_rural: (
            (learner_event == "finished") & (learner_result == "graduated") & learner_is_rural
        ),
    ),
    "graduated.college": graduating("college"),
    "graduated.intermediate": graduating("intermediate"),
    "graduated.elementary": graduating("elementary"),
    "graduated.under_3_months": graduating("under_3_months"),
    "trained": qualified(),
    "trained.vocational": qualified(*VOCATIONAL),
    "certified": qualified(*CERTIFIED),
    "trained_rate": ratio("training.trained", "labour.force"),
    "trained_rate.vocational": ratio("training.trained.vocational", "labour.force"),
    "certified_rate": ratio("training.certified", "labour.force"),
    "employed_after": working("hired", "own"),
    "employed_after.hired": working("hired"),
    "employed_after.self": working("own"),
    "employed_after.rural": count(
        "learner",
        where=lambda learner_event, learner_result, learner_work_after, learner_is_rural: (
            learner_is_rural & _works(learner_event, learner_result, learner_work_after, ("hired", "own"))
        ),
    ),
    "employed_after_rate": ratio("training.employed_after", "training.graduated"),
    "employed_after_rate.rural": ratio("training.employed_after.rural", "training.graduated.rural"),
    "streaming.total": leavers(LOWER, UPPER, is_enrolled=True),
    "streaming.lower_secondary": leavers(LOWER, is_enrolled=True),
    "streaming.upper_secondary": leavers(UPPER, is_enrolled=True),
    "streaming.leavers": leavers(LOWER, UPPER, is_enrolled=False),
    "streaming.leavers.lower_secondary": leavers(LOWER, is_enrolled=False),
    "streaming.leavers.upper_secondary": leavers(UPPER, is_enrolled=False),
    "streaming.target_group": total("streamed", "streamed_target"),
    "streaming.rate": ratio("training.streaming.total", "training.streaming.leavers"),
    "streaming.lower_secondary_rate": ratio(
        "training.streaming.lower_secondary", "training.streaming.leavers.lower_secondary"
    ),
    "streaming.upper_secondary_rate": ratio(
        "training.streaming.upper_secondary", "training.streaming.leavers.upper_secondary"
    ),
    "streaming.target_group_rate": ratio("training.streaming.lower_secondary", "training.streaming.target_group"),
    "institutions": count("school"),
    "institutions.college": schools("college"),
    "institutions.intermediate": schools("intermediate"),
    "institutions.centres": schools("centre"),
    "teachers": staff("teacher"),
    "managers": staff("manager"),
    "budget.amount": total("training_money", "training_spent_dong"),
    "programme.allocated": programme_money("training_allotted_dong"),
    "programme.disbursed": programme_money("training_spent_dong"),
    "programme.disbursed_rate": ratio("training.programme.disbursed", "training.programme.allocated"),
    "enterprise_cooperation.registered": partners("registered"),
    "enterprise_cooperation.signed": partners("signed"),
}
# What a ratio is broken down by: facts both its sides are seen by.
OF_FORCE = BY["supply"][:-1]
RATIO_BY = {
    "trained_rate": OF_FORCE, "certified_rate": OF_FORCE, "employed_after_rate": OF_LEARNERS, "streaming": ("streamed_school",),
    "programme": BY["training_money"],
}  # fmt: skip


def _by(name: str, measure: Measure) -> tuple[str, ...]:
    if isinstance(measure, Ratio):
        return RATIO_BY[name.partition(".")[0]]
    assert isinstance(measure, Count | Total)
    return BY[measure.grain]


def _declared(**usual: Any) -> Callable[..., Indicator]:
    """What declares an indicator: measured where `MEASURED` says how, else known from reports."""

    def declare(name: str, vi: str, en: str, definition: str, **more: Any) -> Indicator:
        short, told = name.removeprefix("training."), usual | more
        if (measure := MEASURED.get(short)) is None:
            return from_reports(name, vi, en, definition, **told)
        by = _by(short, measure)
        return Indicator(name, measure, label_vi=vi, label_en=en, definition_vi=definition, by=by, **told)

    return declare


people = _declared(unit="person", kind="flow", better="higher")
rate = _declared(unit="percent", kind="ratio", better="higher")
money = _declared(unit="dong", kind="flow")
stock = _declared(kind="stock")

enrolled = [
    people("training.enrolled", "Tuyển sinh, đào tạo nghề", "People enrolled in vocational training",
           "Người được tuyển sinh, đào tạo nghề mọi trình độ trong kỳ.", code="E01", sheet="203_1_HSTM/GDNN-Sở:1",
           said=(f"{ENROLLED} & người|lao động|học sinh|sinh viên|học viên|lượt|gdnn|giáo dục nghề nghiệp|nghề"
                 " - qua đào tạo|tốt nghiệp|trung cấp|cao đẳng|sơ cấp|dưới 3 tháng|lao động nông thôn|xã hội hóa"
                 "|được hỗ trợ|sau đào tạo|sau học nghề|hợp tác|cán bộ|tập huấn|thất nghiệp|cai nghiện|phân luồng"
                 "|hội nghị|thcs|thpt|hộ nghèo|kinh phí|tư vấn|tư vấn việc làm học nghề|tư vấn việc làm và học nghề",)),
    people("training.enrolled.institutions", "Tuyển sinh cao đẳng, trung cấp, sơ cấp tại cơ sở giáo dục nghề nghiệp",
           "People enrolled in institutions",
           "Tuyển sinh cao đẳng, trung cấp và sơ cấp tại cơ sở giáo dục nghề nghiệp.", code="E01",
           said=("tuyển sinh|tuyển mới|người học nghề|sinh viên & trình độ cao|cao đẳng & trung cấp & sơ cấp",
                 f"{ENROLLED} & tại gdnn cơ sở|tại cơ sở gdnn|tại các cơ sở gdnn|tại cơ sở giáo dục nghề nghiệp")),
    people("training.enrolled.college", "Tuyển sinh cao đẳng", "People enrolled in college",
           "Tuyển sinh trình độ cao đẳng trong kỳ.", code="E01", sheet="203_1_HSTM/GDNN-Sở:5",
           said=(f"{COLLEGE} & {ENROLLED}|trình độ - tốt nghiệp|trung cấp|trường|có bằng|hội nghị|đại học",
                 "cao đẳng & người|sinh viên|sv - tốt nghiệp|trung cấp|trường|hội nghị|ký")),
    people("training.enrolled.intermediate", "Tuyển sinh trung cấp", "People enrolled in intermediate training",
           "Tuyển sinh trình độ trung cấp trong kỳ.", code="E01", sheet="203_1_HSTM/GDNN-Sở:4",
           said=(f"{INTERMEDIATE}|trung học chuyên nghiệp & {ENROLLED}|trình độ - tốt nghiệp|cao đẳng|trường|có bằng",
                 "trung cấp & người|học sinh|hs - tốt nghiệp|cao đẳng|trường")),
    people("training.enrolled.college_intermediate", "Tuyển sinh cao đẳng và trung cấp",
           "People enrolled in college and intermediate training",
           "Tuyển sinh trình độ cao đẳng và trung cấp trong kỳ.", code="E01",
           said=("trung cấp và cao đẳng|cao đẳng và trung cấp|cao đẳng trung cấp|trung cấp cao đẳng|cđ tc"
                 " - tốt nghiệp|trường|sơ cấp|thcs|thpt",)),
    people("training.enrolled.elementary", "Tuyển sinh sơ cấp", "People enrolled in elementary training",
           "Tuyển sinh, đào tạo trình độ sơ cấp trong kỳ.", code="E01", sheet="203_1_HSTM/GDNN-Sở:3",
           said=(f"{ELEMENTARY} - tốt nghiệp|hỗ trợ|trung cấp|cao đẳng",)),
    people("training.enrolled.continuing", "Đào tạo nghề thường xuyên", "People in continuing training",
           "Đào tạo thường xuyên, bồi dưỡng nghề trong kỳ.", code="E01", sheet="203_1_HSTM/GDNN-Sở:2",
           said=("dạy nghề thường xuyên|đào tạo thường xuyên|đào tạo nghề thường xuyên|chương trình thường xuyên"
                 " - tốt nghiệp|trung tâm",)),
    people("training.enrolled.under_3_months", "Đào tạo dưới 3 tháng", "People in training under 3 months",
           "Đào tạo dưới 3 tháng, bồi dưỡng, tập huấn nghề trong kỳ.", code="E01", sheet="203_1_HSTM/GDNN-Sở:2",
           said=(f"{SHORT} & đào tạo|dạy nghề|học nghề|trình độ|tuyển sinh|người - tốt nghiệp|hoàn thành|hỗ trợ",
                 "bồi dưỡng|tập huấn & khuyến công|khuyến nông|khuyến ngư|làng nghề")),
    people("training.enrolled.rural", "Đào tạo nghề cho lao động nông thôn", "Rural people in vocational training",
           "Lao động nông thôn được đào tạo nghề trong kỳ.", code="E05",
           said=("lao động nông thôn|lđnt & đào tạo|dạy nghề|học nghề|tuyển sinh"
                 " - có việc làm|học xong|sau khi học|sau học nghề|sau đào tạo",)),
    people("training.enrolled.socialised", "Đào tạo nghề theo hình thức xã hội hóa",
           "People in training without state money", "Người được đào tạo nghề theo hình thức xã hội hóa trong kỳ.",
           code="E01", said=("xã hội hóa|xã hội hoá & đào tạo|dạy nghề|học nghề|hình thức|người",)),
    people("training.enrolled.female", "Lao động nữ được tuyển sinh, đào tạo nghề",
           "Women enrolled in vocational training", "Lao động nữ được tuyển sinh, đào tạo nghề trong kỳ.",
           code="E01", said=(f"nữ|phụ nữ & {ENROLLED} - việc làm|nước ngoài",)),
    people("training.enrolled.minority", "Người dân tộc thiểu số được tuyển sinh, đào tạo nghề",
           "Minority people enrolled in vocational training",
           "Người dân tộc thiểu số được tuyển sinh, đào tạo nghề trong kỳ.", code="E01",
           said=(f"dân tộc thiểu số|dtts|người khmer|đồng bào dân tộc & {ENROLLED} - nước ngoài|trường|giáo viên|cán bộ",)),
    people("training.enrolled.poor", "Người thuộc hộ nghèo, cận nghèo được đào tạo nghề",
           "Poor and near-poor people in vocational training",
           "Lao động thuộc hộ nghèo, hộ cận nghèo, hộ mới thoát nghèo được đào tạo nghề trong kỳ.", code="E05",
           said=("hộ nghèo|hộ cận nghèo|người nghèo|mới thoát nghèo & đào tạo nghề|dạy nghề|học nghề - học phí"
                 "|học sinh",)),
    people("training.enrolled.disabled", "Người khuyết tật được đào tạo nghề",
           "People with disability in vocational training", "Người khuyết tật được đào tạo nghề trong kỳ.",
           code="E05", said=("người khuyết tật|nkt & đào tạo nghề|dạy nghề|học nghề",)),
    people("training.enrolled.annual_mean", "Lao động được đào tạo nghề bình quân mỗi năm",
           "People in vocational training in a mean year",
           "Lao động được tuyển sinh, đào tạo nghề, bình quân mỗi năm của một giai đoạn.", code="E01",
           said=("bình quân|trung bình & mỗi năm|hằng năm|hàng năm|một năm & đào tạo nghề|tuyển sinh|học nghề",)),
    people("training.enrolled.rural.classes", "Lớp dạy nghề cho lao động nông thôn", "Courses for rural people",
           "Lớp dạy nghề cho lao động nông thôn mở trong kỳ.", code="E05", unit="course",
           said=("lớp|khóa|khoá & lao động nông thôn|lđnt & nghề",)),
    money("training.enrolled.rural.amount", "Kinh phí dạy nghề cho lao động nông thôn", "Paid to train rural people",
          "Kinh phí dạy nghề cho lao động nông thôn trong kỳ.", code="E05",
          said=("kinh phí|số tiền|đồng|ngân sách & lao động nông thôn|lđnt & nghề",)),
    people("training.supported", "Lao động được hỗ trợ đào tạo nghề", "People supported to learn a trade",
           "Lao động nông thôn và người diện chính sách được hỗ trợ đào tạo sơ cấp, dưới 3 tháng trong kỳ.",
           code="E05", sheet="206/GDNN-Sở:1",
           said=("hỗ trợ & học nghề|đào tạo nghề|đào tạo trình độ sơ cấp|đào tạo sơ cấp|dạy nghề & lao động|người"
                 "|lượt - thất nghiệp|bảo hiểm|mại dâm|nghiện|kinh phí",)),
    people("training.courses", "Lớp đào tạo nghề", "Courses of vocational training",
           "Lớp đào tạo nghề mở trong kỳ.", unit="course", code="E05",
           said=("lớp|khóa|khoá & đào tạo nghề|dạy nghề|học nghề|nghề - tốt nghiệp|an toàn",)),
]  # fmt: skip

graduated = [
    people("training.graduated", "Tốt nghiệp giáo dục nghề nghiệp", "People who finished vocational training",
           "Người tốt nghiệp, hoàn thành khóa đào tạo nghề mọi trình độ trong kỳ.", code="E02",
           sheet="203_2_HSTN/GDNN-Sở:1",
           said=(f"{GRADUATED} & nghề|gdnn|giáo dục nghề nghiệp|khóa đào tạo|học viên|lượt người - thcs|thpt"
                 "|phổ thông|tiếp nhận|có việc làm|cao đẳng|trung cấp|sơ cấp|dưới 3 tháng|trung học",)),
    people("training.graduated.rural", "Lao động nông thôn học xong nghề", "Rural people who finished training",
           "Lao động nông thôn hoàn thành khóa đào tạo nghề trong kỳ.", code="E05",
           said=("lao động nông thôn|lđnt & học xong|hoàn thành|tốt nghiệp|đã học nghề",)),
    people("training.graduated.college", "Tốt nghiệp cao đẳng", "People who finished college",
           "Người tốt nghiệp trình độ cao đẳng trong kỳ.", code="E02", sheet="203_2_HSTN/GDNN-Sở:5",
           said=(f"{COLLEGE} & tốt nghiệp - thcs|thpt|trường|có việc làm",)),
    people("training.graduated.intermediate", "Tốt nghiệp trung cấp", "People who finished intermediate training",
           "Người tốt nghiệp trình độ trung cấp trong kỳ.", code="E02", sheet="203_2_HSTN/GDNN-Sở:4",
           said=(f"{INTERMEDIATE} & tốt nghiệp - thcs|thpt|trường|có việc làm",)),
    people("training.graduated.elementary", "Tốt nghiệp sơ cấp", "People who finished elementary training",
           "Người tốt nghiệp trình độ sơ cấp trong kỳ.", code="E02", sheet="203_2_HSTN/GDNN-Sở:3",
           said=(f"{ELEMENTARY} & {GRADUATED} - thcs|thpt|trường|có việc làm",)),
    people("training.graduated.under_3_months", "Hoàn thành đào tạo dưới 3 tháng",
           "People who finished training under 3 months",
           "Người hoàn thành đào tạo dưới 3 tháng, bồi dưỡng nghề trong kỳ.", code="E02",
           sheet="203_2_HSTN/GDNN-Sở:2", said=(f"{SHORT} & {GRADUATED}|hoàn thành",)),
]  # fmt: skip

rates = [
    stock("training.trained", "Lao động đã qua đào tạo", "Trained workers",
          "Người thuộc lực lượng lao động đã qua đào tạo, kể cả công nhân kỹ thuật không có bằng, theo phiếu cung lao động.",
          unit="person", code="E03", better="higher"),
    stock("training.trained.vocational", "Lao động đã qua đào tạo nghề", "Workers trained in a trade",
          "Người thuộc lực lượng lao động là công nhân kỹ thuật không bằng, có chứng chỉ dưới 3 tháng, sơ cấp, trung cấp, cao đẳng.",
          unit="person", code="E03", better="higher"),
    stock("training.certified", "Lao động qua đào tạo có bằng cấp, chứng chỉ", "Workers with a certificate",
          "Người thuộc lực lượng lao động có bằng, chứng chỉ từ sơ cấp trở lên, theo phiếu cung lao động.",
          unit="person", code="E04", better="higher"),
    rate("training.trained_rate", "Tỷ lệ lao động qua đào tạo", "Share of trained workers",
         "Lao động đã qua đào tạo trên lực lượng lao động.", code="E03", sheet="203.N/LĐVL-Sở:1",
         said=("lao động qua đào tạo|lao động đã qua đào tạo|lao động được đào tạo|lđ qua đào tạo|qua đào tạo"
               " - văn bằng|bằng cấp|chứng chỉ|có bằng|qua đào tạo nghề|đào tạo nghề",)),
    rate("training.trained_rate.vocational", "Tỷ lệ lao động qua đào tạo nghề",
         "Share of workers trained in a trade", "Lao động đã qua đào tạo nghề trên lực lượng lao động.", code="E03",
         also=("training.vocational_rate",),
         said=("qua đào tạo nghề|lao động được đào tạo nghề|lao động có đào tạo nghề - bằng cấp|chứng chỉ|văn bằng",)),
    rate("training.certified_rate", "Tỷ lệ lao động qua đào tạo có bằng cấp, chứng chỉ",
         "Share of workers with a certificate", "Lao động có văn bằng, chứng chỉ trên lực lượng lao động.",
         code="E04", sheet="203.N/LĐVL-Sở",
         said=("văn bằng|bằng cấp|chứng chỉ|có bằng & lao động|qua đào tạo|tỷ lệ - ngoại ngữ|giả",)),
    people("training.employed_after", "Người có việc làm sau đào tạo nghề", "People in work after training",
           "Người có việc làm sau khi học nghề trong kỳ.", code="E06", sheet="206/GDNN-Sở:4",
           said=("có việc làm|việc làm mới|tự tạo việc làm & sau đào tạo|sau học nghề|sau khi học|học xong"
                 "|sau khi đào tạo"
                 "|sau khi tốt nghiệp|sau tốt nghiệp - tỷ lệ",)),
    rate("training.employed_after_rate.rural", "Tỷ lệ lao động nông thôn có việc làm sau đào tạo nghề",
         "Share of rural people in work after training",
         "Lao động nông thôn có việc làm sau khi học nghề trên số người học xong.", code="E06",
         said=("lao động nông thôn|lđnt & có việc làm|việc làm & sau đào tạo|sau học nghề|sau khi học"
               "|sau khi đào tạo",)),
    people("training.employed_after.rural", "Lao động nông thôn có việc làm sau đào tạo nghề", "Rural people in work after training",
           "Lao động nông thôn học xong nghề trong kỳ và có việc làm.", code="E06"),
    people("training.employed_after.hired", "Người được doanh nghiệp tuyển dụng sau học nghề", "People hired after training",
           "Người được doanh nghiệp, đơn vị tuyển dụng sau khi học nghề.", code="E06",
           said=("doanh nghiệp|đơn vị|cơ sở & tuyển dụng|nhận vào làm & học nghề|đào tạo nghề|sau học",)),
    people("training.employed_after.self", "Người tự tạo việc làm sau học nghề", "People self-employed after training",
           "Người tự tạo việc làm sau khi học nghề.", code="E06", said=("tự tạo việc làm & học nghề|đào tạo nghề"
                                        "|sau học",)),
    from_reports("training.poverty_exits", "Hộ thoát nghèo nhờ học nghề", "Households out of poverty after training",
                 "Hộ có người học nghề thoát nghèo.", unit="household", kind="flow", code="E06", better="higher",
                 said=("thoát nghèo & học nghề|đào tạo nghề|sau học",)),
    from_reports("training.better_off", "Hộ trở thành khá, giàu nhờ học nghề", "Households better off after training",
                 "Hộ có người học nghề trở thành hộ khá, giàu.", unit="household", kind="flow", code="E06", better="higher",
                 said=("hộ khá|khá giàu|thu nhập khá & học nghề|đào tạo nghề|sau học",)),
    rate("training.employed_after_rate", "Tỷ lệ có việc làm sau đào tạo nghề",
         "Share of people in work after training", "Người có việc làm sau khi học nghề trên số người học xong.",
         code="E06",
         said=("có việc làm|được tiếp nhận|tiếp nhận|được tuyển dụng & sau đào tạo|sau học nghề|sau khi học"
               "|sau khi đào tạo|sau khi tốt nghiệp|sau tốt nghiệp|ra trường|tốt nghiệp",)),
]  # fmt: skip

streaming = [
    people("training.streaming.total", "Học sinh phổ thông được tuyển vào cao đẳng, trung cấp",
           "School leavers enrolled in vocational training",
           "Học sinh tốt nghiệp THCS, THPT được tuyển vào giáo dục nghề nghiệp.", code="E07",
           sheet="1506.N/GDNN-Sở:2",
           said=("học sinh tốt nghiệp phổ thông|học sinh phổ thông|học sinh tốt nghiệp thcs thpt"
                 "|tốt nghiệp thcs và thpt|phân luồng & tuyển sinh|gdnn|giáo dục nghề nghiệp|cao đẳng|học nghề"
                 " - tỷ lệ",)),
    people("training.streaming.lower_secondary", "Học sinh tốt nghiệp THCS vào giáo dục nghề nghiệp",
           "Lower-secondary leavers in vocational training",
           "Học sinh tốt nghiệp THCS được tuyển vào giáo dục nghề nghiệp.", code="E07", sheet="1506.N/GDNN-Sở:3",
           said=("tốt nghiệp thcs|tốt nghiệp trung học cơ sở & học sinh|người - tỷ lệ|thpt|tổng số học sinh",
                 "thcs & học sinh|người & gdnn|giáo dục nghề nghiệp|học nghề|phân luồng|tuyển|tốt nghiệp"
                 " - tỷ lệ|thpt|tổng số học sinh",)),
    people("training.streaming.upper_secondary", "Học sinh tốt nghiệp THPT vào giáo dục nghề nghiệp",
           "Upper-secondary leavers in vocational training",
           "Học sinh tốt nghiệp THPT được tuyển vào giáo dục nghề nghiệp.", code="E07", sheet="1506.N/GDNN-Sở:4",
           said=("tốt nghiệp thpt|tốt nghiệp trung học phổ thông & học sinh|người - tỷ lệ|thcs|tổng số học sinh",
                 "thpt & học sinh|người & gdnn|giáo dục nghề nghiệp|học nghề|phân luồng|tuyển|tốt nghiệp - tỷ lệ|thcs"
                 "|tổng số học sinh",)),
    *(people(f"training.streaming.leavers{name}", vi, en, f"{vi} trong năm, theo số của ngành giáo dục; tính vào tháng 6.",
             code="E07", better="")
      for name, vi, en in (("", "Học sinh tốt nghiệp THCS và THPT", "School leavers"),
                           (".lower_secondary", "Học sinh tốt nghiệp THCS", "Lower-secondary leavers"),
                           (".upper_secondary", "Học sinh tốt nghiệp THPT", "Upper-secondary leavers"))),
    people("training.streaming.target_group", "Học sinh thuộc diện phân luồng",
           "Pupils to be guided to vocational training", "Học sinh tốt nghiệp THCS thuộc diện phân luồng.",
           code="E07", said=("diện phân luồng|đối tượng phân luồng & học sinh|tổng số",)),
    rate("training.streaming.rate", "Tỷ lệ phân luồng học sinh vào giáo dục nghề nghiệp",
         "Share of school leavers in vocational training",
         "Học sinh tốt nghiệp THCS và THPT vào giáo dục nghề nghiệp trên tổng số tốt nghiệp.", code="E07",
         sheet="1506.N/GDNN-Sở:5", said=("phân luồng - thcs|thpt|trung học|diện phân luồng",)),
    rate("training.streaming.lower_secondary_rate", "Tỷ lệ học sinh tốt nghiệp THCS vào giáo dục nghề nghiệp",
         "Share of lower-secondary leavers in vocational training",
         "Học sinh tốt nghiệp THCS vào giáo dục nghề nghiệp trên tổng số tốt nghiệp THCS.", code="E07",
         sheet="1506.N/GDNN-Sở:6",
         said=("thcs|trung học cơ sở & gdnn|giáo dục nghề nghiệp|học nghề|phân luồng|trung cấp"
               " - diện phân luồng",)),
    rate("training.streaming.upper_secondary_rate", "Tỷ lệ học sinh tốt nghiệp THPT vào giáo dục nghề nghiệp",
         "Share of upper-secondary leavers in vocational training",
         "Học sinh tốt nghiệp THPT vào giáo dục nghề nghiệp trên tổng số tốt nghiệp THPT.", code="E07",
         sheet="1506.N/GDNN-Sở:7",
         said=("thpt|trung học phổ thông & gdnn|giáo dục nghề nghiệp|học nghề|phân luồng|cao đẳng"
               " - diện phân luồng",)),
    rate("training.streaming.target_group_rate", "Tỷ lệ học sinh diện phân luồng vào giáo dục nghề nghiệp",
         "Share of the pupils to be guided who enrolled",
         "Học sinh tốt nghiệp THCS vào giáo dục nghề nghiệp trên số thuộc diện phân luồng.", code="E07",
         said=("diện phân luồng|đối tượng phân luồng & tỷ lệ|so với|chiếm",)),
]  # fmt: skip

institutions = [
    stock("training.institutions", "Cơ sở giáo dục nghề nghiệp", "Institutions of vocational training",
          "Cơ sở giáo dục nghề nghiệp trên địa bàn cuối kỳ.", unit="facility", code="E08", sheet="201/GDNN-Sở:1",
          said=("cơ sở gdnn|cơ sở giáo dục nghề nghiệp|cơ sở dạy nghề|cơ sở đào tạo nghề & có|tổng số|toàn tỉnh"
                "|hiện - tuyển sinh|tốt nghiệp|đào tạo cho",)),
    *(stock(f"training.institutions.{name}", vi, en, f"{vi} trên địa bàn cuối kỳ.", unit="facility", code="E08",
            sheet=f"201/GDNN-Sở:{column}", said=(words,))
      for name, vi, en, column, words in (
          ("college", "Trường cao đẳng", "Colleges", "2",
           "trường cao đẳng & có|gồm|toàn tỉnh|công lập - tuyển sinh|ký|tốt nghiệp"),
          ("intermediate", "Trường trung cấp", "Intermediate schools", "5",
           "trường trung cấp & có|gồm|toàn tỉnh|công lập - tuyển sinh|ký|tốt nghiệp"),
          ("centres", "Trung tâm giáo dục nghề nghiệp", "Centres of vocational training", "8",
           "trung tâm giáo dục nghề nghiệp|trung tâm gdnn|trung tâm dạy nghề|trung tâm gdnn gdtx"
           " & có|gồm|toàn tỉnh|công lập - tuyển sinh|tốt nghiệp"))),
    stock("training.teachers", "Nhà giáo giáo dục nghề nghiệp", "Teachers of vocational training",
          "Giáo viên, giảng viên giáo dục nghề nghiệp cuối kỳ.", unit="person", code="E09", sheet="202/GDNN-Sở:1",
          said=("nhà giáo|giáo viên|giảng viên & nghề|gdnn|giáo dục nghề nghiệp|trung cấp|cao đẳng",)),
    stock("training.managers", "Cán bộ quản lý giáo dục nghề nghiệp", "Managers of vocational training",
          "Cán bộ quản lý giáo dục nghề nghiệp cuối kỳ.", unit="person", code="E10", sheet="205/GDNN-Sở:1",
          said=("cán bộ quản lý & nghề|gdnn|giáo dục nghề nghiệp",)),
    money("training.budget.amount", "Chi ngân sách cho giáo dục nghề nghiệp", "Public money for vocational training",
          "Chi ngân sách nhà nước cho giáo dục nghề nghiệp trong kỳ.", code="E11", sheet="204/GDNN-Sở:1",
          said=("kinh phí|ngân sách|chi & giáo dục nghề nghiệp|gdnn|đào tạo nghề|dạy nghề - chương trình mục tiêu"
                "|giải ngân|mtqg",)),
    money("training.programme.allocated", "Kinh phí đào tạo nghề từ chương trình mục tiêu quốc gia được giao",
          "Programme money allotted to training",
          "Kinh phí đào tạo nghề của các chương trình mục tiêu quốc gia được giao trong kỳ.", code="E12",
          said=(f"{FUND_OF} & nghề|gdnn & được giao|phân bổ|bố trí|tổng kinh phí & đồng|kinh phí|vốn",)),
    money("training.programme.disbursed", "Kinh phí đào tạo nghề từ chương trình mục tiêu quốc gia đã giải ngân",
          "Programme money spent on training",
          "Kinh phí đào tạo nghề của các chương trình mục tiêu quốc gia đã giải ngân trong kỳ.", code="E12",
          better="higher", said=(f"{FUND_OF} & nghề|gdnn & giải ngân|đã chi|thực hiện & đồng|kinh phí|vốn",)),
    rate("training.programme.disbursed_rate",
         "Tỷ lệ giải ngân kinh phí đào tạo nghề từ chương trình mục tiêu quốc gia",
         "Share of programme money for training spent", "Kinh phí đã giải ngân trên kinh phí được giao.", code="E12",
         said=(f"{FUND_OF} & nghề|gdnn & giải ngân",)),
    *(people(f"training.enterprise_cooperation.{name}", vi, en, f"{vi} trong kỳ.", unit="enterprise", code="E08", said=(words,))
      for name, vi, en, words in (
          ("registered", "Doanh nghiệp đăng ký hợp tác đào tạo", "Enterprises registered to train together",
           "doanh nghiệp & hợp tác|liên kết|phối hợp & đăng ký|tham gia & đào tạo|hợp tác"),
          ("signed", "Doanh nghiệp ký hợp đồng hợp tác đào tạo", "Enterprises under contract to train together",
           "doanh nghiệp & ký kết|ký hợp đồng|hợp đồng nguyên tắc|đã ký|biên bản ghi nhớ"))),
]  # fmt: skip

relations = [
    parts("training.enrolled", tuple(f"training.enrolled.{level}" for level in ("college", "intermediate", "elementary", "under_3_months"))),
    parts("training.enrolled", ("training.enrolled.institutions", "training.enrolled.under_3_months")),
    parts("training.enrolled", ("training.enrolled.college_intermediate", "training.enrolled.elementary", "training.enrolled.continuing")),
    parts("training.enrolled.institutions", tuple(f"training.enrolled.{level}" for level in ("college", "intermediate", "elementary"))),
    parts("training.enrolled.college_intermediate", ("training.enrolled.college", "training.enrolled.intermediate")),
    *(not_below("training.enrolled", f"training.enrolled.{part}") for part in ("rural", "socialised", "female", "minority", "poor", "disabled")),
    parts("training.graduated", tuple(f"training.graduated.{level}" for level in ("college", "intermediate", "elementary", "under_3_months"))),
    not_below("training.trained_rate", "training.certified_rate"),
    not_below("training.streaming.total", "training.streaming.lower_secondary"),
    not_below("training.streaming.total", "training.streaming.upper_secondary"),
    share("training.streaming.target_group_rate", "training.streaming.lower_secondary", "training.streaming.target_group"),
    parts("training.streaming.leavers", ("training.streaming.leavers.lower_secondary", "training.streaming.leavers.upper_secondary")),
    share("training.programme.disbursed_rate", "training.programme.disbursed", "training.programme.allocated"),
    not_below("training.enterprise_cooperation.registered", "training.enterprise_cooperation.signed"),
    among("training.institutions", tuple(f"training.institutions.{kind}" for kind in ("college", "intermediate", "centres"))),
]  # fmt: skip
