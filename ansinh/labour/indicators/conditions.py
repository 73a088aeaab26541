"""Relations at work, wages, safety: section D of the sector's list, sheets 110 to 119, 803 and 804."""

from functools import partial
from typing import Any

from ansinh.engine import Expression, Indicator, among, count, from_reports, not_below, or_else, parts, ratio, total

ACCIDENTS = "tai nạn lao động|tnlđ"
SECTORS = (
    ("employed", "có quan hệ lao động", "under contract", "có quan hệ lao động|có quan hệ lđ|có hợp đồng lao động"),
    ("uncontracted", "không có hợp đồng lao động", "without contract",
     "không có hợp đồng|không theo hợp đồng|không có quan hệ lao động|người lao động làm việc không theo hợp đồng"),
)  # fmt: skip
BONUS = "thưởng tết|tiền thưởng"


def _by(grain: str, *names: str) -> tuple[str, ...]:
    """The breakdowns of a register: places, what its organisation is, and its own."""
    return (
        "commune",
        "district",
        *sorted(f"{grain}_{name}" for name in (*names, "in_zone", "kind_of_organisation", "section")),
    )


BY_RULES = _by("work_rules", "size")
BY_AGREEMENT = _by("agreement", "kind")
BY_BODY = _by("workers_body", "kind")
BY_DISPUTE = _by("dispute", "kind", "cause", "settler", "result")
BY_STRIKE = _by("strike", "leader", "cause", "length")
BY_WAGE = _by("wage_report")
BY_ACCIDENT = _by("accident", "is_contracted", "sector", "injury")
BY_SAFETY = _by("safety_training", "group")
BY_LICENCE = _by("licence", "act")
BY_LEASING = _by("leasing")


def measured(name: str, label_vi: str, label_en: str, definition_vi: str, *, of: Any, **more: Any) -> Indicator:
    """An indicator counted from the registers."""
    return Indicator(name, of, label_vi=label_vi, label_en=label_en, definition_vi=definition_vi, **more)


def contracted(where: str) -> Any:
    """Whether an accident was of people under a contract of labour, as `SECTORS` has it."""

    def told(accident_is_contracted: Expression) -> Expression:
        return accident_is_contracted if where == "employed" else ~accident_is_contracted

    return told


def fatal(where: str) -> Any:
    """Fatal accidents of people under a contract, or of those without."""

    def told(accident_is_contracted: Expression, accident_deaths: Expression) -> Expression:
        return (accident_is_contracted if where == "employed" else ~accident_is_contracted) & (accident_deaths > 0)

    return count("accident", where=told)


people = partial(measured, unit="person", kind="flow")
enterprises = partial(from_reports, unit="enterprise", kind="flow")
cases = partial(measured, unit="case", kind="flow")
money = partial(from_reports, unit="dong", kind="flow")
standing = partial(measured, kind="stock")

