"""Relations at work, wages, safety: section D of the sector's list, sheets 110 to 119, 803 and 804."""

from functools import partial

from ansinh.engine import among, from_reports, not_below, parts

ACCIDENTS = "tai nạn lao động|tnlđ"
SECTORS = (
    ("employed", "có quan hệ lao động", "under contract", "có quan hệ lao động|có quan hệ lđ|có hợp đồng lao động"),
    ("uncontracted", "không có hợp đồng lao động", "without contract",
     "không có hợp đồng|không theo hợp đồng|không có quan hệ lao động|người lao động làm việc không theo hợp đồng"),
)  # fmt: skip
BONUS = "thưởng tết|tiền thưởng"

people = partial(from_reports, unit="person", kind="flow")
enterprises = partial(from_reports, unit="enterprise", kind="flow")
cases = partial(from_reports, unit="case", kind="flow")
money = partial(from_reports, unit="dong", kind="flow")
stock = partial(from_reports, kind="stock")

relations_at_work = [
    enterprises("labour.regulations.enterprises", "Doanh nghiệp đăng ký nội quy lao động",
                "Enterprises that registered their rules of work", "Doanh nghiệp đăng ký nội quy lao động trong kỳ.",
                code="D01", sheet="116/LĐVL-Sở:1", better="higher", said=("nội quy lao động",)),
    stock("labour.agreements", "Thỏa ước lao động tập thể", "Collective agreements",
          "Thỏa ước lao động tập thể đang có hiệu lực cuối kỳ.", unit="agreement", code="D02", sheet="117/LĐVL-Sở:1",
          better="higher", said=("thỏa ước|thoả ước|tưlđtt",)),
    stock("labour.unions", "Tổ chức đại diện người lao động tại cơ sở", "Organisations of workers",
          "Công đoàn cơ sở và tổ chức của người lao động tại doanh nghiệp cuối kỳ.", unit="organisation", code="D03",
          sheet="118/LĐVL-Sở:1",
          said=("công đoàn cơ sở|tổ chức đại diện người lao động|tổ chức của người lao động|cđcs - đoàn viên"
                "|thành viên",)),
    stock("labour.unions.members", "Thành viên tổ chức đại diện người lao động",
          "Members of organisations of workers",
          "Đoàn viên công đoàn, thành viên tổ chức của người lao động cuối kỳ.", unit="person", code="D03",
          sheet="118/LĐVL-Sở:9",
          said=("đoàn viên công đoàn|đoàn viên|thành viên & công đoàn|tổ chức đại diện người lao động"
                "|tổ chức của người lao động",)),
    cases("labour.disputes", "Vụ tranh chấp lao động", "Disputes at work",
          "Vụ tranh chấp lao động cá nhân và tập thể trong kỳ.", code="D04", sheet="119/LĐVL-Sở:1", better="lower",
          said=("tranh chấp lao động - đình công|ngừng việc|hòa giải viên",)),
    cases("labour.disputes.settled", "Vụ tranh chấp lao động được hòa giải", "Disputes at work settled",
          "Vụ tranh chấp lao động được hòa giải, giải quyết trong kỳ.", code="D04", better="higher",
          said=("tranh chấp lao động|tranh chấp & hòa giải|hoà giải|giải quyết",)),
    from_reports("labour.strikes.count", "Cuộc đình công, ngừng việc tập thể", "Strikes",
                 "Cuộc đình công, ngừng việc tập thể trong kỳ.", unit="event", kind="flow", code="D05",
                 sheet="112/LĐVL-Sở:1", better="lower",
                 said=("đình công|ngừng việc tập thể|lãn công - người tham gia|lao động tham gia"
                       "|công nhân tham gia",)),
    people("labour.strikes.people", "Người tham gia đình công, ngừng việc", "People on strike",
           "Lao động tham gia các cuộc đình công, ngừng việc tập thể trong kỳ.", code="D05", sheet="112/LĐVL-Sở:16",
           better="lower", said=("đình công|ngừng việc tập thể|lãn công & người|lao động|công nhân & tham gia",)),
]  # fmt: skip

