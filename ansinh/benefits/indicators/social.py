"""Social protection beside the monthly lists: emergencies, hunger, homes, the disabled, the old, relief, health cards; from reports."""

from functools import partial

from ansinh.engine import among, from_reports, not_below, parts

PROTECTED = "bảo trợ xã hội|btxh|bảo trợ|trợ giúp xã hội|tgxh|đối tượng yếu thế|đối tượng xã hội"
GIFTS = "quà|tặng quà"
EMERGENCY = "đột xuất|khẩn cấp|cứu trợ"
COVID = "covid 19|covid|dịch bệnh|nghị quyết 42|nghị quyết số 42|nghị quyết 68|nghị quyết số 68|nq 68|nq 42|đại dịch|gói 62.000|gói 26.000|gói hỗ trợ"
COVID_GROUPS = (
    ("merit", "người có công", "people with merit", "người có công|ncc"),
    ("social", "đối tượng bảo trợ xã hội", "people under social protection", "bảo trợ xã hội|btxh|đối tượng bảo trợ"),
    ("poor", "người thuộc hộ nghèo, cận nghèo", "people of poor and near-poor households", "hộ nghèo|cận nghèo"),
)  # fmt: skip
RENT = "tiền thuê nhà|thuê nhà|thuê trọ"
CARD = "bảo hiểm y tế|bhyt"
MIXED = "người nghèo cận nghèo|hộ nghèo cận nghèo|người nghèo và cận nghèo|hộ nghèo và cận nghèo|hộ nghèo hộ cận nghèo|đối tượng chính sách"

people = partial(from_reports, unit="person", kind="flow")
stock = partial(from_reports, kind="stock")
money = partial(from_reports, unit="dong", kind="flow")
rate = partial(from_reports, unit="percent", kind="ratio", better="higher")
insured = partial(from_reports, unit="person", kind="stock", better="higher")