relations_at_work = [
    measured("labour.regulations.enterprises", "Doanh nghiệp đăng ký nội quy lao động",
                "Enterprises that registered their rules of work", "Doanh nghiệp đăng ký nội quy lao động trong kỳ.",
                unit="enterprise", kind="flow", of=count("work_rules", where=lambda work_rules_is_first: work_rules_is_first), by=BY_RULES,
                code="D01", sheet="116/LĐVL-Sở:1", better="higher", said=("nội quy lao động",)),
    standing("labour.agreements", "Thỏa ước lao động tập thể", "Collective agreements",
          "Thỏa ước lao động tập thể đang có hiệu lực cuối kỳ.", unit="agreement", code="D02", sheet="117/LĐVL-Sở:1",
          of=count("agreement"), by=BY_AGREEMENT,
          better="higher", said=("thỏa ước|thoả ước|tưlđtt",)),
    standing("labour.unions", "Tổ chức đại diện người lao động tại cơ sở", "Organisations of workers",
          "Công đoàn cơ sở và tổ chức của người lao động tại doanh nghiệp cuối kỳ.", unit="organisation", code="D03",
          of=count("workers_body"), by=BY_BODY,
          sheet="118/LĐVL-Sở:1",
          said=("công đoàn cơ sở|tổ chức đại diện người lao động|tổ chức của người lao động|cđcs - đoàn viên"
                "|thành viên",)),
    standing("labour.unions.members", "Thành viên tổ chức đại diện người lao động",
          "Members of organisations of workers",
          "Đoàn viên công đoàn, thành viên tổ chức của người lao động cuối kỳ.", unit="person", code="D03",
          of=total("workers_body", "workers_body_members"), by=BY_BODY, sheet="118/LĐVL-Sở:9",
          said=("đoàn viên công đoàn|đoàn viên|thành viên & công đoàn|tổ chức đại diện người lao động"
                "|tổ chức của người lao động",)),
    cases("labour.disputes", "Vụ tranh chấp lao động", "Disputes at work",
          "Vụ tranh chấp lao động cá nhân và tập thể trong kỳ.", code="D04", sheet="119/LĐVL-Sở:1", better="lower",
          of=count("dispute"), by=BY_DISPUTE,
          said=("tranh chấp lao động - đình công|ngừng việc|hòa giải viên",)),
    cases("labour.disputes.settled", "Vụ tranh chấp lao động được hòa giải", "Disputes at work settled",
          "Vụ tranh chấp lao động được hòa giải, giải quyết trong kỳ.", code="D04", better="higher",
          of=count("dispute", where=lambda dispute_result: dispute_result == "settled"), by=BY_DISPUTE,
          said=("tranh chấp lao động|tranh chấp & hòa giải|hoà giải|giải quyết",)),
    measured("labour.strikes.count", "Cuộc đình công, ngừng việc tập thể", "Strikes",
                 "Cuộc đình công, ngừng việc tập thể trong kỳ.", unit="event", kind="flow", code="D05", of=count("strike"), by=BY_STRIKE,
                 sheet="112/LĐVL-Sở:1", better="lower",
                 said=("đình công|ngừng việc tập thể|lãn công - người tham gia|lao động tham gia"
                       "|công nhân tham gia",)),
    people("labour.strikes.people", "Người tham gia đình công, ngừng việc", "People on strike",
           "Lao động tham gia các cuộc đình công, ngừng việc tập thể trong kỳ.", code="D05", sheet="112/LĐVL-Sở:16",
           of=total("strike", "strike_people"), by=BY_STRIKE,
           better="lower", said=("đình công|ngừng việc tập thể|lãn công & người|lao động|công nhân & tham gia",)),
]  # fmt: skip

wages = [
    standing("labour.wage.workers", "Lao động trong các báo cáo tiền lương", "People of the wage reports",
             "Lao động hưởng lương của các doanh nghiệp đã báo cáo tiền lương năm.", unit="person", code="D06",
             of=total("wage_report", "wage_report_workers"), by=BY_WAGE),
    standing("labour.wage.fund", "Tổng tiền lương một tháng trong các báo cáo tiền lương", "Wages of a month in the wage reports",
             "Lương bình quân tháng nhân số lao động, cộng các doanh nghiệp đã báo cáo tiền lương năm.", unit="dong", code="D06",
             of=total("wage_report", "wage_report_fund_dong"), by=BY_WAGE),
    measured("labour.wage.average", "Tiền lương bình quân tháng trong doanh nghiệp",
                 "Average monthly wage in enterprises",
                 "Tiền lương bình quân một người một tháng trong doanh nghiệp.", unit="dong", kind="ratio", decimals=0,
                 of=ratio("labour.wage.fund", "labour.wage.workers", unit="dong"), by=BY_WAGE, code="D06", sheet="113/LĐVL-Sở:1", better="higher",
                 said=("tiền lương|lương|thu nhập & bình quân|trung bình & doanh nghiệp|người lao động|lao động"
                       "|tháng - thưởng|bình quân đầu người|grdp|trợ cấp",)),
    *(money(f"labour.bonus.tet.{name}", f"Tiền thưởng Tết {vi}", f"{en} Tết bonus",
            f"Mức tiền thưởng Tết {vi} một người trong doanh nghiệp.", code="D07", said=(f"{BONUS} & {words}",))
      for name, vi, en, words in (("highest", "cao nhất", "Highest", "cao nhất"), ("lowest", "thấp nhất", "Lowest", "thấp nhất"),
                                  ("average", "bình quân", "Average", "bình quân|trung bình"))),
    standing("labour.wage_debt.enterprises", "Doanh nghiệp nợ lương", "Enterprises that owe wages",
          "Doanh nghiệp còn nợ tiền lương cuối kỳ.", unit="enterprise", code="D08", better="lower",
          of=count("wage_report", where=lambda wage_report_debt_dong: wage_report_debt_dong > 0), by=BY_WAGE,
          said=("nợ lương|nợ tiền lương|chậm lương & doanh nghiệp|đơn vị",)),
    standing("labour.wage_debt.amount", "Tiền lương doanh nghiệp nợ", "Wages owed",
          "Số tiền lương doanh nghiệp còn nợ người lao động cuối kỳ.", unit="dong", code="D08", better="lower",
          of=total("wage_report", "wage_report_debt_dong"), by=BY_WAGE,
          said=("nợ lương|nợ tiền lương & số tiền|đồng|tổng",)),
    standing("insurance.social.debt.enterprises", "Doanh nghiệp nợ bảo hiểm xã hội",
          "Enterprises that owe social insurance", "Doanh nghiệp, đơn vị còn nợ tiền đóng bảo hiểm xã hội cuối kỳ.",
          unit="enterprise", code="D08", better="lower",
          of=count("wage_report", where=lambda wage_report_insurance_debt_dong: wage_report_insurance_debt_dong > 0), by=BY_WAGE,
          said=("nợ bảo hiểm xã hội|nợ bhxh|nợ đóng bảo hiểm|nợ đọng & doanh nghiệp|đơn vị",)),
    standing("insurance.social.debt.amount", "Tiền nợ đóng bảo hiểm xã hội", "Social insurance owed",
          "Số tiền bảo hiểm xã hội doanh nghiệp, đơn vị còn nợ cuối kỳ.", unit="dong", code="D08", better="lower",
          of=total("wage_report", "wage_report_insurance_debt_dong"), by=BY_WAGE,
          said=("nợ bảo hiểm xã hội|nợ bhxh|nợ đóng bảo hiểm|nợ đọng bảo hiểm & số tiền|đồng|tổng",)),
]  # fmt: skip

