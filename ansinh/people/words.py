"""Values kept in the tables of people and what people call them (Vietnamese, English)."""

SEXES = {"m": ("nam", "male"), "f": ("nữ", "female")}

ROLES = {
    "head": ("chủ hộ", "head"),
    "spouse": ("vợ/chồng", "spouse"),
    "child": ("con", "child"),
    "parent": ("bố/mẹ", "parent"),
    "grandchild": ("cháu", "grandchild"),
    "sibling": ("anh/chị/em", "sibling"),
    "other": ("khác", "other"),
}
# Form B1, item 3: 1 head, 2 spouse, 3 child, 4 parent, 5 other.
ROLE_FORM_CODES = {"head": 1, "spouse": 2, "child": 3, "parent": 4, "grandchild": 5, "sibling": 5, "other": 5}

# Kinds of organisation, as the employers' form 02 of Circular 01/2022/TT-BLĐTBXH groups them.
ORGANISATION_KINDS = {
    "state_enterprise": ("doanh nghiệp nhà nước", "state enterprise"),
    "private_enterprise": ("doanh nghiệp ngoài nhà nước", "private enterprise"),
    "foreign_enterprise": ("doanh nghiệp có vốn đầu tư nước ngoài", "foreign-invested enterprise"),
    "cooperative": ("hợp tác xã", "cooperative"),
    "household_business": ("hộ kinh doanh", "household business"),
    "public_body": ("cơ quan, đơn vị sự nghiệp", "public body"),
    "other": ("tổ chức khác", "other organisation"),
}
WAGE_REGIONS = ("I", "II", "III", "IV")  # of the regional minimum wage
ENTERPRISES = ("state_enterprise", "private_enterprise", "foreign_enterprise")
# The 21 sections of the Vietnam Standard Industrial Classification (Decision 27/2018/QĐ-TTg).
SECTIONS = {
    "A": ("Nông nghiệp, lâm nghiệp và thủy sản", "Agriculture, forestry and fishing"),
    "B": ("Khai khoáng", "Mining"),
    "C": ("Công nghiệp chế biến, chế tạo", "Manufacturing"),
    "D": ("Sản xuất và phân phối điện, khí đốt, nước nóng, hơi nước", "Electricity, gas and steam"),
    "E": ("Cung cấp nước; xử lý rác thải, nước thải", "Water, sewerage and waste"),
    "F": ("Xây dựng", "Construction"),
    "G": ("Bán buôn và bán lẻ; sửa chữa xe", "Trade and repair of vehicles"),
    "H": ("Vận tải kho bãi", "Transport and storage"),
    "I": ("Dịch vụ lưu trú và ăn uống", "Accommodation and food"),
    "J": ("Thông tin và truyền thông", "Information and communication"),
    "K": ("Tài chính, ngân hàng và bảo hiểm", "Finance and insurance"),
    "L": ("Kinh doanh bất động sản", "Real estate"),
    "M": ("Chuyên môn, khoa học và công nghệ", "Professional, scientific and technical"),
    "N": ("Hành chính và dịch vụ hỗ trợ", "Administrative and support services"),
    "O": ("Hoạt động của Đảng, Nhà nước, đoàn thể; quốc phòng, an ninh", "Public administration"),
    "P": ("Giáo dục và đào tạo", "Education"),
    "Q": ("Y tế và trợ giúp xã hội", "Health and social work"),
    "R": ("Nghệ thuật, vui chơi và giải trí", "Arts and recreation"),
    "S": ("Dịch vụ khác", "Other services"),
    "T": ("Làm thuê trong hộ gia đình", "Households as employers"),
    "U": ("Tổ chức và cơ quan quốc tế", "International bodies"),
}

