"""What poor households are helped with: houses, loans, schooling, electricity, models, the programme's money. Known from reports."""

from functools import partial

from ansinh.engine import among, from_reports, not_below, share

from .money import PROGRAMME

POOR = "hộ nghèo|hộ cận nghèo|hộ mới thoát nghèo"
HOUSING = "nhà tạm|nhà dột nát|nhà đại đoàn kết|nhà tình thương|nhà nhân ái|mái ấm|nhà chữ thập đỏ|xóa nhà"
BOTH = "xây dựng sửa chữa|xây dựng và sửa chữa|xây mới sửa chữa|xây mới và sửa chữa|xây dựng mới và sửa chữa"
NOT_POOR = "người có công|tình nghĩa|liệt sĩ|thương binh|gia đình chính sách|nhà ở xã hội|hộ chính sách"
LOANS = "tín dụng|vay vốn|cho vay|vốn vay|phát vay|vốn ưu đãi|nhcsxh|ngân hàng chính sách"

households = partial(from_reports, unit="household", kind="flow", better="higher")
people = partial(from_reports, unit="person", kind="flow", better="higher")
houses = partial(from_reports, unit="house", kind="flow", better="higher")
money = partial(from_reports, unit="dong", kind="flow")

housing = [
    houses("housing.poor.total", "Nhà ở hỗ trợ cho hộ nghèo, cận nghèo", "Houses for poor and near-poor households",
           "Nhà xây mới và sửa chữa hỗ trợ cho hộ nghèo, hộ cận nghèo, xóa nhà tạm, nhà dột nát trong kỳ.",
           code="H11",
           also=("housing.poor.houses",),
           said=(f"{HOUSING} & hỗ trợ|xây|bàn giao|xóa|sửa|khởi công|trao - {NOT_POOR}|xây mới|sửa chữa|làm mới",
                 f"nhà ở|căn nhà & {POOR} & hỗ trợ|xây|bàn giao|trao - {NOT_POOR}|xây mới|sửa chữa|làm mới",
                 f"{BOTH} & {POOR}|{HOUSING} - {NOT_POOR}")),
    houses("housing.poor.new", "Nhà xây mới cho hộ nghèo, cận nghèo",
           "Houses built for poor and near-poor households", "Nhà xây mới cho hộ nghèo, hộ cận nghèo trong kỳ.",
           code="H11", said=(f"{HOUSING}|{POOR} & xây mới|xây dựng mới|làm mới|cất mới - {NOT_POOR}|{BOTH}",)),
    houses("housing.poor.repaired", "Nhà sửa chữa cho hộ nghèo, cận nghèo",
           "Houses repaired for poor and near-poor households", "Nhà sửa chữa cho hộ nghèo, hộ cận nghèo trong kỳ.",
           code="H11", said=(f"{HOUSING}|{POOR} & sửa chữa|sửa nhà|nâng cấp|cải tạo - {NOT_POOR}|{BOTH}",)),
    money("housing.poor.amount", "Kinh phí hỗ trợ nhà ở cho hộ nghèo, cận nghèo",
          "Paid for houses of poor and near-poor households",
          "Kinh phí hỗ trợ nhà ở cho hộ nghèo, hộ cận nghèo trong kỳ, mọi nguồn.", code="H11",
          said=(f"{HOUSING} & kinh phí|số tiền|trị giá|đồng|hỗ trợ - {NOT_POOR}",
                f"nhà ở|làm nhà|xây nhà & {POOR} & kinh phí|số tiền|trị giá|đồng - {NOT_POOR}")),
]  # fmt: skip

