"""Jobs found for people, loans for jobs, job fairs and counsel: section A of the sector's list, sheets 104 to 106."""

from functools import partial

from ansinh.engine import among, from_reports, not_below, parts, share, whole

people = partial(from_reports, unit="person", kind="flow", better="higher")
turns = partial(from_reports, unit="turn", kind="flow", better="higher")
money = partial(from_reports, unit="dong", kind="flow")
rate = partial(from_reports, unit="percent", kind="ratio")

JOBS = (
    "giải quyết việc làm|tạo việc làm|giải quyết và tạo việc làm|tạo thêm việc làm|việc làm mới|việc làm tăng thêm"
    "|gqvl|giải quyết vl|chỗ làm mới|chỗ việc làm"
)
LOANS = "quỹ quốc gia|vốn vay|vay vốn|cho vay|quỹ việc làm"

created = [
    people("jobs.created", "Lao động được giải quyết việc làm", "People helped into work",
           "Lượt lao động được giải quyết việc làm, tạo việc làm mới trong kỳ, mọi hình thức.", code="A01",
           said=(f"{JOBS} - xuất khẩu lao động|quỹ quốc gia|vốn vay|vay vốn|phiên giao dịch|sau đào tạo"
                 "|sau khi học nghề|tự tạo việc làm",
                 "lao động|người & có việc làm mới|có việc làm tăng thêm|được giải quyết việc làm"
                 "|được tạo việc làm")),
    people("jobs.created.new", "Lao động có việc làm tăng thêm trong tổng số được giải quyết việc làm",
           "New jobs among people helped into work",
           "Phần việc làm mới, tăng thêm trong số lao động được giải quyết việc làm.", code="A02",
           said=("trong đó việc làm mới|trong đó việc làm tăng thêm|trong đó tạo việc làm mới"
                 "|trong đó tạo việc làm tăng thêm|trong đó số việc làm tăng thêm",)),
    people("jobs.created.domestic", "Lao động được giải quyết việc làm trong nước",
           "People helped into work in the country",
           "Lao động được giải quyết việc làm ở trong nước, trong tỉnh và ngoài tỉnh.", code="A01",
           said=("làm việc trong nước|việc làm trong nước|việc làm tăng thêm trong nước|lao động trong nước"
                 " - nước ngoài",)),
    people("jobs.created.local", "Lao động được giải quyết việc làm tại địa phương",
           "People helped into work in the province",
           "Lao động được giải quyết việc làm trong tỉnh, kể cả tự tạo việc làm.", code="A01",
           said=("việc làm|làm việc|lao động|giải quyết & tại địa phương|trong tỉnh|tại tỉnh|tại chỗ|nội tỉnh"
                 "|trong địa bàn tỉnh - nước ngoài|người lao động tại|ngoài tỉnh|tỉnh ngoài|qua đào tạo"
                 "|có việc làm thường xuyên",)),
    people("jobs.created.other_province", "Lao động đi làm việc ở tỉnh ngoài",
           "People helped into work in other provinces", "Lao động được giải quyết việc làm ở tỉnh, thành phố khác.",
           code="A01",
           said=("tỉnh ngoài|ngoài tỉnh|tỉnh khác|tỉnh thành khác|các tỉnh trong nước & làm việc|việc làm|lao động",)),
    people("jobs.created.self", "Lao động tự tạo việc làm", "People who made their own work",
           "Lao động tự tạo việc làm, tự tìm việc trong số được giải quyết việc làm.", code="A01",
           said=("tự tạo việc làm|tự tìm việc|tự tìm được việc|tự giải quyết việc làm",)),
    people("jobs.created.female", "Lao động nữ được giải quyết việc làm", "Women helped into work",
           "Lao động nữ trong số được giải quyết việc làm.", code="A01",
           said=("lao động nữ|phụ nữ|nữ & giải quyết việc làm|tạo việc làm|việc làm mới - nước ngoài|đào tạo nghề",)),
    people("jobs.created.rural", "Lao động nông thôn được giải quyết việc làm", "Rural people helped into work",
           "Lao động khu vực nông thôn được giải quyết việc làm.", code="A01",
           said=("lao động nông thôn|khu vực nông thôn & giải quyết việc làm|tạo việc làm - đào tạo nghề|học nghề",)),
    *(people(f"jobs.created.{sector}", f"Lao động được giải quyết việc làm trong {vi}",
             f"People helped into work in {en}", f"Phần lao động được giải quyết việc làm trong khu vực {vi}.",
             code="A01", said=(f"giải quyết việc làm|tạo việc làm|việc làm & {words}",))
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
    rate("jobs.created.domestic.share", "Tỷ trọng việc làm trong nước", "Share of jobs in the country",
         "Lao động được giải quyết việc làm trong nước trên tổng số được giải quyết việc làm.", code="A01",
         said=("trong nước & chiếm|tỷ trọng|tỷ lệ & việc làm|lao động",)),
]  # fmt: skip

loans = [
    people("jobs.fund.jobs", "Lao động có việc làm từ vốn vay Quỹ quốc gia về việc làm",
           "Jobs from loans of the National Employment Fund",
           "Lao động được tạo, duy trì, mở rộng việc làm từ vốn vay Quỹ quốc gia về việc làm.", code="A03",
           sheet="105/LĐVL-Sở:1",
           said=(f"{LOANS} & việc làm & lao động|người - đồng|dự án|nước ngoài",
                 "qua vay vốn|từ vay vốn|từ nguồn vốn vay|thông qua vay vốn|thông qua nguồn vốn vay & lao động"
                 "|người|việc làm",
                 f"{LOANS} & việc làm & thu hút & lao động|người")),
    money("jobs.fund.amount", "Doanh số cho vay giải quyết việc làm", "Lent for jobs",
          "Vốn Quỹ quốc gia về việc làm và nguồn ủy thác cho vay giải quyết việc làm trong kỳ.", code="A04",
          better="higher", said=(f"{LOANS}|doanh số cho vay & việc làm - dư nợ|hộ nghèo|nhà ở|học sinh sinh viên",)),
    from_reports("jobs.fund.outstanding", "Dư nợ cho vay giải quyết việc làm", "Outstanding loans for jobs",
                 "Dư nợ cho vay giải quyết việc làm cuối kỳ.", unit="dong", kind="stock", code="A05",
                 said=("dư nợ & việc làm",)),
    from_reports("jobs.fund.projects", "Dự án vay Quỹ quốc gia về việc làm",
                 "Projects lent to by the National Employment Fund",
                 "Dự án, lượt hộ được vay vốn giải quyết việc làm trong kỳ.", unit="project", kind="flow",
                 code="A04", better="higher", said=(f"{LOANS} & dự án & việc làm",)),
]  # fmt: skip

market = [
    from_reports("jobs.fair.sessions", "Phiên giao dịch việc làm", "Job fairs",
                 "Phiên giao dịch việc làm định kỳ, lưu động, trực tuyến, chuyên đề tổ chức trong kỳ.",
                 unit="session", kind="flow", code="A14", better="higher",
                 said=("phiên giao dịch|phiên gdvl|sàn giao dịch|hội chợ việc làm|ngày hội việc làm"
                       " - doanh nghiệp tham gia|người tham gia",)),
    *(from_reports(f"jobs.fair.sessions.{kind}", f"Phiên giao dịch việc làm {vi}", f"Job fairs, {en}",
                   f"Phiên giao dịch việc làm {vi} tổ chức trong kỳ.", unit="session", kind="flow", code="A14",
                   said=(f"phiên|phiên giao dịch & {words}",))
      for kind, vi, en, words in (("online", "trực tuyến", "online", "trực tuyến|online"),
                                  ("mobile", "lưu động", "mobile", "lưu động"),
                                  ("regular", "định kỳ", "regular", "định kỳ|cố định"),
                                  ("thematic", "chuyên đề", "thematic", "chuyên đề"))),
    from_reports("jobs.fair.enterprises", "Doanh nghiệp tham gia phiên giao dịch việc làm",
                 "Enterprises at job fairs",
                 "Lượt doanh nghiệp, đơn vị tham gia tuyển dụng tại các phiên giao dịch việc làm.",
                 unit="enterprise", kind="flow", code="A15", better="higher",
                 said=("phiên|giao dịch việc làm|ngày hội việc làm|sàn giao dịch & doanh nghiệp|đơn vị"
                       "|nhà tuyển dụng & tham gia|tuyển dụng|với",)),
    from_reports("jobs.fair.vacancies", "Chỉ tiêu tuyển dụng tại phiên giao dịch việc làm",
                 "Vacancies offered at job fairs",
                 "Nhu cầu tuyển dụng doanh nghiệp đưa ra tại các phiên giao dịch việc làm.", unit="vacancy",
                 kind="flow", code="A15", better="higher",
                 said=("chỉ tiêu tuyển dụng|nhu cầu tuyển dụng|vị trí tuyển dụng|vị trí việc làm|chỉ tiêu tuyển"
                       "|việc làm trống - 6 tháng tới",)),
    turns("jobs.fair.participants", "Lượt người tham gia phiên giao dịch việc làm", "Visits to job fairs",
          "Lượt lao động tham gia các phiên giao dịch việc làm.", code="A15",
          said=("phiên|giao dịch việc làm|ngày hội việc làm|sàn giao dịch & lượt|người|lao động & tham gia|tham dự"
                "|thu hút",)),
    from_reports("jobs.conferences", "Hội nghị kết nối cung cầu lao động",
                 "Conferences matching supply and demand of labour",
                 "Hội nghị kết nối đào tạo, cung ứng, tuyển dụng lao động tổ chức trong kỳ.", unit="conference",
                 kind="flow", code="A15", better="higher",
                 said=("hội nghị|hội thảo|chương trình & kết nối|cung ứng lao động|cung cầu - cán bộ",)),
    turns("jobs.counselled", "Lượt người được tư vấn việc làm", "People counselled on work",
          "Lượt người được tư vấn việc làm, học nghề, chính sách và pháp luật lao động.", code="A16",
          said=("tư vấn giới thiệu việc làm|tư vấn và giới thiệu việc làm|tư vấn việc làm"
                "|tư vấn việc làm học nghề|tư vấn việc làm và học nghề|tư vấn học nghề việc làm",
               "tư vấn|định hướng nghề nghiệp|hướng nghiệp & việc làm|nghề|nghề nghiệp|pháp luật lao động"
                "|chính sách|xuất khẩu lao động|lao động"
                " - trợ cấp thất nghiệp|bảo hiểm thất nghiệp|bhtn|cai nghiện|nghiện|mại dâm|trẻ em|người có công"
                "|hội đồng tư vấn|doanh nghiệp tham gia",)),
    people("jobs.introduced", "Người được giới thiệu việc làm", "People referred to employers",
           "Lượt người được giới thiệu, cung ứng đến nơi tuyển dụng.", code="A17", sheet="104/LĐVL-Sở",
           said=("giới thiệu việc làm|giới thiệu giải quyết việc làm|gtvl|giới thiệu & lượt|người|lao động"
                 " - tư vấn|trợ cấp thất nghiệp|bảo hiểm thất nghiệp|bhtn|trung tâm giới thiệu",)),
    people("jobs.preselected", "Người được sơ tuyển tại phiên giao dịch việc làm", "People preselected by employers",
           "Lượt người được sơ tuyển, phỏng vấn, hẹn phỏng vấn tại các phiên giao dịch việc làm.", code="A17",
           said=("sơ tuyển|phỏng vấn|tuyển dụng trực tiếp|tuyển dụng tại phiên",)),
    people("jobs.placed", "Người tìm được việc làm qua trung tâm dịch vụ việc làm",
           "People placed by the job centre",
           "Người có việc làm sau khi được trung tâm dịch vụ việc làm giới thiệu.", code="A17", sheet="104/LĐVL-Sở",
           said=("trung tâm dịch vụ việc làm|ttdvvl|giới thiệu & có việc làm|tìm được việc|nhận việc"
                 "|được tuyển dụng - trợ cấp thất nghiệp|bảo hiểm thất nghiệp|bhtn|tỷ lệ",)),
    rate("jobs.placed_rate", "Tỷ lệ tìm được việc qua trung tâm dịch vụ việc làm",
         "Share of people placed by the job centre",
         "Người tìm được việc qua trung tâm dịch vụ việc làm trên số người đăng ký và sử dụng dịch vụ.", code="A18",
         sheet="104/LĐVL-Sở:2", better="higher",
         said=("tỷ lệ & tìm được việc|có việc làm & trung tâm dịch vụ việc làm|ttdvvl|dịch vụ việc làm",)),
    people("jobs.seekers", "Người đăng ký tìm việc làm", "People registered as seeking work",
           "Người đăng ký tìm việc tại trung tâm dịch vụ việc làm, được cập nhật vào cơ sở dữ liệu người tìm việc.",
           code="A19", better="", sheet="104/LĐVL-Sở:1",
           said=("đăng ký tìm việc|người tìm việc|việc tìm người & người|lao động|lượt", "đăng ký & tìm việc làm")),
    from_reports("jobs.agencies", "Doanh nghiệp hoạt động dịch vụ việc làm", "Licensed employment agencies",
                 "Doanh nghiệp có giấy phép hoạt động dịch vụ việc làm còn hiệu lực cuối kỳ.", unit="enterprise",
                 kind="stock", code="A24", sheet="106/LĐVL-Sở:1",
                 said=("doanh nghiệp|đơn vị|giấy phép & hoạt động dịch vụ việc làm|dịch vụ việc làm"
                       " - trung tâm dịch vụ việc làm",)),
]  # fmt: skip

relations = [
    among("jobs.created", ("jobs.created.local", "jobs.created.other_province", "jobs.abroad")),
    among("jobs.created", ("jobs.created.agriculture", "jobs.created.industry", "jobs.created.services")),
    parts("jobs.created.domestic", ("jobs.created.local", "jobs.created.other_province")),
    *(not_below("jobs.created", f"jobs.created.{part}") for part in ("new", "domestic", "self", "female", "rural")),
    not_below("jobs.created", "jobs.fund.jobs"),
    share("jobs.created.domestic.share", "jobs.created.domestic", "jobs.created"),
    whole(("jobs.created.domestic.share", "jobs.abroad.share")),
    among("jobs.fair.sessions", tuple(f"jobs.fair.sessions.{kind}" for kind in ("online", "mobile", "regular", "thematic"))),
]  # fmt: skip
