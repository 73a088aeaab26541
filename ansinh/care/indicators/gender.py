"""Gender equality: section K of the sector's list, sheets 701 and 702."""

from functools import partial

from ansinh.engine import from_reports, not_below

EQUALITY = "bình đẳng giới|bđg|vì sự tiến bộ phụ nữ|vì sự tiến bộ của phụ nữ|vstbpn|vstbcpn"
WOMEN = "nữ|phụ nữ"

people = partial(from_reports, unit="person", kind="flow", better="higher")
rate = partial(from_reports, unit="percent", kind="ratio", better="higher")

gender = [
    from_reports("gender.officials", "Người làm công tác bình đẳng giới", "People who work for gender equality",
                 "Người làm công tác bình đẳng giới và vì sự tiến bộ phụ nữ cuối kỳ.", unit="person", kind="stock",
                 code="K01", sheet="701/BĐG:1",
                 said=(f"{EQUALITY} & cán bộ|người làm công tác|chuyên trách|kiêm nhiệm - tập huấn|truyền thông"
                       "|đồng",)),
    people("gender.trained", "Người được tập huấn về bình đẳng giới", "People trained in gender equality",
           "Lượt người được tập huấn, truyền thông về bình đẳng giới trong kỳ.", code="K01", sheet="701/BĐG:3",
           said=(f"{EQUALITY} & tập huấn|bồi dưỡng|truyền thông|tuyên truyền|hội thảo & người|cán bộ|lượt|đại biểu"
                 "|phụ nữ",)),
    from_reports("gender.courses", "Lớp tập huấn, hội nghị về bình đẳng giới", "Courses in gender equality",
                 "Lớp tập huấn, hội nghị, cuộc truyền thông về bình đẳng giới trong kỳ.", unit="course", kind="flow",
                 code="K01", better="higher", said=(f"{EQUALITY} & lớp|hội nghị|cuộc|buổi",)),
    from_reports("gender.amount", "Kinh phí bình đẳng giới", "Money for gender equality",
                 "Kinh phí hoạt động bình đẳng giới và vì sự tiến bộ phụ nữ trong kỳ.", unit="dong", kind="flow",
                 code="K02", sheet="702/BĐG:1", said=(f"{EQUALITY} & kinh phí|đồng|ngân sách",)),
    rate("gender.leaders_rate", "Tỷ lệ nữ giữ chức vụ lãnh đạo chủ chốt", "Share of women among leaders",
         "Cơ quan, chính quyền có lãnh đạo chủ chốt là nữ, hoặc nữ lãnh đạo trên tổng số lãnh đạo.", code="K03",
         said=(f"{WOMEN} & lãnh đạo|chức vụ|cán bộ chủ chốt|chủ chốt|quản lý - đại biểu|doanh nghiệp",)),
    rate("gender.deputies_rate", "Tỷ lệ nữ đại biểu Hội đồng nhân dân", "Share of women among elected deputies",
         "Nữ đại biểu trên tổng số đại biểu dân cử.", code="K03",
         said=(f"{WOMEN} & đại biểu|hội đồng nhân dân|hđnd|quốc hội",)),
    rate("gender.party_rate", "Tỷ lệ nữ tham gia cấp ủy", "Share of women in Party committees",
         "Nữ tham gia cấp ủy trên tổng số cấp ủy viên.", code="K03",
         said=(f"{WOMEN} & cấp ủy|cấp uỷ|đảng ủy|ban chấp hành",)),
    rate("gender.entrepreneurs_rate", "Tỷ lệ doanh nghiệp do phụ nữ làm chủ", "Share of enterprises led by women",
         "Doanh nghiệp, hợp tác xã do nữ làm chủ hoặc giám đốc trên tổng số.", code="K03",
         said=(f"{WOMEN} & giám đốc|chủ doanh nghiệp|doanh nghiệp|hợp tác xã|làm chủ & làm chủ|giám đốc|chủ",)),
    from_reports("gender.models", "Mô hình phòng, chống bạo lực trên cơ sở giới, địa chỉ tin cậy",
                 "Models and safe addresses against violence",
                 "Mô hình, câu lạc bộ, địa chỉ tin cậy về bình đẳng giới và phòng, chống bạo lực cuối kỳ.",
                 unit="model", kind="stock", code="K04", better="higher",
                 said=(f"{EQUALITY}|bạo lực trên cơ sở giới|bạo lực gia đình|bạo lực giới & mô hình"
                       "|địa chỉ tin cậy|câu lạc bộ|nhà tạm lánh",
                       "địa chỉ tin cậy")),
    people("gender.victims_supported", "Nạn nhân bạo lực trên cơ sở giới được hỗ trợ",
           "Victims of gender violence helped",
           "Nạn nhân bạo lực gia đình, bạo lực trên cơ sở giới được hỗ trợ trong kỳ.", code="K04",
           said=("bạo lực trên cơ sở giới|bạo lực gia đình|bạo lực giới|blgđ & nạn nhân|người bị & hỗ trợ|tư vấn"
                 "|can thiệp|phát hiện",)),
    from_reports("gender.violence.cases", "Vụ bạo lực gia đình, bạo lực trên cơ sở giới", "Cases of gender violence",
                 "Vụ bạo lực gia đình, bạo lực trên cơ sở giới phát hiện trong kỳ.", unit="case", kind="flow",
                 code="K04", better="lower",
                 said=("bạo lực trên cơ sở giới|bạo lực gia đình|bạo lực giới|blgđ & vụ",)),
]  # fmt: skip

relations = [not_below("gender.trained", "gender.courses")]