protection = [
    stock("social.beneficiaries", "Đối tượng bảo trợ xã hội đang quản lý", "People under social protection",
          "Người thuộc diện bảo trợ xã hội đang quản lý cuối kỳ, trong và ngoài diện hưởng hằng tháng.",
          unit="person", code="G01",
          said=(f"đối tượng & {PROTECTED} & quản lý|tổng số|thuộc diện|rà soát - trợ cấp|hằng tháng|hàng tháng|quà"
                "|thẻ|cơ sở",)),
    rate("social.coverage_rate", "Tỷ lệ đối tượng bảo trợ xã hội được hưởng chính sách",
         "Share of people under social protection who are served",
         "Đối tượng bảo trợ xã hội được hưởng chính sách trợ giúp trên số đủ điều kiện.", code="G01",
         said=(f"{PROTECTED} & hưởng|thụ hưởng|trợ giúp|chính sách|trợ cấp - tài khoản|tiền mặt|thẻ|kịp thời chi",
               "đối tượng đủ điều kiện & được hưởng|trợ cấp|trợ giúp")),
    money("social.care.amount", "Kinh phí hỗ trợ hộ, cá nhân nhận chăm sóc, nuôi dưỡng",
          "Paid for care in the community",
          "Kinh phí hỗ trợ hộ, cá nhân nhận chăm sóc, nuôi dưỡng đối tượng trong kỳ.", code="G04",
          said=("nhận chăm sóc|nhận nuôi dưỡng|chăm sóc nuôi dưỡng & kinh phí|số tiền|đồng",)),
    money("social.pension.amount", "Kinh phí trợ cấp hưu trí xã hội", "Paid as social pension",
          "Kinh phí trợ cấp hưu trí xã hội trong kỳ.", code="G03",
          said=("hưu trí xã hội & kinh phí|số tiền|đồng|chi trả",)),
    people("social.emergency.people", "Người được trợ giúp đột xuất", "People helped in an emergency",
           "Lượt người được trợ giúp xã hội đột xuất, khẩn cấp trong kỳ.", code="G07", sheet="402/BTXH-Sở:1",
           said=(f"trợ giúp|hỗ trợ|cứu trợ & {EMERGENCY} & người|đối tượng|lượt|nhân khẩu - covid|hộ",)),
    from_reports("social.emergency.households", "Hộ được trợ giúp đột xuất", "Households helped in an emergency",
                 "Lượt hộ được trợ giúp xã hội đột xuất, khẩn cấp trong kỳ.", unit="household", kind="flow",
                 code="G07", sheet="402/BTXH-Sở:1",
                 said=(f"trợ giúp|hỗ trợ|cứu trợ & {EMERGENCY}|thiên tai|bão|lũ|hỏa hoạn|sập|tốc mái & hộ - covid"
                       "|kinh doanh",)),
    from_reports("social.gifts.people", "Quà tặng đối tượng bảo trợ xã hội, hộ nghèo",
                 "Gifts to people under social protection and the poor",
                 "Suất quà, lượt người, hộ được tặng quà Tết và dịp lễ trong kỳ, mọi nguồn.", unit="gift",
                 kind="flow", code="G14", better="higher",
                 also=("social.gifts.count",),
                 said=(f"{GIFTS} & {PROTECTED}|hộ nghèo|hộ cận nghèo|người nghèo|khó khăn|người cao tuổi|tết"
                       " & suất|lượt|phần|hộ|đối tượng|người - đồng|người có công|trẻ em|27 7|chúc thọ"
                       "|cán bộ|công chức|công nhân viên|công nhân lao động|người lao động",
                       f"{GIFTS}|suất quà|phần quà & hộ nghèo|cận nghèo & {PROTECTED}|người có công & suất|phần|lượt")),
    money("social.gifts.amount", "Tiền quà tặng đối tượng bảo trợ xã hội, hộ nghèo",
          "Money of gifts to people under social protection and the poor",
          "Tiền quà Tết và dịp lễ cho đối tượng bảo trợ xã hội, hộ nghèo trong kỳ, mọi nguồn.", code="G14",
          said=(f"{GIFTS} & {PROTECTED}|hộ nghèo|hộ cận nghèo|người nghèo|khó khăn|tết & đồng|kinh phí|trị giá"
                "|số tiền - người có công|trẻ em|27 7",)),
    stock("social.facilities", "Cơ sở trợ giúp xã hội", "Homes of social protection",
          "Cơ sở trợ giúp xã hội công lập và ngoài công lập cuối kỳ.", unit="facility", code="G11",
          sheet="406/BTXH-Sở:1",
          said=("cơ sở trợ giúp xã hội|cơ sở bảo trợ|cơ sở tgxh|trung tâm bảo trợ|cơ sở btxh - nuôi dưỡng"
                "|đối tượng tại|trẻ em",)),
    stock("social.facilities.residents", "Người được nuôi dưỡng tại cơ sở trợ giúp xã hội",
          "People in homes of social protection",
          "Người được chăm sóc, nuôi dưỡng tập trung tại cơ sở trợ giúp xã hội cuối kỳ.", unit="person", code="G10",
          sheet="404/BTXH-Sở:1",
          said=("cơ sở trợ giúp xã hội|cơ sở bảo trợ|cơ sở tgxh|trung tâm bảo trợ|trung tâm công tác xã hội"
                "|tập trung|nhà xã hội & nuôi dưỡng|chăm sóc|quản lý & người|đối tượng|trẻ|cụ",)),
    stock("social.disabled.count", "Người khuyết tật", "People with disability",
          "Người khuyết tật đang quản lý cuối kỳ.", unit="person", code="G12",
          also=("social.disabled",),
          said=("người khuyết tật|nkt & toàn tỉnh|tổng số|hiện có|có|quản lý - giấy xác nhận|giấy chứng nhận"
                "|trợ cấp|hằng tháng|hàng tháng|học nghề|đào tạo nghề|bảo hiểm|quà|việc làm",)),
    stock("social.disabled.certified", "Người khuyết tật được cấp giấy xác nhận",
          "People with a certificate of disability", "Người khuyết tật được cấp giấy xác nhận mức độ khuyết tật.",
          unit="person", code="G12", better="higher",
          said=("khuyết tật|nkt & giấy xác nhận|giấy chứng nhận|xác nhận mức độ|xác định mức độ|xác định dạng",)),
    stock("social.older.count", "Người cao tuổi", "Older people", "Người từ 60 tuổi trở lên cuối kỳ.", unit="person",
          code="G13",
          also=("social.elderly",),
          said=("người cao tuổi|nct & toàn tỉnh|tổng số|hiện có|có|chiếm - trợ cấp|hằng tháng|hàng tháng|chúc thọ"
                "|mừng thọ|bảo hiểm|thẻ|quà|khám|hưởng",)),
    people("social.older.longevity", "Người cao tuổi được chúc thọ, mừng thọ",
           "Older people honoured on their birthdays", "Người cao tuổi được chúc thọ, mừng thọ trong kỳ.",
           code="G13", also=("social.elderly.longevity",), said=("chúc thọ|mừng thọ - đồng|kinh phí",)),
    *(people(f"social.older.longevity.{age}", f"Người cao tuổi {age} tuổi được chúc thọ, mừng thọ",
             f"People of {age} honoured on their birthdays", f"Người cao tuổi tròn {age} tuổi được chúc thọ, mừng thọ trong kỳ.",
             code="G13", also=(f"social.elderly.longevity_{age}",), said=(f"{age} tuổi|tròn {age} & chúc thọ|mừng thọ|thọ",))
      for age in (70, 80, 90, 100)),
    money("social.older.longevity.amount", "Kinh phí chúc thọ, mừng thọ", "Paid to honour older people",
          "Kinh phí chúc thọ, mừng thọ người cao tuổi trong kỳ.", also=("social.elderly.longevity.amount",), code="G13",
          said=("chúc thọ|mừng thọ & kinh phí|số tiền|đồng|trị giá",)),
]  # fmt: skip

