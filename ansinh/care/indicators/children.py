"""Children: how many, which need help, what was done for them. Section I of the sector's list, sheets 601 to 605, Circular 13/2021."""

from functools import partial

from ansinh.engine import from_reports, not_below, parts, share

CHILDREN = "trẻ em|trẻ|em nhỏ|cháu|thiếu nhi"
SPECIAL = "hoàn cảnh đặc biệt|tehcđb|hcđb"
ABUSE = "xâm hại|bạo lực|bị bạo hành|bạo hành"
FUND = "quỹ bảo trợ trẻ em|quỹ btte|quỹ vì trẻ em|quỹ trẻ em"
GROUPS = (
    ("orphans", "mồ côi cả cha và mẹ", "orphaned of both parents", "mồ côi"),
    ("abandoned", "bị bỏ rơi", "abandoned", "bị bỏ rơi"),
    ("disabled", "khuyết tật", "with disability", "khuyết tật"),
    ("hiv", "nhiễm HIV/AIDS", "with HIV", "hiv"),
    ("offenders", "vi phạm pháp luật", "who broke the law", "vi phạm pháp luật"),
    ("out_of_school", "phải bỏ học kiếm sống", "out of school to earn a living", "bỏ học"),
    ("ill", "mắc bệnh hiểm nghèo thuộc hộ nghèo, cận nghèo", "gravely ill, of poor and near-poor households", "bệnh hiểm nghèo"),
)  # fmt: skip

children = partial(from_reports, unit="child", kind="stock")
children_in = partial(from_reports, unit="child", kind="flow")
rate = partial(from_reports, unit="percent", kind="ratio")
money = partial(from_reports, unit="dong", kind="flow")
per_100000 = partial(from_reports, unit="per_100000", kind="flow", better="lower", decimals=2)

counts = [
    children("children.count", "Trẻ em dưới 16 tuổi", "Children under 16", "Trẻ em dưới 16 tuổi cuối kỳ.",
             code="I01", sheet="601-602/TE-Sở:1",
             said=(f"trẻ em & toàn tỉnh|tổng số|dưới 16 tuổi|hiện có|dân số - {SPECIAL}|{ABUSE}|hộ nghèo|bảo hiểm"
                   "|thẻ|đuối nước|quà|học bổng|dưới 6|mồ côi|lao động trẻ em|tảo hôn|trợ cấp|khuyết tật",)),
    children("children.special.count", "Trẻ em có hoàn cảnh đặc biệt", "Children in special circumstances",
             "Trẻ em thuộc 14 nhóm hoàn cảnh đặc biệt cuối kỳ.", code="I02", sheet="601-602/TE-Sở:2", better="lower",
             also=("children.special_circumstances",),
             said=(f"{SPECIAL} - được chăm sóc|được trợ giúp|được hỗ trợ|quà|học bổng|nguy cơ",)),
    *(children(f"children.special.{name}", f"Trẻ em {vi}", f"Children {en}", f"Trẻ em {vi} cuối kỳ.", code="I02",
               sheet="601-602/TE-Sở", sensitivity="sensitive" if name == "hiv" else "ordinary",
               also=(f"children.{name}",),
               said=(f"{CHILDREN} & {words} - trợ cấp|hằng tháng|hàng tháng|quà|mổ|phẫu thuật",))
      for name, vi, en, words in GROUPS),
    children("children.at_risk", "Trẻ em có nguy cơ rơi vào hoàn cảnh đặc biệt",
             "Children at risk of special circumstances", "Trẻ em có nguy cơ rơi vào hoàn cảnh đặc biệt cuối kỳ.",
             code="I02", better="lower", said=(f"nguy cơ & {SPECIAL}|{CHILDREN}",)),
    children("children.difficult", "Trẻ em có hoàn cảnh khó khăn", "Children in difficulty",
             "Trẻ em có hoàn cảnh khó khăn cuối kỳ.", code="I02", better="lower",
             said=(f"{CHILDREN} & hoàn cảnh khó khăn|khó khăn - quà|học bổng|hỗ trợ|tặng|hoàn cảnh đặc biệt",)),
    rate("children.special.rate", "Tỷ lệ trẻ em có hoàn cảnh đặc biệt", "Share of children in special circumstances",
         "Trẻ em có hoàn cảnh đặc biệt trên tổng số trẻ em.", code="I02", better="lower",
         said=(f"{SPECIAL} - được chăm sóc|được trợ giúp|chăm sóc|trợ giúp|hỗ trợ",)),
    children("children.special.supported", "Trẻ em có hoàn cảnh đặc biệt được chăm sóc, trợ giúp",
             "Children in special circumstances cared for",
             "Trẻ em có hoàn cảnh đặc biệt được chăm sóc, trợ giúp cuối kỳ.", code="I03", better="higher",
             said=(f"{SPECIAL} & chăm sóc|trợ giúp|hỗ trợ|giúp đỡ",)),
    rate("children.special.supported_rate", "Tỷ lệ trẻ em có hoàn cảnh đặc biệt được chăm sóc, trợ giúp",
         "Share of children in special circumstances cared for",
         "Trẻ em có hoàn cảnh đặc biệt được chăm sóc, trợ giúp trên tổng số trẻ em có hoàn cảnh đặc biệt.",
         code="I03", sheet="603/TE-Sở:1", better="higher",
         also=("children.supported_rate",), said=(f"{SPECIAL} & chăm sóc|trợ giúp|hỗ trợ|giúp đỡ|bảo vệ",)),
    rate("children.friendly_commune_rate", "Tỷ lệ xã, phường phù hợp với trẻ em",
         "Share of communes fit for children", "Xã, phường đạt tiêu chuẩn phù hợp với trẻ em trên tổng số xã.",
         code="I04", sheet="604/TE-Sở:3", better="higher", said=("phù hợp với trẻ em|phù hợp trẻ em",)),
    from_reports("children.friendly_communes", "Xã, phường phù hợp với trẻ em", "Communes fit for children",
                 "Xã, phường đạt tiêu chuẩn phù hợp với trẻ em.", unit="commune", kind="stock", code="I04",
                 sheet="604/TE-Sở:2", better="higher", said=("phù hợp với trẻ em|phù hợp trẻ em",)),
]  # fmt: skip