safety = [
    cases("safety.accidents.count", "Vụ tai nạn lao động", "Accidents at work",
          "Vụ tai nạn lao động xảy ra trong kỳ, trong và ngoài quan hệ lao động.", code="D09",
          sheet="110-111/LĐVL-Sở:1", better="lower", of=count("accident"), by=BY_ACCIDENT,
          also=("safety.accidents",),
          said=(f"{ACCIDENTS} & vụ|xảy ra - chết người|làm chết|bị nạn|nghiêm trọng|thiệt hại|trợ cấp",)),
    cases("safety.accidents.fatal", "Vụ tai nạn lao động chết người", "Fatal accidents at work",
          "Vụ tai nạn lao động có người chết trong kỳ.", code="D09", sheet="110-111/LĐVL-Sở:2", better="lower",
          of=count("accident", where=lambda accident_deaths: accident_deaths > 0), by=BY_ACCIDENT,
          also=("safety.fatal_accidents",), said=(f"{ACCIDENTS} & vụ & chết người|có người chết|nghiêm trọng",
                "vụ & chết người|có người chết - giao thông|đuối nước")),
    people("safety.accidents.people", "Người bị tai nạn lao động", "People hurt at work",
           "Người bị tai nạn lao động trong kỳ.", code="D10", sheet="110-111/LĐVL-Sở:3", better="lower",
           of=total("accident", "accident_people"), by=BY_ACCIDENT,
           also=("safety.victims",),
           said=(f"{ACCIDENTS} & người|nạn nhân & bị tai nạn|bị nạn|bị thương|làm|bị - trợ cấp",)),
    people("safety.accidents.deaths", "Người chết vì tai nạn lao động", "People killed at work",
           "Người chết vì tai nạn lao động trong kỳ.", code="D10", sheet="110-111/LĐVL-Sở:5", better="lower",
           of=total("accident", "accident_deaths"), by=BY_ACCIDENT,
           also=("safety.deaths",), said=(f"{ACCIDENTS} & người chết|làm chết|tử vong|số người chết|chết & người",)),
    people("safety.accidents.people.women", "Lao động nữ bị tai nạn lao động", "Women hurt at work",
           "Lao động nữ bị tai nạn lao động trong kỳ.", code="D10", sheet="110-111/LĐVL-Sở:4", better="lower",
           of=total("accident", "accident_women"), by=BY_ACCIDENT, said=(f"{ACCIDENTS} & nữ & bị tai nạn|bị nạn|bị thương",)),
    people("safety.accidents.deaths.women", "Lao động nữ chết vì tai nạn lao động", "Women killed at work",
           "Lao động nữ chết vì tai nạn lao động trong kỳ.", code="D10", sheet="110-111/LĐVL-Sở:6", better="lower",
           of=total("accident", "accident_women_dead"), by=BY_ACCIDENT, said=(f"{ACCIDENTS} & nữ & chết|tử vong",)),
    people("safety.accidents.serious", "Người bị thương nặng vì tai nạn lao động", "People badly hurt at work",
           "Người bị thương nặng vì tai nạn lao động trong kỳ.", code="D10", better="lower",
           of=total("accident", "accident_severe"), by=BY_ACCIDENT, also=("safety.serious_injuries",),
           said=(f"{ACCIDENTS} & bị thương nặng|thương nặng|bị nặng",)),
    *(cases(f"safety.accidents.fatal.{where}", f"Vụ tai nạn lao động chết người, khu vực {vi}",
            f"Fatal accidents at work, {en}", f"Vụ tai nạn lao động chết người trong khu vực {vi} trong kỳ.", code="D09",
            better="lower", of=fatal(where), by=BY_ACCIDENT, also=(f"safety.fatal_accidents.{where}",),
            said=(f"{words} & vụ & chết người|có người chết|tai nạn lao động",))
      for where, vi, en, words in SECTORS),
    *(people(f"safety.accidents.{name}.{where}", f"{name_vi}, khu vực {vi}", f"{name_en}, {en}",
             f"{name_vi} trong khu vực {vi} trong kỳ.", code="D10", better="lower", also=(f"{own}.{where}",),
             of=total("accident", column, where=contracted(where)), by=BY_ACCIDENT,
             said=(f"{words} & {called}",))
      for name, name_vi, name_en, own, column, called in (
          ("deaths", "Người chết vì tai nạn lao động", "People killed at work", "safety.deaths",
           "accident_deaths", "người chết|số người chết|tử vong|làm chết"),
          ("serious", "Người bị thương nặng vì tai nạn lao động", "People badly hurt at work",
           "safety.serious_injuries", "accident_severe", "bị thương nặng|thương nặng"))
      for where, vi, en, words in SECTORS),
    measured("safety.accidents.damage", "Thiệt hại do tai nạn lao động", "Damage by accidents at work",
          "Chi phí và thiệt hại tài sản do tai nạn lao động trong kỳ.", code="D11", better="lower",
          unit="dong", kind="flow", of=total("accident", "accident_damage_dong"), by=BY_ACCIDENT,
          said=(f"{ACCIDENTS} & thiệt hại|chi phí & đồng|tài sản|chi phí|tiền",)),
    measured("safety.accidents.days_lost", "Ngày nghỉ do tai nạn lao động", "Days lost by accidents at work",
                 "Số ngày nghỉ vì tai nạn lao động trong kỳ.", unit="day", kind="flow", code="D11", better="lower",
                 of=total("accident", "accident_days_lost"), by=BY_ACCIDENT,
                 said=(f"{ACCIDENTS} & ngày nghỉ|ngày công|số ngày",)),
    people("safety.trained", "Người được huấn luyện an toàn, vệ sinh lao động", "People trained in safety at work",
           "Lượt người được huấn luyện an toàn, vệ sinh lao động trong kỳ.", code="D12", better="higher",
           of=total("safety_training", "safety_training_people"), by=BY_SAFETY,
           said=("huấn luyện|tập huấn|đào tạo & an toàn|atvslđ|atlđ & người|lao động|cán bộ|học viên|lượt",)),
    measured("safety.trained.courses", "Lớp huấn luyện an toàn, vệ sinh lao động", "Courses in safety at work",
                 "Lớp huấn luyện an toàn, vệ sinh lao động mở trong kỳ.", unit="course", kind="flow", code="D12",
                 of=total("safety_training", "safety_training_courses"), by=BY_SAFETY,
                 better="higher", said=("lớp|khóa|khoá & huấn luyện|tập huấn & an toàn|atvslđ|atlđ",)),
]  # fmt: skip