wages = [
    from_reports("labour.wage.average", "Tiền lương bình quân tháng trong doanh nghiệp",
                 "Average monthly wage in enterprises",
                 "Tiền lương bình quân một người một tháng trong doanh nghiệp.", unit="dong", kind="stock",
                 code="D06", sheet="113/LĐVL-Sở:1", better="higher",
                 said=("tiền lương|lương|thu nhập & bình quân|trung bình & doanh nghiệp|người lao động|lao động"
                       "|tháng - thưởng|bình quân đầu người|grdp|trợ cấp",)),
    *(money(f"labour.bonus.tet.{name}", f"Tiền thưởng Tết {vi}", f"{en} Tết bonus",
            f"Mức tiền thưởng Tết {vi} một người trong doanh nghiệp.", code="D07", said=(f"{BONUS} & {words}",))
      for name, vi, en, words in (("highest", "cao nhất", "Highest", "cao nhất"), ("lowest", "thấp nhất", "Lowest", "thấp nhất"),
                                  ("average", "bình quân", "Average", "bình quân|trung bình"))),
    stock("labour.wage_debt.enterprises", "Doanh nghiệp nợ lương", "Enterprises that owe wages",
          "Doanh nghiệp còn nợ tiền lương cuối kỳ.", unit="enterprise", code="D08", better="lower",
          said=("nợ lương|nợ tiền lương|chậm lương & doanh nghiệp|đơn vị",)),
    stock("labour.wage_debt.amount", "Tiền lương doanh nghiệp nợ", "Wages owed",
          "Số tiền lương doanh nghiệp còn nợ người lao động cuối kỳ.", unit="dong", code="D08", better="lower",
          said=("nợ lương|nợ tiền lương & số tiền|đồng|tổng",)),
    stock("insurance.social.debt.enterprises", "Doanh nghiệp nợ bảo hiểm xã hội",
          "Enterprises that owe social insurance", "Doanh nghiệp, đơn vị còn nợ tiền đóng bảo hiểm xã hội cuối kỳ.",
          unit="enterprise", code="D08", better="lower",
          said=("nợ bảo hiểm xã hội|nợ bhxh|nợ đóng bảo hiểm|nợ đọng & doanh nghiệp|đơn vị",)),
    stock("insurance.social.debt.amount", "Tiền nợ đóng bảo hiểm xã hội", "Social insurance owed",
          "Số tiền bảo hiểm xã hội doanh nghiệp, đơn vị còn nợ cuối kỳ.", unit="dong", code="D08", better="lower",
          said=("nợ bảo hiểm xã hội|nợ bhxh|nợ đóng bảo hiểm|nợ đọng bảo hiểm & số tiền|đồng|tổng",)),
]  # fmt: skip

