"""What this room counts, M01 and M02 of the sector's list, sheets 801 to 807. Declared before its registers exist: from reports."""

from functools import partial

from ansinh.engine import from_reports, not_below, share

INSPECTIONS = "thanh tra|kiểm tra|giám sát"
COMPLAINTS = "khiếu nại|tố cáo|kntc|đơn thư|kiến nghị phản ánh|phản ánh kiến nghị"

events = partial(from_reports, unit="event", kind="flow")
money = partial(from_reports, unit="dong", kind="flow")
petitions = partial(from_reports, unit="petition", kind="flow")
cases = partial(from_reports, unit="case", kind="flow")

inspections = [
    events("inspections.count", "Cuộc thanh tra, kiểm tra", "Inspections of the department",
           "Cuộc thanh tra, kiểm tra hành chính và chuyên ngành thực hiện trong kỳ.", code="M01",
           sheet="801-804/TTr-Sở:1",
           said=(f"{INSPECTIONS} & cuộc|đoàn - doanh nghiệp|pháp luật lao động|an toàn lao động|cơ sở kinh doanh"
                 "|cơ sở dịch vụ|tiếp công dân|kế hoạch vốn",)),
    events("inspections.administrative", "Cuộc thanh tra hành chính", "Administrative inspections",
           "Cuộc thanh tra hành chính thực hiện trong kỳ.", code="M01", sheet="801-802/TTr-Sở:1",
           said=("thanh tra hành chính",)),
    events("inspections.specialised", "Cuộc thanh tra chuyên ngành", "Specialised inspections",
           "Cuộc thanh tra chuyên ngành thực hiện trong kỳ.", code="M01", sheet="803-804/TTr-Sở:1",
           said=("thanh tra chuyên ngành",)),
    from_reports("inspections.units", "Đơn vị, cá nhân được thanh tra, kiểm tra", "Units inspected",
                 "Đơn vị, tổ chức, cá nhân được thanh tra, kiểm tra trong kỳ.", unit="organisation", kind="flow",
                 code="M01",
                 said=(f"{INSPECTIONS} & đơn vị|tổ chức|cá nhân|cơ quan|địa phương - doanh nghiệp|cơ sở kinh doanh"
                       "|cuộc",)),
    from_reports("inspections.recommendations", "Kiến nghị qua thanh tra, kiểm tra",
                 "Recommendations of inspections", "Kiến nghị ban hành qua thanh tra, kiểm tra trong kỳ.",
                 unit="recommendation", kind="flow", code="M01", sheet="801-804/TTr-Sở:7",
                 said=(f"{INSPECTIONS}|sau thanh tra & kiến nghị - lao động|phản ánh|khiếu nại",)),
    money("inspections.recovered", "Tiền thu hồi qua thanh tra, kiểm tra", "Recovered by inspections",
          "Số tiền thu hồi, nộp ngân sách qua thanh tra, kiểm tra trong kỳ.", code="M01",
          said=(f"{INSPECTIONS} & thu hồi|nộp ngân sách|truy thu|sai phạm - người có công|hưởng sai",)),
    money("inspections.fines", "Tiền phạt qua thanh tra, kiểm tra", "Fines by inspections",
          "Tiền phạt vi phạm hành chính qua thanh tra, kiểm tra trong kỳ.", code="M01",
          said=(f"{INSPECTIONS} & xử phạt|phạt tiền|tiền phạt|phạt vi phạm",)),
]  # fmt: skip

complaints = [
    from_reports("citizens.received", "Lượt tiếp công dân", "Citizens received", "Lượt công dân được tiếp trong kỳ.",
                 unit="turn", kind="flow", code="M02", sheet="805/TTr-Sở:1",
                 said=("tiếp công dân|tiếp dân|lượt công dân|tiếp thường xuyên|tiếp định kỳ - đơn",)),
    petitions("complaints.petitions", "Đơn khiếu nại, tố cáo, kiến nghị tiếp nhận", "Petitions received",
              "Đơn thư khiếu nại, tố cáo, kiến nghị, phản ánh tiếp nhận trong kỳ.", code="M02",
              sheet="806-807/TTr-Sở:1",
              said=(f"đơn|đơn thư & {COMPLAINTS}|tiếp nhận|xử lý|kiến nghị - lượt|vụ|trợ cấp|giải quyết xong",)),
    petitions("complaints.petitions.settled", "Đơn khiếu nại, tố cáo, kiến nghị đã giải quyết", "Petitions settled",
              "Đơn thư khiếu nại, tố cáo, kiến nghị, phản ánh đã xử lý, giải quyết trong kỳ.", code="M02",
              sheet="806-807/TTr-Sở:1", better="higher",
              said=(f"đơn|đơn thư & {COMPLAINTS}|thư|kiến nghị & đã giải quyết|giải quyết xong|đã xử lý|trả lời",)),
    cases("complaints.cases", "Vụ khiếu nại, tố cáo", "Complaints and denunciations",
          "Vụ khiếu nại, tố cáo thuộc thẩm quyền trong kỳ.", code="M02",
          said=("khiếu nại|tố cáo|kntc & vụ|thuộc thẩm quyền - đã giải quyết|giải quyết xong",)),
    cases("complaints.cases.settled", "Vụ khiếu nại, tố cáo đã giải quyết", "Complaints and denunciations settled",
          "Vụ khiếu nại, tố cáo đã giải quyết trong kỳ.", code="M02", sheet="806-807/TTr-Sở:7", better="higher",
          said=("khiếu nại|tố cáo|kntc & vụ & đã giải quyết|giải quyết xong|giải quyết",)),
    from_reports("complaints.in_time_rate", "Tỷ lệ khiếu nại, tố cáo giải quyết đúng hạn",
                 "Share of complaints settled in time",
                 "Khiếu nại, tố cáo, kiến nghị giải quyết đúng hạn trên số đã giải quyết.", unit="percent",
                 kind="ratio", code="M02", better="higher",
                 said=(f"{COMPLAINTS}|đơn & đúng hạn|giải quyết|xử lý - hồ sơ|thủ tục",)),
    from_reports("complaints.settled_rate", "Tỷ lệ giải quyết khiếu nại, tố cáo", "Share of complaints settled",
                 "Vụ khiếu nại, tố cáo đã giải quyết trên số thuộc thẩm quyền.", unit="percent", kind="ratio",
                 code="M02", better="higher",
                 said=("khiếu nại|tố cáo|kntc & giải quyết & tỷ lệ|thuộc thẩm quyền - đúng hạn",)),
]  # fmt: skip

relations = [
    not_below("inspections.count", "inspections.administrative"),
    not_below("inspections.count", "inspections.specialised"),
    not_below("complaints.petitions", "complaints.petitions.settled"),
    share("complaints.settled_rate", "complaints.cases.settled", "complaints.cases"),
]