leasing = [
    standing("labour.leasing.enterprises", "Doanh nghiệp cho thuê lại lao động", "Enterprises that hire out workers",
          "Doanh nghiệp có giấy phép cho thuê lại lao động cuối kỳ.", unit="enterprise", code="D13", by=BY_LICENCE,
          of=count("licence", where=lambda licence_stands, licence_kind: licence_stands & (licence_kind == "leasing")),
          sheet="114-115/LĐVL-Sở:1",
          said=("cho thuê lại lao động|cho thuê lại - lao động thuê lại|lao động cho thuê lại",)),
    standing("labour.leasing.workers", "Lao động cho thuê lại", "Workers hired out",
          "Lao động đang được cho thuê lại cuối kỳ.", unit="person", code="D13", sheet="114-115/LĐVL-Sở:5",
          of=total("leasing", "leasing_workers"), by=BY_LEASING,
          said=("lao động cho thuê lại|lao động thuê lại|lao động được cho thuê lại",)),
]  # fmt: skip

INSPECTED = (
    "thanh tra|kiểm tra & pháp luật lao động|chấp hành pháp luật|an toàn lao động|lĩnh vực lao động"
    "|lao động|bảo hiểm xã hội"
)
ISSUED = (("new", "cấp lần đầu", "new"), ("extended", "gia hạn", "extended"), ("reissued", "cấp lại", "reissued"))