houses_of_others = [
    *(houses(f"housing.{name}", vi, en, f"{vi} trong kỳ.", code="H11", said=(words,))
      for name, vi, en, words in (
          ("temporary.removed", "Nhà tạm, nhà dột nát được xóa", "Temporary houses replaced",
           "xóa|xoá|xóa xong & nhà tạm|nhà dột nát|nhà ở tạm|nhà tạm nhà dột nát"),
          ("solidarity.total", "Nhà đại đoàn kết", "Houses of solidarity", "nhà đại đoàn kết - đồng"),
          ("charity.total", "Nhà tình thương, nhà nhân ái", "Houses of charity",
           "nhà tình thương|nhà nhân ái|mái ấm tình thương|nhà khăn quàng đỏ|mái ấm công đoàn - đồng"))),
    money("housing.charity.amount", "Kinh phí nhà tình thương, nhà nhân ái", "Paid for houses of charity",
          "Kinh phí xây nhà tình thương, nhà nhân ái, nhà đại đoàn kết trong kỳ.", code="H11",
          said=("nhà tình thương|nhà nhân ái|nhà đại đoàn kết|mái ấm & kinh phí|trị giá|số tiền|đồng",)),
    *(households(f"housing.poor.households{part}", f"Hộ nghèo, cận nghèo được hỗ trợ {vi}",
                 f"Poor and near-poor households {en}", f"Hộ nghèo, hộ cận nghèo được hỗ trợ {vi} trong kỳ.", code="H11",
                 said=(f"hộ & nhà|nhà ở & {words} - {NOT_POOR}|vay",))
      for part, vi, en, words in (
          ("", "nhà ở", "supported with housing", "hỗ trợ|được hỗ trợ"),
          (".new", "xây nhà mới", "supported to build", "xây mới|xây nhà mới|làm nhà mới"),
          (".repaired", "sửa nhà", "supported to repair", "sửa chữa|sửa nhà"))),
    from_reports("housing.poor.needs", "Hộ nghèo, cận nghèo còn khó khăn về nhà ở", "Poor households still in need of a house",
                 "Hộ nghèo, hộ cận nghèo còn khó khăn về nhà ở cuối kỳ.", unit="household", kind="stock", code="H11", better="lower",
                 said=("hộ nghèo|cận nghèo|hộ & khó khăn về nhà ở|nhà hư hỏng|nhà ở hư hỏng|nhà xuống cấp|nhu cầu nhà ở|chưa có nhà"
                       "|cần hỗ trợ nhà - đã hỗ trợ|được hỗ trợ|hỗ trợ nhà ở",)),
    households("housing.land.households", "Hộ được hỗ trợ đất ở", "Households given land to live on",
               "Hộ dân tộc thiểu số, hộ nghèo được hỗ trợ đất ở trong kỳ.", code="H11", said=("đất ở & hộ",)),
]  # fmt: skip

