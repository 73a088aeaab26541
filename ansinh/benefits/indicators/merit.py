"""People with merit: who they are, their files, houses, gifts, graves and funds. Section F of the sector's list; known from reports."""

from functools import partial

from ansinh.engine import Indicator, among, count, from_reports, not_below, parts

MERIT = (
    "người có công|ncc|gia đình chính sách|hộ chính sách|thương binh|liệt sĩ|liệt sỹ|đối tượng chính sách|tình nghĩa"
    "|bà mẹ việt nam anh hùng|thân nhân người có công|gia đình có công"
)
MOTHERS = "bà mẹ việt nam anh hùng|bà mẹ vnah|mẹ vnah|mẹ việt nam anh hùng|bmvnah"
ALLOWANCE = "hằng tháng|hàng tháng|trợ cấp|điều dưỡng|quà|hỗ trợ|nhà|bảo hiểm|thẻ|hồ sơ|kinh phí"
HOUSES = "nhà|căn|nhà ở|nhà tình nghĩa"
BOTH = "xây dựng sửa chữa|xây dựng và sửa chữa|xây mới sửa chữa|xây mới và sửa chữa|xây dựng mới và sửa chữa"

people = partial(from_reports, unit="person", kind="stock")
people_in = partial(from_reports, unit="person", kind="flow")
houses = partial(from_reports, unit="house", kind="flow", better="higher")
files_of = partial(
    Indicator, unit="dossier", kind="flow", by=("commune", "district", "dossier_procedure", "dossier_channel")
)
money = partial(from_reports, unit="dong", kind="flow")
rate = partial(from_reports, unit="percent", kind="ratio", better="higher")