harm = [
    children_in("children.abused", "Trẻ em bị xâm hại", "Children abused", "Trẻ em bị xâm hại, bạo lực trong kỳ.",
                code="I05", better="lower", said=(f"{ABUSE} & {CHILDREN} - vụ|tình dục|phụ nữ|đối tượng",)),
    children_in("children.abused.sexually", "Trẻ em bị xâm hại tình dục", "Children sexually abused",
                "Trẻ em bị xâm hại tình dục trong kỳ.", code="I05", better="lower",
                said=("xâm hại tình dục|hiếp dâm|dâm ô|xhtd - vụ",)),
    children_in("children.abused.violence", "Trẻ em bị bạo lực", "Children who suffered violence",
                "Trẻ em bị bạo lực trong kỳ.", code="I05", better="lower",
                said=(f"bạo lực|bạo hành & {CHILDREN} - vụ|phụ nữ|trên cơ sở giới",)),
    from_reports("children.abused.cases", "Vụ xâm hại trẻ em", "Cases of child abuse",
                 "Vụ xâm hại, bạo lực trẻ em phát hiện trong kỳ.", unit="case", kind="flow", code="I05",
                 better="lower", said=(f"{ABUSE}|xâm hại tình dục & {CHILDREN} & vụ",)),
    from_reports("children.abused.offenders", "Đối tượng xâm hại trẻ em bị xử lý",
                 "Offenders against children dealt with", "Đối tượng xâm hại trẻ em bị phát hiện, xử lý trong kỳ.",
                 unit="person", kind="flow", code="I05",
                 said=(f"{ABUSE} & {CHILDREN} & đối tượng|bị can|thủ phạm|khởi tố|xử lý",)),
    per_100000("children.injury_rate", "Tỷ suất trẻ em bị tai nạn thương tích", "Injuries of children per 100,000",
               "Trẻ em bị tai nạn thương tích trên 100.000 trẻ em.", code="I06",
               said=("tỷ suất & tai nạn thương tích|tntt - tử vong",)),
    children_in("children.injured", "Trẻ em bị tai nạn thương tích", "Children injured",
                "Trẻ em bị tai nạn thương tích trong kỳ.", code="I06", better="lower",
                also=("children.injuries",),
                said=("tai nạn thương tích|tntt|thương tích & trẻ|em - tử vong|tỷ suất|chết",)),
    children_in("children.injury_deaths", "Trẻ em tử vong do tai nạn thương tích", "Children killed by injuries",
                "Trẻ em tử vong do tai nạn thương tích trong kỳ.", code="I06", better="lower",
                also=("children.injuries.deaths",),
                said=("tai nạn thương tích|tntt|thương tích & tử vong|chết - đuối nước|tỷ suất",)),
    children_in("children.drowned", "Trẻ em chết đuối", "Children drowned", "Trẻ em tử vong do đuối nước trong kỳ.",
                code="I06", better="lower", also=("children.drowning.deaths",),
                said=("đuối nước|chết đuối - dạy bơi|phòng chống|tỷ suất",)),
    per_100000("children.drowning_rate", "Tỷ suất trẻ em chết đuối", "Drownings of children per 100,000",
               "Trẻ em tử vong do đuối nước trên 100.000 trẻ em.", code="I06", said=("tỷ suất & đuối nước",)),
    children("children.labour", "Lao động trẻ em", "Children at work",
             "Trẻ em tham gia lao động trái quy định cuối kỳ.", code="I09", better="lower",
             said=("lao động trẻ em|trẻ em lao động|trẻ em tham gia lao động",)),
    children_in("children.early_marriage", "Trẻ em tảo hôn", "Children married", "Trẻ em tảo hôn trong kỳ.",
                code="I10", better="lower", said=("tảo hôn",)),
]  # fmt: skip