credit = [
    households("credit.households", "Hộ vay tín dụng ưu đãi", "Households with a policy loan",
               "Lượt hộ nghèo, cận nghèo, mới thoát nghèo và đối tượng chính sách vay vốn ưu đãi trong kỳ.",
               code="H12",
               said=(f"{LOANS} & hộ|khách hàng|đối tượng chính sách - việc làm|kinh doanh|học sinh|dư nợ",)),
    households("credit.poor.households", "Hộ nghèo vay tín dụng ưu đãi", "Poor households with a policy loan",
               "Lượt hộ nghèo vay vốn ưu đãi trong kỳ.", code="H12",
               said=(f"{LOANS} & hộ nghèo - cận nghèo|thoát nghèo|đồng|việc làm",)),
    households("credit.near_poor.households", "Hộ cận nghèo vay tín dụng ưu đãi",
               "Near-poor households with a policy loan", "Lượt hộ cận nghèo vay vốn ưu đãi trong kỳ.", code="H12",
               said=(f"{LOANS} & hộ cận nghèo - đồng|việc làm",)),
    households("credit.escaped.households", "Hộ mới thoát nghèo vay tín dụng ưu đãi",
               "Households newly out of poverty with a policy loan",
               "Lượt hộ mới thoát nghèo vay vốn ưu đãi trong kỳ.", code="H12",
               said=(f"{LOANS} & mới thoát nghèo - đồng",)),
    money("credit.amount", "Doanh số cho vay tín dụng chính sách", "Lent as policy loans",
          "Doanh số cho vay hộ nghèo và đối tượng chính sách trong kỳ.", code="H12", better="higher",
          said=(f"{LOANS} & hộ nghèo|chính sách|hộ|giảm nghèo|doanh số & doanh số|số tiền|kinh phí|giải ngân|tổng"
                "|đồng|cho vay - dư nợ|việc làm|nhà ở xã hội",)),
    from_reports("credit.outstanding", "Dư nợ tín dụng chính sách", "Outstanding policy loans",
                 "Dư nợ các chương trình tín dụng chính sách cuối kỳ.", unit="dong", kind="stock", code="H12",
                 said=("dư nợ & tín dụng|chính sách|cho vay|hộ nghèo|nhcsxh - việc làm",)),
    people("credit.jobs", "Lao động có việc làm nhờ vốn tín dụng chính sách", "Jobs from policy loans",
           "Lao động được tạo, duy trì việc làm nhờ vốn tín dụng chính sách trong kỳ.", code="H12",
           said=("tín dụng|vốn vay ưu đãi|vay ưu đãi|ngân hàng chính sách|nhcsxh & việc làm & lao động",)),
    households("credit.poverty_exits", "Hộ thoát nghèo nhờ vốn tín dụng chính sách", "Households out of poverty by policy loans",
               "Hộ vay vốn tín dụng chính sách thoát nghèo trong kỳ.", code="H12",
               said=("vốn|tín dụng|vay & thoát nghèo|vượt qua ngưỡng nghèo - mới thoát nghèo",)),
    houses("credit.houses", "Nhà ở làm từ vốn tín dụng chính sách", "Houses from policy loans",
           "Nhà ở xây, sửa từ vốn tín dụng chính sách trong kỳ.", code="H12", said=("vốn|tín dụng|vay & nhà ở|căn nhà",)),
    from_reports("credit.water_works", "Công trình nước sạch, vệ sinh từ vốn tín dụng chính sách", "Water and toilets from policy loans",
                 "Công trình nước sạch, vệ sinh môi trường nông thôn xây từ vốn vay trong kỳ.", unit="monument", kind="flow",
                 code="H12", better="higher", said=("công trình & nước sạch|vệ sinh & vay|vốn|tín dụng",)),
    people("credit.students", "Học sinh, sinh viên vay vốn", "Students with a policy loan",
           "Học sinh, sinh viên có hoàn cảnh khó khăn được vay vốn trong kỳ.", code="H12",
           said=(f"{LOANS} & học sinh|sinh viên",)),
]  # fmt: skip