safety = [
    cases("safety.accidents.count", "Vụ tai nạn lao động", "Accidents at work",
          "Vụ tai nạn lao động xảy ra trong kỳ, trong và ngoài quan hệ lao động.", code="D09",
          sheet="110-111/LĐVL-Sở:1", better="lower",
          also=("safety.accidents",),
          said=(f"{ACCIDENTS} & vụ|xảy ra - chết người|làm chết|bị nạn|nghiêm trọng|thiệt hại|trợ cấp",)),
    cases("safety.accidents.fatal", "Vụ tai nạn lao động chết người", "Fatal accidents at work",
          "Vụ tai nạn lao động có người chết trong kỳ.", code="D09", sheet="110-111/LĐVL-Sở:2", better="lower",
          also=("safety.fatal_accidents",), said=(f"{ACCIDENTS} & vụ & chết người|có người chết|nghiêm trọng",
                "vụ & chết người|có người chết - giao thông|đuối nước")),
    people("safety.accidents.people", "Người bị tai nạn lao động", "People hurt at work",
           "Người bị tai nạn lao động trong kỳ.", code="D10", sheet="110-111/LĐVL-Sở:3", better="lower",
           also=("safety.victims",),
           said=(f"{ACCIDENTS} & người|nạn nhân & bị tai nạn|bị nạn|bị thương|làm|bị - trợ cấp",)),
    people("safety.accidents.deaths", "Người chết vì tai nạn lao động", "People killed at work",
           "Người chết vì tai nạn lao động trong kỳ.", code="D10", sheet="110-111/LĐVL-Sở:5", better="lower",
           also=("safety.deaths",), said=(f"{ACCIDENTS} & người chết|làm chết|tử vong|số người chết|chết & người",)),
    people("safety.accidents.serious", "Người bị thương nặng vì tai nạn lao động", "People badly hurt at work",
           "Người bị thương nặng vì tai nạn lao động trong kỳ.", code="D10", better="lower",
           also=("safety.serious_injuries",), said=(f"{ACCIDENTS} & bị thương nặng|thương nặng|bị nặng",)),
    *(cases(f"safety.accidents.fatal.{where}", f"Vụ tai nạn lao động chết người, khu vực {vi}",
            f"Fatal accidents at work, {en}", f"Vụ tai nạn lao động chết người trong khu vực {vi} trong kỳ.", code="D09",
            better="lower", also=(f"safety.fatal_accidents.{where}",),
            said=(f"{words} & vụ & chết người|có người chết|tai nạn lao động",))
      for where, vi, en, words in SECTORS),
    *(people(f"safety.accidents.{name}.{where}", f"{name_vi}, khu vực {vi}", f"{name_en}, {en}",
             f"{name_vi} trong khu vực {vi} trong kỳ.", code="D10", better="lower", also=(f"{own}.{where}",),
             said=(f"{words} & {called}",))
      for name, name_vi, name_en, own, called in (
          ("deaths", "Người chết vì tai nạn lao động", "People killed at work", "safety.deaths",
           "người chết|số người chết|tử vong|làm chết"),
          ("serious", "Người bị thương nặng vì tai nạn lao động", "People badly hurt at work",
           "safety.serious_injuries", "bị thương nặng|thương nặng"))
      for where, vi, en, words in SECTORS),
    money("safety.accidents.damage", "Thiệt hại do tai nạn lao động", "Damage by accidents at work",
          "Chi phí và thiệt hại tài sản do tai nạn lao động trong kỳ.", code="D11", better="lower",
          said=(f"{ACCIDENTS} & thiệt hại|chi phí & đồng|tài sản|chi phí|tiền",)),
    from_reports("safety.accidents.days_lost", "Ngày nghỉ do tai nạn lao động", "Days lost by accidents at work",
                 "Số ngày nghỉ vì tai nạn lao động trong kỳ.", unit="day", kind="flow", code="D11", better="lower",
                 said=(f"{ACCIDENTS} & ngày nghỉ|ngày công|số ngày",)),
    people("safety.trained", "Người được huấn luyện an toàn, vệ sinh lao động", "People trained in safety at work",
           "Lượt người được huấn luyện an toàn, vệ sinh lao động trong kỳ.", code="D12", better="higher",
           said=("huấn luyện|tập huấn|đào tạo & an toàn|atvslđ|atlđ & người|lao động|cán bộ|học viên|lượt",)),
    from_reports("safety.trained.courses", "Lớp huấn luyện an toàn, vệ sinh lao động", "Courses in safety at work",
                 "Lớp huấn luyện an toàn, vệ sinh lao động mở trong kỳ.", unit="course", kind="flow", code="D12",
                 better="higher", said=("lớp|khóa|khoá & huấn luyện|tập huấn & an toàn|atvslđ|atlđ",)),
]  # fmt: skip

leasing = [
    stock("labour.leasing.enterprises", "Doanh nghiệp cho thuê lại lao động", "Enterprises that hire out workers",
          "Doanh nghiệp có giấy phép cho thuê lại lao động cuối kỳ.", unit="enterprise", code="D13",
          sheet="114-115/LĐVL-Sở:1",
          said=("cho thuê lại lao động|cho thuê lại - lao động thuê lại|lao động cho thuê lại",)),
    stock("labour.leasing.workers", "Lao động cho thuê lại", "Workers hired out",
          "Lao động đang được cho thuê lại cuối kỳ.", unit="person", code="D13", sheet="114-115/LĐVL-Sở:5",
          said=("lao động cho thuê lại|lao động thuê lại|lao động được cho thuê lại",)),
]  # fmt: skip

INSPECTED = (
    "thanh tra|kiểm tra & pháp luật lao động|chấp hành pháp luật|an toàn lao động|lĩnh vực lao động"
    "|lao động|bảo hiểm xã hội"
)
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
    not_below("safety.accidents.deaths", "safety.accidents.fatal"),
    *(
        parts(
            f"safety.accidents.{name}", (f"safety.accidents.{name}.employed", f"safety.accidents.{name}.uncontracted")
        )
        for name in ("fatal", "deaths", "serious")
    ),
    among("safety.accidents.people", ("safety.accidents.deaths", "safety.accidents.serious")),
]