OTHER_ETHNICITY = 55
# The list of ethnic groups of the General Statistics Office (Decision 121-TCTK/PPCĐ, 2 March 1979).
ETHNICITIES = {
    code: (name, name if code != OTHER_ETHNICITY else "Other, foreign")
    for code, name in enumerate(
        (
            "Kinh", "Tày", "Thái", "Hoa", "Khmer", "Mường", "Nùng", "Mông", "Dao", "Gia Rai", "Ngái", "Ê Đê", "Ba Na",
            "Xơ Đăng", "Sán Chay", "Cơ Ho", "Chăm", "Sán Dìu", "Hrê", "Mnông", "Raglay", "Xtiêng", "Bru - Vân Kiều",
            "Thổ", "Giáy", "Cơ Tu", "Gié Triêng", "Mạ", "Khơ Mú", "Co", "Tà Ôi", "Chơ Ro", "Kháng", "Xinh Mun",
            "Hà Nhì", "Chu Ru", "Lào", "La Chí", "La Ha", "Phù Lá", "La Hủ", "Lự", "Lô Lô", "Chứt", "Mảng", "Pà Thẻn",
            "Cơ Lao", "Cống", "Bố Y", "Si La", "Pu Péo", "Brâu", "Ơ Đu", "Rơ Măm", "Khác, nước ngoài",
        ),
        start=1,
    )
}  # fmt: skip
# Other spellings officers write, folded.
ETHNICITY_SPELLINGS = {
    "viet": 1, "han": 4, "kho me": 5, "kho-me": 5, "khmer krom": 5, "khome": 5, "khmer nam bo": 5, "h'mong": 8, "hmong": 8, "meo": 8,
    "man": 9, "gia-rai": 10, "jrai": 10, "gia rai": 10, "ede": 12, "e-de": 12, "ba-na": 13, "bahnar": 13, "xo-dang": 14,
    "xe dang": 14, "cao lan": 15, "co-ho": 16, "k'ho": 16, "cham": 17, "hre": 19, "m'nong": 20, "ra glai": 21, "ra-glai": 21,
    "raglai": 21, "stieng": 22, "x'tieng": 22, "bru van kieu": 23, "van kieu": 23, "bru": 23, "co-tu": 26, "katu": 26,
    "gie-trieng": 27, "gie": 27, "kho-mu": 29, "cor": 30, "ta-oi": 31, "cho-ro": 32, "xinh-mun": 34, "chu-ru": 36,
    "bo-y": 49, "si-la": 50, "pu-peo": 51, "o-du": 53, "ro-mam": 54, "khac": 55, "nuoc ngoai": 55, "nguoi nuoc ngoai": 55,
}  # fmt: skip

# The 63 province codes of birth registration inside a personal number, as the units were before 1 July 2025.
BIRTH_PROVINCES = {
    "001": "Hà Nội", "002": "Hà Giang", "004": "Cao Bằng", "006": "Bắc Kạn", "008": "Tuyên Quang", "010": "Lào Cai",
    "011": "Điện Biên", "012": "Lai Châu", "014": "Sơn La", "015": "Yên Bái", "017": "Hòa Bình", "019": "Thái Nguyên",
    "020": "Lạng Sơn", "022": "Quảng Ninh", "024": "Bắc Giang", "025": "Phú Thọ", "026": "Vĩnh Phúc", "027": "Bắc Ninh",
    "030": "Hải Dương", "031": "Hải Phòng", "033": "Hưng Yên", "034": "Thái Bình", "035": "Hà Nam", "036": "Nam Định",
    "037": "Ninh Bình", "038": "Thanh Hóa", "040": "Nghệ An", "042": "Hà Tĩnh", "044": "Quảng Bình", "045": "Quảng Trị",
    "046": "Thừa Thiên Huế", "048": "Đà Nẵng", "049": "Quảng Nam", "051": "Quảng Ngãi", "052": "Bình Định",
    "054": "Phú Yên", "056": "Khánh Hòa", "058": "Ninh Thuận", "060": "Bình Thuận", "062": "Kon Tum", "064": "Gia Lai",
    "066": "Đắk Lắk", "067": "Đắk Nông", "068": "Lâm Đồng", "070": "Bình Phước", "072": "Tây Ninh", "074": "Bình Dương",
    "075": "Đồng Nai", "077": "Bà Rịa - Vũng Tàu", "079": "Hồ Chí Minh", "080": "Long An", "082": "Tiền Giang",
    "083": "Bến Tre", "084": "Trà Vinh", "086": "Vĩnh Long", "087": "Đồng Tháp", "089": "An Giang", "091": "Kiên Giang",
    "092": "Cần Thơ", "093": "Hậu Giang", "094": "Sóc Trăng", "095": "Bạc Liêu", "096": "Cà Mau",
}  # fmt: skip

FIRST_YEAR = 1900

# What the population database answered, as today's systems call it.
IDENTITIES = {
    "not_sent": ("chưa gửi", "not sent"),
    "waiting": ("chờ xác thực", "waiting"),
    "verified": ("đã xác thực", "verified"),
    "mismatch": ("lệch thông tin", "mismatch"),
    "not_found": ("không thấy thông tin", "not found"),
    "no_number": ("không có CCCD", "no personal number"),
}
IDENTITY_FIELDS = {
    "name": ("họ tên", "name"),
    "birth": ("ngày sinh", "birth day"),
    "sex": ("giới tính", "sex"),
    "personal_number": ("số định danh", "personal number"),
}
MISMATCH_STATES = {
    "open": ("chờ xử lý", "waiting"),
    "corrected": ("đã sửa theo CSDL dân cư", "corrected"),
    "kept": ("giữ thông tin của ta", "ours kept"),
    "superseded": ("có câu trả lời mới hơn", "superseded"),
}
PAIR_STATES = {
    "waiting": ("chờ xem", "waiting"),
    "unclear": ("chưa rõ", "unclear"),
    "two": ("là hai người", "two persons"),
    "one": ("là một người", "one person"),
}
MERGE_STATES = {
    "proposed": ("chờ xác nhận", "waiting for confirmation"),
    "done": ("đã gộp", "merged"),
    "refused": ("không gộp", "refused"),
    "undone": ("đã gỡ", "undone"),
}