care = [
    money("children.fund.amount", "Quỹ Bảo trợ trẻ em vận động được", "Raised for the Fund for Children",
          "Tiền và hiện vật vận động cho Quỹ Bảo trợ trẻ em các cấp trong kỳ.", code="I07", better="higher",
          also=("fund.children.amount",),
          said=(f"{FUND} - đã chi|chi hỗ trợ", f"vận động|huy động & {CHILDREN} & đồng|kinh phí|trị giá")),
    money("children.fund.spent", "Quỹ Bảo trợ trẻ em đã chi", "Spent by the Fund for Children",
          "Tiền Quỹ Bảo trợ trẻ em các cấp đã chi trong kỳ.", code="I07",
          said=(f"{FUND} & đã chi|chi hỗ trợ|chi|sử dụng",)),
    children_in("children.supported", "Trẻ em được trợ giúp", "Children helped",
                "Lượt trẻ em được tặng quà, học bổng, xe đạp, phẫu thuật trong kỳ.", code="I08", better="higher",
                said=(f"{CHILDREN} & được hỗ trợ|hỗ trợ|trợ giúp|thăm hỏi - {SPECIAL}|đồng|bảo hiểm|xâm hại"
                      "|học phí",)),
    *(children_in(f"children.{name}", vi, en, f"{vi} trong kỳ.", code="I08", better="higher", said=(words,))
      for name, vi, en, words in (
          ("gifts", "Trẻ em được tặng quà", "Children given presents", f"{CHILDREN} & quà|suất quà|phần quà - đồng"
                                        "|học bổng"),
          ("scholarships", "Trẻ em được tặng học bổng", "Children given scholarships", f"học bổng & {CHILDREN}"
                                        "|học sinh|suất - đồng"),
          ("bicycles", "Trẻ em được tặng xe đạp", "Children given bicycles", "xe đạp - đồng"),
          ("surgery", "Trẻ em được phẫu thuật tim, dị tật", "Children operated on", "phẫu thuật|mổ tim"
                                        f"|tim bẩm sinh|khám sàng lọc|dị tật & {CHILDREN}|ca|em - đồng"),
          ("swimming", "Trẻ em được học bơi", "Children taught to swim", f"dạy bơi|học bơi|biết bơi & {CHILDREN}|em"
                                        "|học sinh"))),
    from_reports("children.gifts.count", "Suất quà tặng trẻ em", "Presents to children",
                 "Suất quà tặng trẻ em trong kỳ, mọi nguồn.", unit="gift", kind="flow", code="I08", better="higher",
                 said=(f"suất quà|phần quà|suất|phần & quà & {CHILDREN} - đồng|học bổng",)),
    from_reports("children.gifts.level", "Mức quà tặng trẻ em", "Worth of one present to a child",
                 "Giá trị một suất quà, học bổng tặng trẻ em.", unit="dong", kind="stock", code="I08",
                 said=(f"{CHILDREN} & mỗi suất|một suất|mỗi phần|mỗi em|suất trị giá|đồng suất|đồng phần & quà|học bổng|suất",)),
    money("children.scholarships.amount", "Tiền học bổng cho trẻ em", "Money of scholarships to children",
          "Tiền học bổng tặng trẻ em trong kỳ.", code="I08", said=("học bổng & đồng|trị giá|kinh phí|số tiền - mỗi suất",)),
    children_in("children.sponsored", "Trẻ em được nhận đỡ đầu", "Children sponsored", "Trẻ em được nhận đỡ đầu trong kỳ.",
                code="I08", better="higher", said=("đỡ đầu|nhận đỡ đầu|mẹ đỡ đầu - đồng",)),
    money("children.gifts.amount", "Tiền quà, học bổng cho trẻ em", "Money of presents to children",
          "Tiền quà, học bổng, hỗ trợ trẻ em trong kỳ.", code="I08",
          said=(f"{CHILDREN} & quà|học bổng|hỗ trợ|thăm & đồng|trị giá|kinh phí|số tiền - quỹ",)),
    rate("children.birth_registered_rate", "Tỷ lệ trẻ em dưới 5 tuổi được khai sinh",
         "Share of children under 5 registered", "Trẻ em dưới 5 tuổi được đăng ký khai sinh trên tổng số.",
         code="I11", better="higher", said=("khai sinh & trẻ em|trẻ|dưới 5|dưới 05",)),
    children("children.alternative_care", "Trẻ em được chăm sóc thay thế", "Children in alternative care",
             "Trẻ em được chăm sóc thay thế cuối kỳ.", code="I12", said=("chăm sóc thay thế - gia đình|cơ sở",)),
    *(children(f"children.alternative_care.{name}", f"Trẻ em được chăm sóc thay thế {vi}",
               f"Children in alternative care {en}", f"Trẻ em được chăm sóc thay thế {vi} cuối kỳ.", code="I12",
               said=(f"chăm sóc thay thế & {words}",))
      for name, vi, en, words in (("family", "tại gia đình", "in a family", "gia đình|cá nhân"),
                                  ("facility", "tại cơ sở", "in a home", "cơ sở|trung tâm"))),
    children_in("children.adopted", "Trẻ em được nhận làm con nuôi", "Children adopted",
                "Trẻ em được nhận làm con nuôi trong kỳ.", code="I12", said=("con nuôi",)),
    from_reports("children.hotline.calls", "Cuộc gọi Tổng đài 111", "Calls to hotline 111",
                 "Cuộc gọi đến Tổng đài quốc gia bảo vệ trẻ em 111 trong kỳ.", unit="event", kind="flow", code="I13",
                 said=("tổng đài|111|đường dây nóng & cuộc gọi|cuộc|lượt gọi",)),
    from_reports("children.hotline.cases", "Ca can thiệp của Tổng đài 111", "Interventions of hotline 111",
                 "Ca tư vấn, can thiệp qua Tổng đài 111 trong kỳ.", unit="intervention", kind="flow", code="I13",
                 said=("tổng đài|111|đường dây nóng & ca|can thiệp|hỗ trợ",)),
    from_reports("children.facilities", "Cơ sở cung cấp dịch vụ bảo vệ trẻ em", "Services that protect children",
                 "Cơ sở cung cấp dịch vụ bảo vệ trẻ em cuối kỳ.", unit="facility", kind="stock", code="I14",
                 sheet="605/TE-Sở:1", said=("cơ sở & bảo vệ trẻ em|trẻ em - trẻ em được|nuôi dưỡng|xã",)),
    children("children.facilities.children", "Trẻ em tại cơ sở cung cấp dịch vụ bảo vệ trẻ em",
             "Children in services that protect them",
             "Trẻ em đang được chăm sóc tại cơ sở cung cấp dịch vụ bảo vệ trẻ em cuối kỳ.", code="I14",
             sheet="605/TE-Sở", said=(f"{CHILDREN} & cơ sở|trung tâm|mái ấm & nuôi dưỡng|chăm sóc|bảo vệ",)),
]  # fmt: skip

relations = [
    not_below("children.count", "children.special.count"),
    *(not_below("children.special.count", f"children.special.{name}") for name, *_ in GROUPS),
    share("children.special.rate", "children.special.count", "children.count"),
    share("children.special.supported_rate", "children.special.supported", "children.special.count"),
    not_below("children.abused", "children.abused.sexually"),
    not_below("children.abused", "children.abused.violence"),
    not_below("children.injured", "children.injury_deaths"),
    not_below("children.injury_deaths", "children.drowned"),
    parts("children.alternative_care", ("children.alternative_care.family", "children.alternative_care.facility")),
    not_below("children.hotline.calls", "children.hotline.cases"),
]