groups = [
    people("merit.beneficiaries", "Người có công với cách mạng, tổng số", "People with merit in all",
           "Người có công và thân nhân đã được xác nhận, kể cả người đã mất và người chỉ hưởng một lần.", code="F01",
           sheet="M100",
           said=("người có công|ncc|đối tượng chính sách & người|đối tượng|quản lý|tổng số|toàn tỉnh"
                 f" - giúp đỡ cách mạng|{ALLOWANCE}|thân nhân|chi trả|mức sống|lượt",)),
    *(people(f"merit.{name}", vi, en, f"{vi} đã được xác nhận, kể cả người đã mất.", code=code, said=said)
      for name, vi, en, code, said in (
          ("heroic_mothers", "Bà mẹ Việt Nam anh hùng, tổng số", "Heroic Mothers in all", "F11",
           (f"{MOTHERS} - còn sống|phụng dưỡng|nuôi dưỡng|hằng tháng|hàng tháng|quà",)),
          ("heroic_mothers.living", "Bà mẹ Việt Nam anh hùng còn sống", "Living Heroic Mothers", "F11",
           (f"{MOTHERS}|mẹ & còn sống|hiện còn|đang sống",)),
          ("heroic_mothers.cared", "Bà mẹ Việt Nam anh hùng được phụng dưỡng", "Heroic Mothers cared for", "F11",
           (f"{MOTHERS}|mẹ & phụng dưỡng|nhận nuôi dưỡng|nhận chăm sóc",)),
          ("martyrs", "Liệt sĩ", "Martyrs", "F01",
           ("liệt sĩ|liệt sỹ & người|liệt sĩ|liệt sỹ|tổng số - thân nhân|gia đình|mộ|nghĩa trang|thờ cúng"
            "|thương binh|hài cốt|ngày thương binh|công tác|bằng|mẹ|vợ|con",)),
          ("martyrs.relatives", "Thân nhân liệt sĩ", "Relatives of martyrs", "F01", ("thân nhân liệt sĩ"
                                        "|thân nhân liệt sỹ|thân nhân của liệt sĩ - quà|bảo hiểm|điều dưỡng"
                                        "|tuất",)),
          ("wounded_sick", "Thương binh, bệnh binh", "War invalids and sick soldiers", "F01",
           ("thương binh bệnh binh|thương bệnh binh|thương binh và bệnh binh - quà|nuôi dưỡng|điều dưỡng",)),
          ("wounded", "Thương binh, người hưởng chính sách như thương binh", "War invalids in all", "F01",
           ("thương binh - bệnh binh|thương binh liệt sĩ|thương binh liệt sỹ|ngày thương binh|công tác thương binh"
            "|xã hội|quà|điều dưỡng|trợ cấp|hằng tháng",)),
          ("sick", "Bệnh binh, tổng số", "Sick soldiers in all", "F01", ("bệnh binh - thương binh|quà|điều dưỡng"
                                        "|trợ cấp|hằng tháng",)),
          ("agent_orange", "Người bị nhiễm chất độc hóa học, tổng số", "Victims of toxic chemicals in all", "F01",
           ("chất độc hóa học|chất độc hoá học|chất độc da cam|nhiễm cđhh|cđhh|dioxin - quà|điều dưỡng|trợ cấp"
            "|hằng tháng",)),
          ("prisoners", "Người bị địch bắt tù, đày, tổng số", "Imprisoned or exiled in all", "F01",
           ("tù đày|địch bắt tù|bị địch bắt - quà|điều dưỡng|trợ cấp|hằng tháng",)),
          ("helpers", "Người có công giúp đỡ cách mạng, tổng số", "Helpers of the revolution in all", "F01",
           ("giúp đỡ cách mạng - quà|trợ cấp|hằng tháng",)),
          ("revolutionaries", "Người hoạt động cách mạng trước khởi nghĩa tháng Tám", "Revolutionaries before August 1945", "F01",
           ("lão thành cách mạng|tiền khởi nghĩa|hoạt động cách mạng trước|cách mạng trước năm 1945"
            "|cán bộ tiền khởi nghĩa - quà|trợ cấp",)),
          ("heroes", "Anh hùng lực lượng vũ trang, anh hùng lao động trong kháng chiến", "Heroes in all", "F01",
           ("anh hùng lực lượng vũ trang|anh hùng llvt|anh hùng lao động - quà|trợ cấp",)),
          ("resistance", "Người hoạt động kháng chiến", "People of the resistance", "F01",
           ("hoạt động kháng chiến|tham gia kháng chiến|thanh niên xung phong|huân chương kháng chiến - chất độc"
            "|da cam|dioxin|cđhh|địch bắt|tù đày",)))),
    rate("merit.living_standard_rate",
         "Tỷ lệ hộ người có công có mức sống bằng hoặc cao hơn mức trung bình nơi cư trú",
         "Share of families with merit that live no worse than their neighbours",
         "Hộ người có công có mức sống bằng hoặc cao hơn mức sống trung bình của dân cư nơi cư trú trên tổng số hộ người có công.",
         code="F18",
         said=(f"mức sống & {MERIT}|bằng hoặc cao hơn|trung bình",
               "mức sống bằng hoặc cao hơn|mức sống trung bình trở lên|mức sống bằng và cao hơn")),
    rate("merit.good_commune_rate", "Tỷ lệ xã, phường làm tốt công tác thương binh, liệt sĩ",
         "Share of communes that serve people with merit well",
         "Xã, phường được công nhận làm tốt công tác thương binh, liệt sĩ, người có công trên tổng số xã.",
         code="F18",
         said=("xã|phường|thị trấn & làm tốt|thực hiện tốt & thương binh|liệt sĩ|liệt sỹ|người có công|tbls",
               "xã phường làm tốt công tác|xã phường thị trấn làm tốt công tác|được công nhận là làm tốt công tác")),
    from_reports("merit.good_communes", "Xã, phường làm tốt công tác thương binh, liệt sĩ",
                 "Communes that serve people with merit well",
                 "Xã, phường được công nhận làm tốt công tác thương binh, liệt sĩ, người có công.", unit="commune",
                 kind="stock", code="F18", better="higher",
                 said=("xã|phường|thị trấn & làm tốt & thương binh|liệt sĩ|liệt sỹ|người có công|tbls",)),
]  # fmt: skip