LOOKS = {
    "look": ("Xem hồ sơ", "File looked at"),
    "download": ("Tải tệp về", "File taken away"),
    "export": ("Xuất danh sách", "List exported"),
    "reveal": ("Mở số bị che", "Hidden number revealed"),
}
ACTS = {
    "reveal": ("Xem số đầy đủ", "Whole numbers shown"),
    "person.register": ("Ghi người vào sổ", "Person registered"),
    "person.correct": ("Sửa thông tin", "Person corrected"),
    "person.record_death": ("Ghi người chết", "Death recorded"),
    "household.found": ("Lập hộ", "Household founded"),
    "household.join": ("Vào hộ", "Joined a household"),
    "household.leave": ("Ra khỏi hộ", "Left a household"),
    "household.split": ("Tách hộ", "Household split"),
    "household.merge": ("Nhập hộ", "Households merged"),
    "household.move": ("Chuyển nơi ở", "Household moved"),
    "household.change_head": ("Đổi chủ hộ", "Head changed"),
    "household.correct": ("Sửa địa chỉ", "Address corrected"),
    "people.import": ("Nhập tệp", "File imported"),
    "doubles.find": ("Tìm người trùng", "Doubles searched"),
    "double.two": ("Kết luận là hai người", "Found to be two persons"),
    "double.unclear": ("Người trùng chưa rõ", "Double left unclear"),
    "merge.propose": ("Đề nghị gộp", "Merge proposed"),
    "merge.confirm": ("Gộp hai dòng của một người", "Persons merged"),
    "merge.refuse": ("Không gộp", "Merge refused"),
    "merge.undo": ("Gỡ lần gộp", "Merge undone"),
    "verification.ask": ("Gửi xác thực", "Verification asked"),
    "verification.answer": ("Nhận kết quả xác thực", "Verification answered"),
    "mismatch.keep": ("Giữ thông tin của ta", "Ours kept"),
    "mismatch.assign": ("Giao xử lý lệch thông tin", "Mismatch assigned"),
}