DISABILITY_LEVELS = (
    ("extreme", "đặc biệt nặng", "specially severe", "khuyết tật đặc biệt nặng"),
    ("severe", "nặng", "severe", "khuyết tật nặng"),
    ("mild", "nhẹ", "mild", "khuyết tật nhẹ"),
)
DISABILITY_TYPES = (
    ("motor", "vận động", "motor", "vận động"),
    ("hearing", "nghe, nói", "hearing and speech", "nghe nói"),
    ("vision", "nhìn", "vision", "khuyết tật nhìn|khiếm thị"),
    ("mental", "thần kinh, tâm thần", "mental", "thần kinh|tâm thần"),
    ("intellectual", "trí tuệ", "intellectual", "trí tuệ"),
    ("other", "khác", "other", "khuyết tật khác|dạng khác|dạng tật khác"),
)
disability = [
    *(stock(f"social.disabled.level.{level}", f"Người khuyết tật mức độ {vi}", f"People with {en} disability",
            f"Người khuyết tật mức độ {vi} cuối kỳ.", unit="person", code="G12",
            said=(f"{words} - trợ cấp|hằng tháng|hàng tháng|trợ giúp xã hội",))
      for level, vi, en, words in DISABILITY_LEVELS),
    *(stock(f"social.disabled.type.{kind}", f"Người khuyết tật {vi}", f"People with disability: {en}",
            f"Người khuyết tật dạng {vi} cuối kỳ.", unit="person", code="G12",
            said=(f"khuyết tật|nkt|dạng tật & {words}",))
      for kind, vi, en, words in DISABILITY_TYPES),
    stock("social.disabled.under_16", "Người khuyết tật dưới 16 tuổi", "People with disability under 16",
          "Người khuyết tật dưới 16 tuổi cuối kỳ.", unit="person", code="G12",
          said=("khuyết tật|nkt & dưới 16|trẻ em khuyết tật",)),
    stock("social.disabled.over_60", "Người khuyết tật từ 60 tuổi", "People with disability over 60",
          "Người khuyết tật từ 60 tuổi trở lên cuối kỳ.", unit="person", code="G12",
          said=("khuyết tật|nkt & trên 60|từ 60|60 tuổi trở lên",)),
    stock("social.disabled.poor", "Người khuyết tật thuộc hộ nghèo", "People with disability of poor households",
          "Người khuyết tật thuộc hộ nghèo cuối kỳ.", unit="person", code="G12",
          said=("khuyết tật|nkt & hộ nghèo",)),
    rate("social.disabled.population_share", "Tỷ lệ người khuyết tật trong dân số", "Share of people with disability",
         "Người khuyết tật trên dân số.", code="G12", said=("khuyết tật|nkt & dân số",)),
]  # fmt: skip