files = [
    files_of("merit.dossiers",
             count("dossier", where=lambda dossier_field, dossier_is_received: (dossier_field == "merit") & dossier_is_received),
             label_vi="Hồ sơ người có công tiếp nhận, giải quyết",
             label_en="Files of people with merit",
             definition_vi="Hồ sơ thủ tục người có công tiếp nhận trong kỳ; hồ sơ năm trước chuyển sang tính vào tháng 1.", code="F05",
             said=(f"{MERIT} & hồ sơ|giải quyết chế độ|giải quyết & tiếp nhận|giải quyết|thẩm định|lượt|quyết định"
                   " - đúng hạn|tồn đọng|tỷ lệ|điều dưỡng|nhà",)),
    files_of("merit.dossiers.settled",
             count("dossier", where=lambda dossier_field, dossier_is_settled: (dossier_field == "merit") & dossier_is_settled),
             label_vi="Hồ sơ người có công đã giải quyết",
             label_en="Files of people with merit settled",
             definition_vi="Hồ sơ người có công kết thúc trong kỳ: đã quyết định, hoặc người nộp rút.", code="F05", better="higher",
             said=(f"{MERIT} & hồ sơ & đã giải quyết|giải quyết xong|hoàn thành|ra quyết định|ban hành quyết định",)),
    files_of("merit.dossiers.pending",
             count("dossier", where=lambda dossier_field, dossier_is_pending: (dossier_field == "merit") & dossier_is_pending),
             kind="stock", label_vi="Hồ sơ người có công còn tồn đọng",
             label_en="Files of people with merit pending", definition_vi="Hồ sơ người có công chưa giải quyết cuối kỳ.", code="F05",
             better="lower", said=(f"{MERIT} & hồ sơ & tồn đọng|còn tồn|chưa giải quyết|đang giải quyết",)),
    rate("merit.dossiers.in_time_rate", "Tỷ lệ hồ sơ người có công giải quyết đúng hạn",
         "Share of files of people with merit settled in time",
         "Hồ sơ người có công giải quyết đúng và trước hạn trên số đã giải quyết.", code="F05",
         said=(f"{MERIT} & hồ sơ & đúng hạn|trước hạn",)),
    people_in("merit.convalescence.centre", "Người có công điều dưỡng tập trung",
              "People with merit convalescing in a centre",
              "Người có công và thân nhân điều dưỡng tập trung trong kỳ.", code="F06", sheet="M86",
              said=("điều dưỡng & tập trung",)),
    people_in("merit.convalescence.home", "Người có công điều dưỡng tại nhà",
              "People with merit convalescing at home",
              "Người có công và thân nhân điều dưỡng tại gia đình trong kỳ.", code="F06", sheet="M68",
              said=("điều dưỡng & tại nhà|tại gia đình|tại gia",)),
    money("merit.convalescence.amount", "Kinh phí điều dưỡng người có công",
          "Paid for convalescence of people with merit", "Kinh phí điều dưỡng người có công và thân nhân trong kỳ.",
          code="F06", said=("điều dưỡng & kinh phí|số tiền|đồng|tổng",)),
    money("merit.worship.amount", "Kinh phí trợ cấp thờ cúng liệt sĩ", "Paid for worship of martyrs",
          "Kinh phí trợ cấp thờ cúng liệt sĩ trong kỳ.", code="F08", said=("thờ cúng & kinh phí|số tiền|đồng|tổng",)),
    people_in("merit.wrongful.people", "Người hưởng sai chế độ ưu đãi", "People who drew merit allowances wrongly",
              "Trường hợp hưởng sai chế độ ưu đãi người có công bị đình chỉ, thu hồi trong kỳ.", code="F17",
              better="lower",
              said=(f"hưởng sai|hưởng không đúng|sai quy định|đình chỉ & {MERIT}|chế độ|trợ cấp|người|trường hợp"
                    " - đồng",)),
    money("merit.wrongful.amount", "Tiền hưởng sai chế độ ưu đãi đã thu hồi", "Merit allowances taken back",
          "Số tiền hưởng sai chế độ ưu đãi người có công đã thu hồi trong kỳ.", code="F17",
          said=(f"thu hồi & hưởng sai|{MERIT}|trợ cấp|chế độ & đồng|số tiền|kinh phí|tiền - còn phải|chưa thu hồi",)),
    from_reports("merit.wrongful.outstanding", "Tiền hưởng sai chế độ ưu đãi còn phải thu hồi",
                 "Merit allowances still to be taken back",
                 "Số tiền hưởng sai chế độ ưu đãi người có công còn phải thu hồi cuối kỳ.", unit="dong",
                 kind="stock", code="F17", better="lower",
                 said=(f"còn phải thu|chưa thu hồi|phải thu hồi & hưởng sai|{MERIT}|trợ cấp|chế độ",)),
]  # fmt: skip

