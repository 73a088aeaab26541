"""Values kept of dossiers and what people call them (Vietnamese, English)."""

STATES = {
    "submitted": ("chờ tiếp nhận", "waiting to be received"),
    "in_progress": ("đang giải quyết", "being handled"),
    "waiting": ("chờ bổ sung", "waiting for supplements"),
    "decided": ("đã quyết định", "decided"),
    "handed_out": ("đã trả kết quả", "handed out"),
    "not_received": ("không tiếp nhận", "not received"),
    "withdrawn": ("đã rút", "withdrawn"),
}
# On the desk of a body; its days are counted.
RUNNING = ("in_progress", "waiting")
OPEN = ("submitted", *RUNNING)
CLOSED = ("handed_out", "not_received", "withdrawn")
CHANNELS = {
    "desk": ("tại một cửa", "at the desk"),
    "post": ("bưu chính", "by post"),
    "online": ("trực tuyến", "online"),
    "behalf": ("cán bộ nộp thay", "by an officer on someone's behalf"),
    "import": ("từ hệ thống một cửa", "from the one-stop system"),
}
WHO = {
    "self": ("chính người hưởng", "the person"),
    "household": ("đại diện hộ", "for the household"),
    "relative": ("thân nhân", "a relative"),
    "guardian": ("người giám hộ", "a guardian"),
    "carer": ("người chăm sóc", "a carer"),
    "organisation": ("cơ quan, tổ chức", "an organisation"),
    "officer": ("cán bộ đề nghị", "an officer"),
}
OUTCOMES = {
    "granted": ("chấp thuận", "granted"),
    "refused": ("không chấp thuận", "refused"),
}
CHECKS = {
    "present": ("đã nộp", "handed in"),
    "known": ("nhà nước đã có", "held by the state"),
    "missing": ("còn thiếu", "missing"),
    "not_needed": ("không cần", "not needed"),
}
RESULTS = {
    "done": ("xong", "done"),
    "returned": ("trả lại bước trước", "sent back"),
    "recalled": ("thu hồi", "recalled"),
    "reassigned": ("giao người khác", "reassigned"),
    "ended": ("dừng theo hồ sơ", "ended with the dossier"),
}
# What happened to a dossier, in order: the path the evidence of the process is made of.
MOVES = {
    "open": ("mở hồ sơ", "opened"),
    "submit": ("nộp", "submitted"),
    "receive": ("tiếp nhận", "received"),
    "not_receive": ("không tiếp nhận", "not received"),
    "attach": ("gắn người hưởng", "person attached"),
    "start": ("bắt đầu bước", "step started"),
    "finish": ("xong bước", "step finished"),
    "return": ("trả lại bước trước", "sent back"),
    "ask": ("yêu cầu bổ sung", "supplement asked"),
    "hand_in": ("người nộp gửi bổ sung", "supplement sent by the applicant"),
    "supplement": ("đã bổ sung", "supplemented"),
    "recall": ("thu hồi", "recalled"),
    "reassign": ("giao người khác", "reassigned"),
    "draft": ("dự thảo quyết định", "decision drafted"),
    "sign": ("ký quyết định", "decision signed"),
    "enact": ("ghi vào sổ", "written to the registers"),
    "apologise": ("thư xin lỗi", "apology"),
    "hand_out": ("trả kết quả", "handed out"),
    "withdraw": ("rút hồ sơ", "withdrawn"),
}
RETURN_REASONS = {
    "missing_paper": ("thiếu giấy tờ", "a paper is missing"),
    "wrong_paper": ("giấy tờ không đúng", "a paper is wrong"),
    "wrong_data": ("khai sai, lệch dữ liệu", "data do not agree"),
    "not_verified": ("chưa thẩm tra đủ", "not examined enough"),
    "wrong_body": ("sai nơi giải quyết", "the wrong body"),
    "wrong_draft": ("dự thảo chưa đạt", "the draft is not right"),
    "other": ("lý do khác", "another reason"),
}
# How a citizen was told of a dossier.
TOLD_HOW = {
    "phone": ("đã gọi điện", "called"),
    "sms": ("đã nhắn tin", "message sent"),
    "visit": ("đã nói trực tiếp", "told in person"),
}
# What a decision wrote, by the register it stands in.
WRITTEN = {
    "title": ("diện hưởng", "title"),
    "claim": ("khoản hưởng một lần", "right once"),
    "certificate": ("giấy xác nhận khuyết tật", "disability certificate"),
    "person": ("sổ nhân khẩu", "register of people"),
    "household": ("sổ hộ", "register of households"),
    "review": ("phiếu rà soát", "review form"),
}
UNITS = {
    "working_days": ("ngày làm việc", "working days"),
    "days": ("ngày", "days"),
}
RELATED = {
    "appeal": ("khiếu nại, đề nghị xem lại", "appeal"),
    "correction": ("đính chính", "correction"),
    "follow_up": ("hồ sơ tiếp theo", "follow-up"),
}
LEVELS = {
    0: ("cơ quan ngoài ngành", "another authority"),
    1: ("cấp tỉnh", "province"),
    2: ("cấp huyện", "district"),
    3: ("cấp xã", "commune"),
}
FIELDS = {
    "assistance": ("Trợ giúp xã hội", "Social assistance"),
    "merit": ("Người có công", "People with merit"),
    "poverty": ("Giảm nghèo", "Poverty reduction"),
    "labour": ("Lao động, việc làm", "Labour"),
    "unemployment_insurance": ("Bảo hiểm thất nghiệp", "Unemployment insurance"),
    "relief": ("Trợ giúp khẩn cấp", "Emergency relief"),
    "children": ("Trẻ em", "Children"),
}
# The field of a procedure by its name, in SQL; `assistance` where none fits. A test holds it to what the procedures declare.
FIELD_OF_NAMES = {
    "merit": ("LIKE 'merit!_%' ESCAPE '!'", "IN ('funeral_merit', 'appeal')"),
    "poverty": ("LIKE 'poverty!_%' ESCAPE '!'",),
    "labour": ("LIKE 'unemployment!_%' ESCAPE '!'",),
}
TIMELINESS = {
    "early": ("trước hạn", "early"),
    "in_time": ("đúng hạn", "in time"),
    "late": ("quá hạn", "late"),
    "no_limit": ("không có hạn", "no limit"),
    "withdrawn": ("đã rút", "withdrawn"),
}
# Papers kept: what a paper is (Decree 131/2021 names most of them).
PAPER_TYPES = {
    "declaration": ("bản khai, đơn", "declaration or request"),
    "birth_certificate": ("giấy khai sinh, trích lục khai sinh", "birth certificate"),
    "death_extract": ("giấy chứng tử, trích lục khai tử", "death certificate"),
    "marriage_certificate": ("giấy chứng nhận kết hôn", "marriage certificate"),
    "identity_card": ("căn cước, giấy tờ tùy thân", "identity card"),
    "residence_paper": ("giấy tờ cư trú", "proof of residence"),
    "martyr_certificate": ("Bằng Tổ quốc ghi công", "certificate «The Fatherland remembers»"),
    "death_notice": ("giấy báo tử", "notice of death in war"),
    "sacrifice_certificate": ("giấy chứng nhận hy sinh", "certificate of sacrifice"),
    "war_invalid_certificate": ("giấy chứng nhận thương binh", "war invalid's certificate"),
    "injury_certificate": ("giấy chứng nhận bị thương", "certificate of injury"),
    "sick_soldier_certificate": ("giấy chứng nhận bệnh binh", "sick soldier's certificate"),
    "merit_certificate": ("giấy chứng nhận người có công, thân nhân", "certificate of merit or of relatives"),
    "service_record": ("lý lịch, quyết định xuất ngũ, phục viên", "service record"),
    "medical_minutes": ("biên bản giám định y khoa", "minutes of the medical council"),
    "medical_record": ("bệnh án, giấy ra viện", "medical record"),
    "disability_certificate": ("giấy xác nhận khuyết tật", "disability certificate"),
    "council_minutes": ("biên bản hội đồng, biên bản họp", "minutes of a council or meeting"),
    "authorisation": ("giấy ủy quyền, biên bản đồng thuận", "authorisation"),
    "confirmation": ("giấy xác nhận", "confirmation"),
    "decision": ("quyết định", "decision"),
    "extract": ("trích lục, bản sao hồ sơ", "extract or copy of a file"),
    "transfer_slip": ("phiếu báo di chuyển hồ sơ", "slip of a file moved"),
    "photo": ("ảnh", "photograph"),
    "whole_file": ("bản quét cả hồ sơ", "scan of a whole file"),
    "other": ("giấy tờ khác", "another paper"),
}
SCANS = {
    "unscanned": ("chưa quét vi-rút", "not scanned for viruses"),
    "clean": ("đã quét, sạch", "scanned, clean"),
    "infected": ("có mã độc, đã cách ly", "infected, quarantined"),
}
TEXTS = {
    "waiting": ("chờ đọc chữ", "waiting to be read"),
    "reading": ("đang đọc chữ", "being read"),
    "read": ("tìm được theo chữ", "searchable"),
    "none": ("không có chữ", "no text"),
    "unreadable": ("không đọc được chữ", "cannot be read"),
}
# The merit archive.
ARCHIVE_KINDS = {
    "martyr": ("liệt sĩ", "martyr"),
    "war_invalid": ("thương binh, như thương binh", "war invalid"),
    "sick_soldier": ("bệnh binh", "sick soldier"),
    "heroic_mother": ("Bà mẹ Việt Nam anh hùng", "Heroic Mother"),
    "revolutionary": ("người hoạt động cách mạng", "revolutionary"),
    "toxic_chemical": ("người nhiễm chất độc hóa học", "toxic-chemical victim"),
    "imprisoned": ("người bị địch bắt tù, đày", "imprisoned or exiled"),
    "resistance": ("người hoạt động kháng chiến", "resistance activist"),
    "helper": ("người có công giúp đỡ cách mạng", "helper of the revolution"),
    "hero": ("anh hùng LLVT, anh hùng lao động", "hero"),
    "relative": ("thân nhân", "relative"),
    "other": ("khác", "other"),
}
ARCHIVE_STATES = {
    "in_place": ("trong kho", "in place"),
    "lent": ("đang cho mượn", "lent"),
    "missing": ("thất lạc", "missing"),
    "moved": ("đã chuyển đi", "moved to another province"),
}