support = [
    people("poverty.education_support.students", "Học sinh hộ nghèo, cận nghèo được hỗ trợ giáo dục",
           "Pupils of poor and near-poor households supported",
           "Lượt học sinh, sinh viên được miễn, giảm học phí, hỗ trợ chi phí học tập trong kỳ.", code="H14",
           said=(f"học sinh|sinh viên|trẻ em & {POOR} & hỗ trợ|chính sách|học phí|chi phí học tập - vay",
                 "miễn giảm học phí|miễn học phí|giảm học phí|hỗ trợ chi phí học tập|hỗ trợ giáo dục|trợ giúp giáo dục"
                 "|hỗ trợ về giáo dục|trợ giúp về giáo dục & học sinh"
                 "|sinh viên|lượt|em|người")),
    money("poverty.education_support.amount", "Kinh phí hỗ trợ giáo dục cho hộ nghèo, cận nghèo",
          "Paid for pupils of poor and near-poor households",
          "Kinh phí miễn, giảm học phí, hỗ trợ chi phí học tập trong kỳ.", code="H14",
          said=("học phí|chi phí học tập|hỗ trợ giáo dục|trợ giúp giáo dục|giáo dục đào tạo|học sinh & kinh phí|số tiền|đồng|hỗ trợ"
                " - giải ngân|vay|chi ngân sách|chi cho giáo dục|ngân sách cho giáo dục",)),
    from_reports("poverty.electricity_support", "Lượt hộ được hỗ trợ tiền điện",
                 "Households supported with electricity",
                 "Lượt hộ nghèo, hộ chính sách xã hội được hỗ trợ tiền điện trong kỳ.", unit="household",
                 kind="flow", code="H15", said=("tiền điện & hộ|lượt|hỗ trợ - đồng", "tiền điện")),
    money("poverty.electricity_support.amount", "Kinh phí hỗ trợ tiền điện",
          "Paid for electricity of poor households",
          "Kinh phí hỗ trợ tiền điện cho hộ nghèo, hộ chính sách xã hội trong kỳ.", code="H15",
          said=("tiền điện & kinh phí|số tiền|đồng|hỗ trợ",)),
    from_reports("poverty.projects", "Mô hình, dự án giảm nghèo", "Projects against poverty",
                 "Mô hình, dự án giảm nghèo, đa dạng hóa sinh kế thực hiện trong kỳ.", unit="project", kind="flow",
                 code="H16", better="higher",
                 also=("poverty.models",),
                 said=("mô hình|dự án & giảm nghèo|sinh kế|phát triển sản xuất|hỗ trợ sản xuất|thoát nghèo"
                       " - hộ tham gia|giải ngân|dự án 4|tiểu dự án",)),
    households("poverty.projects.households", "Hộ tham gia mô hình, dự án giảm nghèo",
               "Households in projects against poverty",
               "Hộ nghèo, cận nghèo, mới thoát nghèo tham gia mô hình, dự án giảm nghèo trong kỳ.", code="H16",
               also=("poverty.models.households",),
               said=("mô hình|dự án & hộ & tham gia|hưởng lợi|thụ hưởng & giảm nghèo|sinh kế|sản xuất|hộ nghèo",
                     "mô hình|dự án & giảm nghèo|sinh kế & hộ nghèo tham gia|hộ tham gia",)),
    households("poverty.production_support.households", "Hộ được hỗ trợ phát triển sản xuất",
               "Households supported to produce",
               "Hộ nghèo, cận nghèo, mới thoát nghèo được hỗ trợ phát triển sản xuất, sinh kế trong kỳ.", code="H16",
               said=("phát triển sản xuất|hỗ trợ sản xuất|sinh kế|con giống|cây giống|bò giống|tư liệu sản xuất|đất sản xuất & hộ - mô hình",
                     "hỗ trợ & hộ & phát triển sản xuất|sinh kế")),
    money("poverty.production_support.amount", "Kinh phí hỗ trợ phát triển sản xuất", "Paid to support production",
          "Kinh phí hỗ trợ phát triển sản xuất, sinh kế cho hộ nghèo, cận nghèo trong kỳ.", code="H16",
          said=("phát triển sản xuất|hỗ trợ sản xuất|sinh kế|con giống|cây giống|bò giống|tư liệu sản xuất & kinh phí|số tiền|đồng|giải ngân",)),
    people("poverty.officials_trained", "Cán bộ giảm nghèo được tập huấn", "Officials trained in poverty reduction",
           "Lượt cán bộ làm công tác giảm nghèo các cấp được tập huấn trong kỳ.", code="H18",
           said=("cán bộ|công chức|cộng tác viên|lượt người & giảm nghèo|rà soát hộ nghèo & tập huấn|bồi dưỡng"
                 "|hội nghị|nâng cao năng lực|cấp tỉnh|cơ sở",
                 "cán bộ làm công tác giảm nghèo|cán bộ giảm nghèo")),
    from_reports("poverty.officials_trained.courses", "Lớp tập huấn giảm nghèo", "Courses in poverty reduction",
                 "Lớp tập huấn cho cán bộ làm công tác giảm nghèo mở trong kỳ.", unit="course", kind="flow",
                 code="H18", said=("lớp|hội nghị|cuộc & tập huấn|bồi dưỡng|truyền thông & giảm nghèo",)),
    people("poverty.communication.people", "Người được truyền thông trực tiếp về giảm nghèo",
           "People told of poverty policies",
           "Người thuộc hộ nghèo, cận nghèo và người dân được truyền thông, đối thoại trực tiếp trong kỳ.",
           code="H18", said=("truyền thông|tuyên truyền|đối thoại & giảm nghèo|hộ nghèo|hộ cận nghèo|người nghèo",)),
    from_reports("poverty.difficult_communes", "Xã đặc biệt khó khăn", "Communes in special difficulty",
                 "Xã đặc biệt khó khăn vùng bãi ngang, hải đảo, vùng dân tộc thiểu số cuối kỳ.", unit="commune",
                 kind="stock", code="H02", better="lower",
                 said=("xã đặc biệt khó khăn|xã đbkk|xã bãi ngang|xã khu vực iii - hộ|thoát khỏi|người",)),
]  # fmt: skip