housing = [
    houses("merit.housing.total", "Nhà tình nghĩa bàn giao, hỗ trợ nhà ở người có công",
           "Houses for people with merit", "Nhà ở xây mới và sửa chữa cho người có công bàn giao trong kỳ.",
           code="F09", sheet="302-303/NCC-Sở:1",
           said=("nhà tình nghĩa - xây mới|xây dựng mới|sửa chữa|nâng cấp|đồng", f"{BOTH} & {HOUSES} & {MERIT}",
                 f"{HOUSES} & {MERIT} & hỗ trợ|bàn giao|cải thiện|trao - xây mới|xây dựng mới|sửa chữa|nâng cấp"
                 "|đồng|mức sống|quà|điều dưỡng tại nhà")),
    houses("merit.housing.new", "Nhà xây mới cho người có công", "Houses built for people with merit",
           "Nhà ở xây mới cho người có công trong kỳ.", code="F09", sheet="302-303/NCC-Sở:2",
           said=(f"xây mới|xây dựng mới|làm mới & {HOUSES} & {MERIT} - đang triển khai|đang xây"
                 f"|đang thi công|hộ nghèo|{BOTH}",
                 f"xây mới|xây dựng mới & {HOUSES} - đang triển khai|đang xây|hộ nghèo",
                 f"xây dựng|xây & nhà tình nghĩa - đang triển khai|đang xây|sửa chữa|nâng cấp|bàn giao|{BOTH}")),
    houses("merit.housing.repaired", "Nhà sửa chữa cho người có công", "Houses repaired for people with merit",
           "Nhà ở sửa chữa, nâng cấp cho người có công trong kỳ.", code="F09", sheet="302-303/NCC-Sở:3",
           said=(f"sửa chữa|nâng cấp|cải tạo & {HOUSES} & {MERIT} - đang triển khai|đang sửa|hộ nghèo|nghĩa trang"
                 f"|đài tưởng niệm|công trình|{BOTH}",
                 f"sửa chữa|nâng cấp & {HOUSES} - đang triển khai|đang sửa|hộ nghèo|nghĩa trang|đài tưởng niệm"
                 "|công trình")),
    houses("merit.housing.new.ongoing", "Nhà đang xây mới cho người có công",
           "Houses being built for people with merit", "Nhà ở đang xây mới cho người có công cuối kỳ.", code="F09",
           said=("đang triển khai|đang xây|đang thi công|đang khởi công & xây mới|xây dựng mới|xây dựng"
                 f" & {HOUSES}",)),
    houses("merit.housing.repaired.ongoing", "Nhà đang sửa chữa cho người có công",
           "Houses being repaired for people with merit", "Nhà ở đang sửa chữa cho người có công cuối kỳ.",
           code="F09", said=(f"đang triển khai|đang sửa|đang thi công & sửa chữa|nâng cấp & {HOUSES}",)),
    from_reports("merit.housing.households", "Hộ người có công được hỗ trợ nhà ở",
                 "Families with merit supported with housing",
                 "Hộ người có công được hỗ trợ xây, sửa nhà hoặc cấp đất ở trong kỳ.", unit="household", kind="flow",
                 code="F09", sheet="302-303/NCC-Sở:1", better="higher",
                 said=(f"hộ|gia đình & nhà ở|nhà & {MERIT} & hỗ trợ|xây|sửa - mức sống",)),
    money("merit.housing.amount", "Kinh phí hỗ trợ nhà ở người có công", "Paid for houses of people with merit",
          "Kinh phí hỗ trợ nhà ở người có công trong kỳ, mọi nguồn.", code="F09", sheet="302-303/NCC-Sở:5",
          said=(f"{HOUSES} & {MERIT} & kinh phí|số tiền|đồng|trị giá - quà",)),
]  # fmt: skip