# What a merge moves, by table.
MOVED = {
    "people.membership": ("tư cách trong hộ", "memberships"),
    "people.household": ("chủ hộ", "households headed"),
    "people.person": ("dòng đã gộp trước", "rows merged before"),
    "people.mismatch": ("lệch thông tin", "mismatches"),
    "people.identity": ("kết quả xác thực", "identity states"),
    "benefits.title": ("diện hưởng", "titles"),
    "benefits.claim": ("trợ cấp một lần", "claims"),
    "benefits.channel": ("hình thức chi trả", "channels"),
    "benefits.proxy": ("ủy quyền nhận thay", "proxies"),
    "benefits.income": ("thu nhập hằng tháng", "incomes"),
    "benefits.study": ("thời gian đi học", "studies"),
    "benefits.custody": ("thời gian giam giữ", "custodies"),
    "benefits.disabilitycertificate": ("giấy xác nhận khuyết tật", "disability certificates"),
    "benefits.feed": ("tin báo", "reports"),
    "payments.recovery": ("khoản phải thu hồi", "recoveries"),
    "poverty.formbmember": ("thành viên trong phiếu B", "members in form B"),
    "poverty.reviewmember": ("thành viên trong phiếu rà soát", "members in reviews"),
    "dossiers.dossier": ("hồ sơ", "dossiers"),
    "dossiers.paper": ("giấy tờ", "papers"),
    "dossiers.archivefile": ("hồ sơ lưu trữ", "archived files"),
    "labour.supplyform": ("phiếu cung lao động", "forms of labour supply"),
    "labour.workforceline": ("dòng trong báo cáo sử dụng lao động", "lines in reports of employers"),
    "labour.placement": ("việc làm đã nhận", "jobs begun"),
    "labour.seeker": ("phiếu tìm việc", "searches for work"),
    "labour.counsel": ("lượt tư vấn", "turns of advice"),
    "labour.jobloan": ("vốn vay giải quyết việc làm", "loans for jobs"),
    "labour.abroadcontract": ("hợp đồng đi làm việc ở nước ngoài", "contracts abroad"),
    "labour.abroadsupport": ("hỗ trợ đi làm việc ở nước ngoài", "support to work abroad"),
    "labour.returnsupport": ("hỗ trợ khi về nước", "help on return"),
    "labour.abroadviolation": ("vi phạm khi làm việc ở nước ngoài", "violations abroad"),
    "labour.contribution": ("quá trình đóng bảo hiểm thất nghiệp", "contributions to unemployment insurance"),
    "labour.contributionmismatch": ("lệch thông tin quá trình đóng", "mismatches of contributions"),
    "labour.unemploymentright": ("quyết định hưởng trợ cấp thất nghiệp", "rights to unemployment benefit"),
    "labour.trainingsupport": ("hỗ trợ học nghề khi thất nghiệp", "training support of the unemployed"),
    "labour.enrolment": ("lượt học nghề", "enrolments"),
    "labour.visitor": ("vé phiên giao dịch việc làm", "tickets of job fairs"),
    "labour.interview": ("lượt phỏng vấn", "interviews"),
}
# What each level of each compared field says of two persons being one.
EVIDENCE: dict[tuple[str, str], tuple[str, str]] = {
    ("name", "same"): ("Họ và tên chính giống nhau (tên càng hiếm càng nặng)", "Same family and given name (the rarer, the heavier)"),
    ("name", "sounds"): ("Họ và tên viết khác nhưng đọc như nhau (y/i, s/x, tr/ch …)", "Family and given name sound alike"),
    ("name", "mixed"): ("Cùng các chữ trong tên, khác thứ tự", "The same words of a name in another order"),
    ("name", "near"): ("Họ và tên chỉ khác một chữ cái", "Family and given name differ by one letter"),
    ("name", "given"): ("Tên giống, họ khác", "Same given name, another family name"),
    ("name", "differs"): ("Họ hoặc tên khác nhau", "Family or given name differs"),
    ("middle", "written"): ("Cả họ tên viết giống hệt, đủ dấu", "The whole name written alike, diacritics too"),
    ("middle", "plain"): ("Cả họ tên giống nhau, một bên viết không dấu", "The whole name alike, once without diacritics"),
    ("middle", "tones"): ("Cả họ tên giống nhau khi bỏ dấu, nhưng dấu khác", "The whole name alike but for diacritics"),
    ("middle", "short"): ("Chữ đệm một bên viết tắt, khớp chữ đầu", "Middle name shortened on one side, initials agree"),
    ("middle", "left_out"): ("Một bên thiếu chữ đệm", "Middle name left out on one side"),
    ("middle", "near"): ("Chữ đệm gần giống", "Middle names nearly alike"),
    ("middle", "other"): ("Cùng họ và tên nhưng chữ đệm khác hẳn", "Same family and given name, quite another middle name"),
    ("middle", "sounds"): ("Chữ đệm giống nhau", "Same middle name"),
    ("middle", "differs"): ("Chữ đệm khác nhau", "Middle names differ"),
    ("birth", "same"): ("Cùng ngày, tháng, năm sinh", "Same birth day"),
    ("birth", "year"): ("Cùng năm sinh, ngày tháng một bên không rõ (hoặc ghi 01/01)", "Same birth year, day unknown on one side (or 1 January)"),
    ("birth", "swapped"): ("Cùng năm sinh, ngày và tháng đảo nhau", "Same birth year, day and month exchanged"),
    ("birth", "digit"): ("Ngày sinh chỉ khác một chữ số", "Birth days differ by one digit"),
    ("birth", "month"): ("Cùng tháng, năm sinh, khác ngày", "Same month and year of birth, another day"),
    ("birth", "same_year"): ("Chỉ cùng năm sinh", "Only the same birth year"),
    ("birth", "near_year"): ("Năm sinh lệch một, hai năm", "Birth years one or two apart"),
    ("birth", "differs"): ("Ngày sinh khác nhau", "Birth days differ"),
    ("number", "next"): ("Số định danh chỉ khác chữ số cuối (gõ sai, hoặc hai số cấp liền nhau)", "Personal numbers differ in the last digit"),
    ("number", "digit"): ("Số định danh chỉ sai hoặc đảo một chữ số", "Personal numbers differ by one digit, or two exchanged"),
    ("number", "differs"): ("Hai số định danh khác hẳn nhau", "Personal numbers quite different"),
    ("sex", "same"): ("Cùng giới tính", "Same sex"),
    ("sex", "differs"): ("Khác giới tính", "Another sex"),
    ("home", "household"): ("Cùng một hộ", "In one household"),
    ("home", "kin"): ("Ở hai hộ nhưng có từ hai người nhà trùng tên", "In two households with two or more namesakes beside them"),
    ("home", "one_kin"): ("Ở hai hộ có một người nhà trùng tên", "In two households with one namesake beside them"),
    ("home", "hamlet"): ("Cùng thôn, ấp, khóm", "In one hamlet"),
    ("home", "commune"): ("Cùng xã, khác thôn", "In one commune, another hamlet"),
    ("home", "differs"): ("Ở hai xã khác nhau", "In two communes"),
}  # fmt: skip