POOR_PLACES = (
    ("poor_districts", "các huyện nghèo", "poor districts", "huyện nghèo"),
    ("difficult_communes", "các xã đặc biệt khó khăn", "communes in special difficulty", "xã đặc biệt khó khăn|xã đbkk|xã nghèo"),
)  # fmt: skip
poor_places = [
    *(from_reports(f"poverty.poor.{name}.rate", f"Tỷ lệ hộ nghèo ở {vi}", f"Poverty rate of {en}",
                   f"Hộ nghèo trên tổng số hộ ở {vi}.", unit="percent", kind="ratio", code="H01", better="lower",
                   said=(f"hộ nghèo|tỷ lệ nghèo & {words}",))
      for name, vi, en, words in POOR_PLACES),
    *(from_reports(f"poverty.poor.{name}.reduction", f"Mức giảm tỷ lệ hộ nghèo ở {vi}", f"Fall of the poverty rate of {en}",
                   f"Tỷ lệ hộ nghèo năm trước trừ tỷ lệ của kỳ này ở {vi}, tính bằng điểm phần trăm.",
                   unit="percentage_point", kind="flow", decimals=2, code="H02", better="higher",
                   said=(f"giảm & hộ nghèo|tỷ lệ nghèo & {words}",))
      for name, vi, en, words in POOR_PLACES),
    from_reports("poverty.poor_districts", "Huyện nghèo", "Poor districts", "Huyện nghèo theo quyết định của Thủ tướng, cuối kỳ.",
                 unit="count", kind="stock", code="H02", better="lower", said=("huyện nghèo - hộ nghèo|tỷ lệ",)),
    from_reports("poverty.difficult_villages", "Thôn đặc biệt khó khăn", "Villages in special difficulty",
                 "Thôn, bản, ấp đặc biệt khó khăn cuối kỳ.", unit="count", kind="stock", code="H02", better="lower",
                 said=("thôn đặc biệt khó khăn|bản đặc biệt khó khăn|ấp đặc biệt khó khăn|thôn đbkk|thôn bản đặc biệt khó khăn",)),
    *(from_reports(f"poverty.income.{name}", f"Thu nhập bình quân {vi} so với năm gốc", f"Mean income of {en} against a base year",
                   f"Thu nhập bình quân đầu người của {vi} gấp bao nhiêu lần năm gốc.", unit="times", kind="stock", decimals=2,
                   code="H01", better="higher", said=(f"thu nhập & bình quân & {words}",))
      for name, vi, en, words in (
          ("poor_households", "hộ nghèo", "poor households", "hộ nghèo|người nghèo"),
          ("ethnic", "người dân tộc thiểu số", "ethnic minority people", "dân tộc thiểu số|dtts"),
          ("poor_districts", "huyện nghèo", "poor districts", "huyện nghèo"))),
]  # fmt: skip

programme = [
    money("poverty.programme.allocated", "Kinh phí chương trình giảm nghèo được giao", "Programme money allotted",
          "Kinh phí Chương trình mục tiêu quốc gia giảm nghèo bền vững được giao trong kỳ.", code="H17",
          said=(f"{PROGRAMME} & được giao|phân bổ|bố trí|giao|kế hoạch vốn - giải ngân|hộ",)),
    money("poverty.programme.disbursed", "Kinh phí chương trình giảm nghèo đã giải ngân", "Programme money spent",
          "Kinh phí Chương trình mục tiêu quốc gia giảm nghèo bền vững đã giải ngân trong kỳ.", code="H17",
          better="higher", said=(f"{PROGRAMME} & giải ngân|đã chi",)),
    from_reports("poverty.programme.disbursed_rate", "Tỷ lệ giải ngân chương trình giảm nghèo",
                 "Share of programme money spent", "Kinh phí đã giải ngân trên kinh phí được giao.", unit="percent",
                 kind="ratio", code="H17", better="higher", said=(f"{PROGRAMME} & giải ngân",)),
]  # fmt: skip

relations = [
    among("housing.poor.total", ("housing.poor.new", "housing.poor.repaired")),
    among("credit.households", ("credit.poor.households", "credit.near_poor.households", "credit.escaped.households")),
    not_below("poverty.projects.households", "poverty.projects"),
    not_below("poverty.programme.allocated", "poverty.programme.disbursed"),
    share("poverty.programme.disbursed_rate", "poverty.programme.disbursed", "poverty.programme.allocated"),
]