memory = [
    from_reports("merit.gifts.people", "Quà tặng người có công", "Gifts to people with merit",
                 "Suất quà, lượt người có công và thân nhân được tặng quà Tết, quà 27/7 trong kỳ, mọi nguồn.",
                 unit="gift", kind="flow", code="F12", better="higher",
                 also=("merit.gifts.count", "merit.gifts.turns"),
                 said=(f"quà|tặng quà & {MERIT}|27 7|tết & suất|lượt|người|đối tượng|phần - đồng|hộ nghèo|bảo trợ"
                       "|trẻ em|cán bộ|công chức|công nhân viên|công nhân lao động|người lao động",)),
    money("merit.gifts.amount", "Tiền quà tặng người có công", "Money of gifts to people with merit",
          "Tiền quà Tết, quà 27/7 cho người có công và thân nhân trong kỳ, mọi nguồn.", code="F12",
          said=(f"quà|tặng quà & {MERIT}|27 7|tết & đồng|kinh phí|trị giá|số tiền - hộ nghèo|bảo trợ|trẻ em",)),
    from_reports("merit.savings_books", "Sổ tiết kiệm tình nghĩa", "Savings books given to people with merit",
                 "Sổ tiết kiệm tình nghĩa tặng người có công trong kỳ.", unit="gift", kind="flow", code="F10",
                 better="higher", said=("sổ tiết kiệm|sổ tình nghĩa - đồng",)),
    from_reports("merit.graves", "Mộ liệt sĩ", "Graves of martyrs",
                 "Mộ liệt sĩ đang quản lý trong và ngoài nghĩa trang.", unit="grave", kind="stock", code="F13",
                 sheet="M94",
                 said=("mộ liệt sĩ|mộ liệt sỹ|phần mộ|ngôi mộ|mộ & liệt sĩ|liệt sỹ|nghĩa trang - quy tập|danh tính"
                       "|adn|di chuyển",)),
    from_reports("merit.graves.gathered", "Hài cốt liệt sĩ quy tập, di chuyển", "Remains of martyrs gathered",
                 "Hài cốt liệt sĩ được tìm kiếm, quy tập, di chuyển trong kỳ.", unit="grave", kind="flow",
                 code="F13", better="higher",
                 said=("hài cốt|quy tập|di chuyển|truy điệu & liệt sĩ|liệt sỹ|mộ - danh tính|adn",)),
    from_reports("merit.graves.identified", "Liệt sĩ được xác định danh tính", "Martyrs identified",
                 "Hài cốt liệt sĩ được xác định danh tính, kể cả bằng giám định ADN, trong kỳ.", unit="grave",
                 kind="flow", code="F13", better="higher",
                 said=("danh tính|adn|xác định thông tin & liệt sĩ|liệt sỹ|mộ|hài cốt",)),
    from_reports("merit.certificates", "Bằng Tổ quốc ghi công", "Certificates of martyrs",
                 "Bằng Tổ quốc ghi công cấp mới, cấp lại, cấp đổi trong kỳ.", unit="certificate", kind="flow",
                 code="F14", said=("tổ quốc ghi công|tqgc - cấp mới|cấp lại|cấp đổi",)),
    *(from_reports(f"merit.certificates.{name}", f"Bằng Tổ quốc ghi công {vi}", f"Certificates of martyrs, {en}",
                   f"Bằng Tổ quốc ghi công {vi} trong kỳ.", unit="certificate", kind="flow", code="F14",
                   said=(f"tổ quốc ghi công|tqgc & {words}",))
      for name, vi, en, words in (("new", "cấp mới", "new", "cấp mới"), ("reissued", "cấp lại, cấp đổi", "reissued", "cấp lại|cấp đổi"))),
    from_reports("merit.monuments", "Công trình ghi công liệt sĩ được tu sửa", "Monuments of martyrs repaired",
                 "Nghĩa trang, đài tưởng niệm, nhà bia ghi tên liệt sĩ được xây, tu sửa trong kỳ.", unit="monument",
                 kind="flow", code="F15", sheet="TT44", better="higher",
                 said=("công trình ghi công|nghĩa trang|đài tưởng niệm|nhà bia|bia ghi tên & tu sửa|sửa chữa"
                       "|nâng cấp|tu bổ|xây dựng|tôn tạo|công trình - đồng|mộ",)),
    money("merit.monuments.amount", "Kinh phí tu sửa công trình ghi công liệt sĩ", "Paid for monuments of martyrs",
          "Kinh phí xây, tu sửa công trình ghi công liệt sĩ trong kỳ.", code="F15", sheet="TT44",
          said=("công trình ghi công|nghĩa trang|đài tưởng niệm|nhà bia & kinh phí|số tiền|đồng",)),
]  # fmt: skip

