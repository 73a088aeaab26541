"""Values kept in the tables of payments and what people call them (Vietnamese, English)."""

PROGRAMMES = {
    "assistance": ("Trợ giúp xã hội, hưu trí xã hội", "Social assistance and social pension"),
    "merit": ("Ưu đãi người có công", "People with merit"),
    "support": ("Hỗ trợ theo diện hộ", "Supports tied to a class"),
    "relief": ("Trợ giúp khẩn cấp", "Relief"),
    "unemployment": ("Bảo hiểm thất nghiệp", "Unemployment insurance"),
}
PURSES = {
    "central_merit": ("Ngân sách trung ương, ưu đãi người có công", "Central budget, merit"),
    "province_assistance": ("Ngân sách địa phương, bảo đảm xã hội", "Provincial budget, social protection"),
    "province_support": ("Ngân sách địa phương, hỗ trợ hộ nghèo", "Provincial budget, supports"),
    "gratitude_fund": ("Quỹ Đền ơn đáp nghĩa", "Gratitude fund"),
    "relief": ("Dự phòng, cứu trợ", "Relief reserve"),
    "unemployment_fund": ("Quỹ bảo hiểm thất nghiệp", "Unemployment insurance fund"),
}
# The stages of a run, in order; each is somebody's act.
STATES = {
    "planned": ("đã lập", "planned"),
    "signed": ("đã ký", "signed"),
    "sent": ("đã gửi đơn vị chi trả", "sent"),
    "reconciled": ("đã đối chiếu", "reconciled"),
    "closed": ("đã chốt", "closed"),
    "discarded": ("đã bỏ", "discarded"),
}
# Whose hand each stage is: role and the word for the hand. No one may be two hands of one run.
HANDS = {
    "plan": ("province_officer", "lập", "prepares"),
    "sign": ("province_leader", "duyệt", "approves"),
    "send": ("province_accountant", "chi", "pays"),
    "reconcile": ("province_reconciler", "đối chiếu", "reconciles"),
    "close": ("province_reconciler", "chốt", "closes"),
}
# Kinds of line. The first four change what the ledger has recognised for a person, a benefit and a month.
RECOGNISED = ("due", "arrears", "once", "recovery")
KINDS = {
    "due": ("tháng này", "this month"),
    "arrears": ("truy lĩnh", "arrears"),
    "once": ("một lần", "once"),
    "recovery": ("truy thu", "recovery"),
    "carried": ("chưa nhận kỳ trước", "carried over"),
    "offset": ("bù trừ truy thu", "set against a recovery"),
    "instalment": ("trừ dần truy thu", "instalment of a recovery"),
}
# How a person's money moves against the month before.
MOVEMENTS = {
    "continuing": ("tiếp tục", "continuing"),
    "up": ("tăng mức", "up"),
    "down": ("giảm mức", "down"),
    "new": ("tăng mới", "new"),
    "stopped": ("giảm, thôi hưởng", "stopped"),
}
PROVIDER_KINDS = {
    "bank": ("ngân hàng", "bank"),
    "wallet": ("ví điện tử", "wallet"),
    "post": ("bưu điện", "post office"),
    "cash_point": ("điểm chi trả", "cash point"),
}
OUTCOMES = {"paid": ("đã nhận", "paid"), "returned": ("trả lại", "returned")}
EXCEPTIONS = {
    "unknown_reference": ("không có lệnh chi nào mang số này", "unknown reference"),
    "wrong_amount": ("sai số tiền", "wrong amount"),
    "duplicate_in_file": ("lặp trong tệp", "duplicate in file"),
    "paid_twice": ("đã trả ở tệp hoặc kỳ khác", "paid twice"),
    "partly_paid": ("trả một phần", "partly paid"),
    "returned": ("ngân hàng trả lại", "returned"),
    "name_mismatch": ("tên không khớp", "name mismatch"),
    "late": ("trả sau khi đã chốt", "late"),
    "unreadable": ("không đọc được dòng", "unreadable line"),
    "matched_by_person": ("khớp theo người và số tiền, không theo số lệnh", "matched by person and amount"),
}
# What an officer says of an exception; only the first two move money.
SETTLED_AS = {
    "paid": ("ghi là đã nhận", "counted as paid"),
    "returned": ("ghi là trả lại", "counted as returned"),
    "dismissed": ("không ghi sổ, chỉ lưu", "set aside"),
}
UNPAID = {
    "carried": ("chuyển tháng sau", "carried to the next month"),
    "carried_and_stopped": ("chuyển tháng sau và tạm dừng", "carried, and the title suspended"),
    "written_back": ("nộp trả ngân sách", "paid back to the purse"),
}
SEVERITIES = {"stop": ("chặn", "stops"), "warn": ("cần xem", "warning"), "info": ("để biết", "note")}
WARNINGS = {
    "unknown_amount": ("chưa tính được", "amount unknown"),
    "law_not_accepted": ("mức chưa được chấp nhận", "value of the law not accepted"),
    "law_absent": ("cả chế độ không tính được", "a whole benefit not given"),
    "dead": ("đã chết", "died"),
    "in_prison": ("đang chấp hành án", "in prison"),
    "feed_open": ("tin báo chưa xử lý", "report not settled"),
    "no_channel": ("chưa có hình thức chi trả", "no way to pay"),
    "shared_account": ("nhiều người chung tài khoản", "account shared"),
    "shared_phone": ("nhiều người chung số điện thoại", "telephone shared"),
    "shared_proxy": ("một người nhận thay cho nhiều người", "proxy of many"),
    "proxy_expired": ("hết hạn ủy quyền", "proxy expired"),
    "account_unverified": ("tài khoản chưa xác minh", "account not verified"),
    "identity": ("định danh chưa khớp", "identity not verified"),
    "long_unpaid": ("chưa nhận quá một tháng", "unpaid over a month"),
    "large_change": ("thay đổi lớn", "large change"),
    "allotment": ("vượt dự toán còn lại", "exceeds the allotment"),
    "no_extract": ("thiếu số trích lục khai tử", "no death extract"),
}
# Accounts of the ledger: what each balance says.
ACCOUNTS = {
    "expense": ("chi trợ cấp", "benefit expense"),
    "payable": ("phải trả người hưởng", "payable to beneficiaries"),
    "receivable": ("phải thu hồi", "receivable from beneficiaries"),
    "treasury": ("rút dự toán kho bạc", "drawn from the treasury"),
    "provider": ("tiền tại đơn vị chi trả", "money with the provider"),
}