def issued(act: str) -> Any:
    """Licences for leasing given by an act in the month."""

    def where(licence_is_issued: Expression, licence_kind: Expression, licence_act: Expression) -> Expression:
        return licence_is_issued & (licence_kind == "leasing") & (licence_act == act)

    return count("licence", where=where)


licences = [
    *(measured(f"labour.leasing.{act}", f"Giấy phép cho thuê lại lao động {vi}", f"Licences for leasing, {en}",
               f"Giấy phép cho thuê lại lao động {vi} trong kỳ.", unit="permit", kind="flow", code="D13", sheet="114-115/LĐVL-Sở:1",
               by=BY_LICENCE, of=issued(act))
      for act, vi, en in ISSUED),
    measured("labour.leasing.ended", "Giấy phép cho thuê lại lao động hết hạn, bị thu hồi", "Licences for leasing that ended",
             "Giấy phép cho thuê lại lao động hết hạn không gia hạn, hoặc bị thu hồi trong kỳ.", unit="permit", kind="flow", code="D13",
             sheet="114-115/LĐVL-Sở:1", by=BY_LICENCE,
             of=count("licence", where=lambda licence_is_over, licence_kind: or_else(licence_is_over, False) & (licence_kind == "leasing"))),
]  # fmt: skip

inspections = [
    from_reports("labour.inspections.count", "Cuộc thanh tra, kiểm tra lao động", "Inspections of labour",
                 "Cuộc thanh tra, kiểm tra việc chấp hành pháp luật lao động, an toàn, bảo hiểm xã hội trong kỳ.",
                 unit="event", kind="flow", code="D14", sheet="803-804/TTr-Sở:2",
                 said=(f"{INSPECTED} & cuộc|đoàn|lượt",)),
    enterprises("labour.inspections.enterprises", "Doanh nghiệp được thanh tra, kiểm tra lao động",
                "Enterprises inspected",
                "Doanh nghiệp được thanh tra, kiểm tra việc chấp hành pháp luật lao động trong kỳ.", code="D14",
                said=(f"{INSPECTED} & doanh nghiệp|đơn vị|cơ sở",)),
    from_reports("labour.inspections.recommendations", "Kiến nghị sau thanh tra, kiểm tra lao động",
                 "Recommendations of inspections of labour",
                 "Kiến nghị, yêu cầu khắc phục sau thanh tra, kiểm tra lao động trong kỳ.", unit="recommendation",
                 kind="flow", code="D14", sheet="803-804/TTr-Sở:7", said=(f"{INSPECTED} & kiến nghị",)),
    money("labour.inspections.fines", "Tiền phạt vi phạm pháp luật lao động", "Fines for breaches of labour law",
          "Tiền phạt vi phạm hành chính trong lĩnh vực lao động trong kỳ.", code="D14",
          said=(f"{INSPECTED}|vi phạm & xử phạt|phạt tiền|tiền phạt|phạt vi phạm & đồng|số tiền|tổng",)),
]  # fmt: skip

relations = [
    not_below("labour.disputes", "labour.disputes.settled"),
    not_below("labour.strikes.people", "labour.strikes.count"),
    not_below("labour.bonus.tet.highest", "labour.bonus.tet.average"),
    not_below("labour.bonus.tet.average", "labour.bonus.tet.lowest"),
    not_below("safety.accidents.count", "safety.accidents.fatal"),
    not_below("safety.accidents.people", "safety.accidents.count"),
    not_below("safety.accidents.people", "safety.accidents.people.women"),
    not_below("safety.accidents.deaths", "safety.accidents.deaths.women"),
    not_below("safety.accidents.deaths", "safety.accidents.fatal"),
    *(
        parts(
            f"safety.accidents.{name}", (f"safety.accidents.{name}.employed", f"safety.accidents.{name}.uncontracted")
        )
        for name in ("fatal", "deaths", "serious")
    ),
    among("safety.accidents.people", ("safety.accidents.deaths", "safety.accidents.serious")),
]