HUNGER = "thiếu đói|cứu đói|giáp hạt|gạo"
relief = [
    from_reports("relief.hunger.households", "Hộ thiếu đói được hỗ trợ", "Hungry households",
                 "Lượt hộ thiếu đói trong kỳ.", unit="household", kind="flow", code="G09", sheet="403/BTXH-Sở:2",
                 better="lower", said=(f"{HUNGER} & hộ - tấn",)),
    people("relief.hunger.people", "Nhân khẩu thiếu đói được hỗ trợ", "Hungry people",
           "Lượt nhân khẩu thiếu đói trong kỳ.", code="G09", sheet="403/BTXH-Sở:6", better="lower",
           said=(f"{HUNGER} & khẩu|nhân khẩu|người|đối tượng",)),
    from_reports("relief.rice.tonnes", "Gạo hỗ trợ", "Rice given",
                 "Gạo hỗ trợ hộ thiếu đói dịp Tết, giáp hạt, thiên tai trong kỳ.", unit="tonne", kind="flow",
                 code="G09", sheet="403/BTXH-Sở:9", said=("gạo|lương thực & tấn|kg|hỗ trợ|cấp|phân bổ - sản lượng|năng suất|xuất khẩu",)),
    money("relief.hunger.amount", "Tiền hỗ trợ hộ thiếu đói", "Paid to hungry households",
          "Tiền hỗ trợ hộ thiếu đói trong kỳ.", code="G09", sheet="403/BTXH-Sở:11",
          said=("thiếu đói|cứu đói|giáp hạt & đồng|kinh phí|tiền",)),
    people("relief.covid.people", "Người được hỗ trợ do Covid-19", "People helped because of Covid-19",
           "Lượt người, đối tượng được hỗ trợ do Covid-19 trong kỳ.", code="G07",
           said=(f"{COVID} & hỗ trợ & người|đối tượng|lượt|nhân dân|trường hợp - người lao động|thuê nhà|hộ kinh doanh"
                 "|doanh nghiệp|đồng",)),
    people("relief.covid.workers.people", "Người lao động được hỗ trợ do Covid-19",
           "Workers helped because of Covid-19",
           "Lượt người lao động gặp khó khăn do Covid-19 được hỗ trợ trong kỳ.", code="G07",
           said=(f"{COVID} & lao động & hỗ trợ|gặp khó khăn - thuê nhà|đồng",)),
    *(people(f"relief.covid.{group}.people", f"Người được hỗ trợ do Covid-19: {vi}", f"People helped because of Covid-19: {en}",
             f"Lượt {vi} được hỗ trợ do Covid-19 trong kỳ.", code="G07", said=(f"{COVID} & {words} & hỗ trợ",))
      for group, vi, en, words in COVID_GROUPS),
    *(money(f"relief.covid.{group}.amount", f"Kinh phí hỗ trợ do Covid-19: {vi}", f"Paid because of Covid-19: {en}",
            f"Kinh phí hỗ trợ {vi} do Covid-19 trong kỳ.", code="G08", said=(f"{COVID} & {words} & hỗ trợ|kinh phí|số tiền",))
      for group, vi, en, words in COVID_GROUPS),
    from_reports("relief.covid.enterprises", "Đơn vị, doanh nghiệp được hỗ trợ do Covid-19",
                 "Enterprises helped because of Covid-19",
                 "Lượt đơn vị, doanh nghiệp, người sử dụng lao động được hỗ trợ do Covid-19 trong kỳ.",
                 unit="enterprise", kind="flow", code="G07",
                 said=(f"{COVID} & doanh nghiệp|đơn vị|người sử dụng lao động & hỗ trợ|gặp khó khăn",)),
    from_reports("relief.covid.business_households", "Hộ kinh doanh được hỗ trợ do Covid-19",
                 "Household businesses helped because of Covid-19",
                 "Lượt hộ kinh doanh được hỗ trợ do Covid-19 trong kỳ.", unit="household", kind="flow", code="G07",
                 said=(f"hộ kinh doanh & {COVID}|hỗ trợ",)),
    money("relief.covid.amount", "Kinh phí hỗ trợ do Covid-19", "Paid because of Covid-19",
          "Kinh phí hỗ trợ do Covid-19 đã chi trong kỳ.", code="G08",
          said=(f"{COVID} & kinh phí|số tiền|đồng|tổng & hỗ trợ|chi trả|chi|gặp khó khăn - thuê nhà",)),
    from_reports("relief.rent.turns", "Lượt lao động được hỗ trợ tiền thuê nhà", "Workers helped with rent",
                 "Lượt người lao động được hỗ trợ tiền thuê nhà trong kỳ.", unit="turn", kind="flow", code="G07",
                 said=(f"{RENT} & lao động|người|lượt",)),
    money("relief.rent.amount", "Kinh phí hỗ trợ tiền thuê nhà", "Paid for the rent of workers",
          "Kinh phí hỗ trợ tiền thuê nhà cho người lao động trong kỳ.", code="G08",
          said=(f"{RENT} & kinh phí|số tiền|đồng|tổng|hỗ trợ",)),
    rate("relief.rent.payments", "Chi trả hỗ trợ tiền thuê nhà so với kế hoạch",
         "Rent support paid of what was planned", "Chi trả hỗ trợ tiền thuê nhà so với kế hoạch.", code="G08",
         said=(f"{RENT} & kế hoạch|chi trả|hoàn thành",)),
]  # fmt: skip