GRATITUDE, FOR_THE_POOR = "đền ơn đáp nghĩa|quỹ đơđn|quỹ đền ơn", "quỹ vì người nghèo|vì người nghèo"
funds = [
    money("fund.gratitude.amount", "Quỹ Đền ơn đáp nghĩa vận động được", "Raised for the Fund of Gratitude",
          "Tiền vận động ủng hộ Quỹ Đền ơn đáp nghĩa các cấp trong kỳ.", code="F10", sheet="304/NCC-Sở:1",
          better="higher",
          said=(f"{GRATITUDE} - chi|hỗ trợ xây|đã chi|phong trào",
                f"{GRATITUDE} & vận động|huy động|ủng hộ|đóng góp|thu|đạt")),
    money("fund.gratitude.spent", "Quỹ Đền ơn đáp nghĩa đã chi", "Spent by the Fund of Gratitude",
          "Tiền Quỹ Đền ơn đáp nghĩa các cấp đã chi trong kỳ.", code="F10",
          said=(f"{GRATITUDE} & đã chi|chi hỗ trợ|trích|sử dụng|chi từ",)),
    money("fund.poor.amount", "Quỹ Vì người nghèo vận động được", "Raised for the Fund for the Poor",
          "Tiền vận động ủng hộ Quỹ Vì người nghèo và an sinh xã hội các cấp trong kỳ.", code="H11", better="higher",
          said=(f"{FOR_THE_POOR} - đã chi|trích|phong trào thi đua|cả nước chung tay",
                f"{FOR_THE_POOR} & vận động|huy động|ủng hộ|đóng góp|thu|tiếp nhận")),
    money("fund.poor.spent", "Quỹ Vì người nghèo đã chi", "Spent by the Fund for the Poor",
          "Tiền Quỹ Vì người nghèo các cấp đã chi trong kỳ.", code="H11",
          said=(f"{FOR_THE_POOR} & đã chi|chi hỗ trợ|trích|sử dụng",)),
]  # fmt: skip

relations = [
    among("merit.beneficiaries", tuple(f"merit.{name}" for name in (
        "heroic_mothers", "martyrs", "wounded_sick", "agent_orange", "prisoners", "helpers", "revolutionaries", "heroes"))),
    parts("merit.wounded_sick", ("merit.wounded", "merit.sick")),
    not_below("merit.heroic_mothers", "merit.heroic_mothers.living"),
    not_below("merit.heroic_mothers.living", "merit.heroic_mothers.cared"),
    not_below("merit.dossiers", "merit.dossiers.settled"),
    parts("payments.convalescence_turns", ("merit.convalescence.centre", "merit.convalescence.home")),
    parts("merit.certificates", ("merit.certificates.new", "merit.certificates.reissued")),
    not_below("merit.gifts.amount", "payments.gift_dong"),
]  # fmt: skip