cards = [
    *(insured(f"health_insurance.{name}", vi, en, f"{vi} cuối kỳ.", code=code, said=(f"{CARD} & {words}",))
      for name, vi, en, code, words in (
          ("poor", "Người thuộc hộ nghèo được cấp thẻ bảo hiểm y tế", "People of poor households with a health card",
           "H13", "hộ nghèo|người nghèo"
                                        " - cận nghèo|đồng|tỷ lệ"),
          ("near_poor", "Người thuộc hộ cận nghèo được cấp thẻ bảo hiểm y tế", "People of near-poor households with a health card",
           "H13", "cận nghèo - đồng|tỷ lệ"),
          ("average", "Người thuộc hộ có mức sống trung bình được hỗ trợ bảo hiểm y tế", "People of average households with a health card",
           "H13", "mức sống trung bình"
                                        "|có mức sống trung bình - đồng"),
          ("minority", "Người dân tộc thiểu số được cấp thẻ bảo hiểm y tế", "Minority people with a health card",
           "H13", "dân tộc thiểu số|dtts"
                                        "|vùng khó khăn|đặc biệt khó khăn - đồng"),
          ("social", "Đối tượng bảo trợ xã hội được cấp thẻ bảo hiểm y tế", "People under social protection with a health card",
           "G06", f"{PROTECTED}|người cao tuổi"
                                        "|khuyết tật - đồng|hộ nghèo|tỷ lệ"),
          ("merit", "Người có công và thân nhân được cấp thẻ bảo hiểm y tế", "People with merit and relatives with a health card",
           "F07", "người có công|ncc|thân nhân"
                                        "|cựu chiến binh|thanh niên xung phong - đồng|tỷ lệ"),
          ("children_under6", "Trẻ em dưới 6 tuổi được cấp thẻ bảo hiểm y tế", "Children under 6 with a health card",
           "I11", "trẻ em dưới 6|dưới 06 tuổi"
                                        "|dưới 6 tuổi - tỷ lệ|đồng"),
          ("students", "Học sinh, sinh viên tham gia bảo hiểm y tế", "Students with a health card", "H13", "học sinh|sinh viên - đồng"
                                        "|tỷ lệ"))),
    from_reports("health_insurance.cards", "Thẻ bảo hiểm y tế cấp cho các đối tượng chính sách",
                 "Health cards given", "Thẻ bảo hiểm y tế cấp cho các đối tượng chính sách trong kỳ.", unit="card",
                 kind="flow", code="H13", better="higher", said=(f"{CARD} & thẻ & cấp|mua|hỗ trợ - đồng|hộ nghèo|người nghèo|cận nghèo",
                                                       f"{CARD} & thẻ & {MIXED}")),
    insured("health_insurance.participants", "Người tham gia bảo hiểm y tế", "People with health insurance",
            "Người tham gia bảo hiểm y tế cuối kỳ.", code="H13",
            said=(f"{CARD} & tham gia|có thẻ & người|dân số - hộ nghèo|cận nghèo|trẻ em|tỷ lệ|học sinh",)),
    money("health_insurance.amount", "Kinh phí cấp thẻ bảo hiểm y tế cho hộ nghèo, cận nghèo",
          "Paid for health cards of the poor and near-poor",
          "Kinh phí mua, hỗ trợ thẻ bảo hiểm y tế cho hộ nghèo, hộ cận nghèo trong kỳ.", code="H13",
          said=(f"{CARD} & kinh phí|số tiền|đồng|tổng|hỗ trợ",)),
    rate("health_insurance.coverage_rate", "Tỷ lệ bao phủ bảo hiểm y tế", "Share of people with health insurance",
         "Người tham gia bảo hiểm y tế trên dân số.", code="H13",
         said=(f"{CARD} & bao phủ|tham gia|dân số|người dân - trẻ em|hộ nghèo|cận nghèo|người có công|học sinh",)),
    rate("health_insurance.poor_rate", "Tỷ lệ người nghèo có thẻ bảo hiểm y tế",
         "Share of poor people with a health card",
         "Người thuộc hộ nghèo, hộ cận nghèo có thẻ bảo hiểm y tế trên tổng số.", code="H13",
         said=(f"{CARD} & hộ nghèo|người nghèo|cận nghèo",)),
    rate("health_insurance.merit_rate", "Tỷ lệ người có công có thẻ bảo hiểm y tế",
         "Share of people with merit with a health card",
         "Người có công và thân nhân có thẻ bảo hiểm y tế trên số đủ điều kiện.", code="F07",
         said=(f"{CARD} & người có công|ncc|gia đình chính sách|thân nhân",)),
    rate("health_insurance.social_rate", "Tỷ lệ đối tượng bảo trợ xã hội có thẻ bảo hiểm y tế",
         "Share of people under social protection with a health card",
         "Đối tượng bảo trợ xã hội có thẻ bảo hiểm y tế trên số đủ điều kiện.", code="G06",
         said=(f"{CARD} & {PROTECTED}|người khuyết tật|người cao tuổi",)),
    rate("health_insurance.children_under6_rate", "Tỷ lệ trẻ em dưới 6 tuổi có thẻ bảo hiểm y tế",
         "Share of children under 6 with a health card", "Trẻ em dưới 6 tuổi có thẻ bảo hiểm y tế trên tổng số.",
         code="I11", said=(f"{CARD} & trẻ em|trẻ & dưới 6|dưới 06|dưới 6 tuổi|dưới sáu tuổi",)),
]  # fmt: skip

relations = [
    parts("social.disabled.count", tuple(f"social.disabled.level.{level}" for level, *_ in DISABILITY_LEVELS)),
    parts("social.disabled.count", tuple(f"social.disabled.type.{kind}" for kind, *_ in DISABILITY_TYPES)),
    among("relief.covid.people", tuple(f"relief.covid.{group}.people" for group, *_ in COVID_GROUPS)),
    among("relief.covid.amount", tuple(f"relief.covid.{group}.amount" for group, *_ in COVID_GROUPS)),
    not_below("social.disabled.count", "social.disabled.certified"),
    not_below("social.older.count", "social.older.longevity"),
    not_below("relief.hunger.people", "relief.hunger.households"),
    not_below("relief.covid.people", "relief.covid.workers.people"),
    among("health_insurance.participants", tuple(f"health_insurance.{name}" for name in ("poor", "near_poor", "merit", "social"))),
]  # fmt: skip
