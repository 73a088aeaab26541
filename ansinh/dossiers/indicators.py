"""What this room counts, M03 and M04 of the sector's list. Declared before its registers exist: from reports."""

from functools import partial

from ansinh.engine import from_reports, not_below, parts, share

DOSSIERS = "hồ sơ|hồ sơ thủ tục hành chính|hồ sơ tthc"
PROCEDURES = "thủ tục hành chính|tthc|một cửa|dịch vụ công|dvc|hành chính công"
OTHERS = "người có công|ncc|trợ cấp|thất nghiệp|điều dưỡng|khuyết tật|liệt sĩ"

dossiers = partial(from_reports, unit="dossier", kind="flow")
rate = partial(from_reports, unit="percent", kind="ratio", better="higher")

handled = [
    dossiers("dossiers.received", "Hồ sơ thủ tục hành chính tiếp nhận", "Dossiers received",
             "Hồ sơ thủ tục hành chính tiếp nhận trong kỳ, kể cả chuyển từ kỳ trước.", code="M03",
             said=(f"{DOSSIERS} & tiếp nhận|nhận|tổng số - trực tuyến|trực tiếp|đã giải quyết|{OTHERS}",
                   f"{DOSSIERS} & {PROCEDURES} & tiếp nhận|nhận - trực tuyến|trực tiếp")),
    dossiers("dossiers.received.online", "Hồ sơ tiếp nhận trực tuyến", "Dossiers received online",
             "Hồ sơ thủ tục hành chính nộp trực tuyến trong kỳ.", code="M03", better="higher",
             said=(f"{DOSSIERS} & trực tuyến|qua mạng",)),
    dossiers("dossiers.received.in_person", "Hồ sơ tiếp nhận trực tiếp, qua bưu chính",
             "Dossiers received in person",
             "Hồ sơ thủ tục hành chính nộp trực tiếp hoặc qua bưu chính công ích trong kỳ.", code="M03",
             said=(f"{DOSSIERS} & trực tiếp|bưu chính|bưu điện",)),
    dossiers("dossiers.settled", "Hồ sơ thủ tục hành chính đã giải quyết", "Dossiers settled",
             "Hồ sơ thủ tục hành chính đã giải quyết trong kỳ.", code="M03", better="higher",
             said=(f"{DOSSIERS} & đã giải quyết|giải quyết xong|đã trả|trả kết quả|giải quyết - trước hạn|đúng hạn"
                   f"|quá hạn|trễ hạn|đang giải quyết|{OTHERS}",)),
    *(dossiers(f"dossiers.settled.{name}", f"Hồ sơ giải quyết {vi}", f"Dossiers settled {en}",
               f"Hồ sơ thủ tục hành chính giải quyết {vi} trong kỳ.", code="M03", better=better,
               said=(f"{DOSSIERS}|giải quyết & {words} - {OTHERS}",))
      for name, vi, en, words, better in (("early", "trước hạn", "early", "trước hạn|sớm hạn", "higher"),
                                          ("in_time", "đúng hạn", "in time", "đúng hạn", "higher"),
                                          ("late", "quá hạn", "late", "quá hạn|trễ hạn", "lower"))),
    from_reports("dossiers.pending", "Hồ sơ thủ tục hành chính đang giải quyết", "Dossiers pending",
                 "Hồ sơ thủ tục hành chính chưa giải quyết cuối kỳ.", unit="dossier", kind="stock", code="M03",
                 said=(f"{DOSSIERS} & đang giải quyết|chưa đến hạn|còn lại|đang xử lý - {OTHERS}",)),
    rate("dossiers.in_time_rate", "Tỷ lệ hồ sơ giải quyết trước và đúng hạn", "Share of dossiers settled in time",
         "Hồ sơ giải quyết trước và đúng hạn trên số đã giải quyết.", code="M03",
         said=(f"{DOSSIERS}|{PROCEDURES} & đúng hạn|trước hạn",)),
]  # fmt: skip

online = [
    rate("dossiers.online_rate", "Tỷ lệ hồ sơ nộp trực tuyến", "Share of dossiers submitted online",
         "Hồ sơ tiếp nhận trực tuyến trên tổng số hồ sơ tiếp nhận.", code="M04",
         said=(f"{DOSSIERS}|tiếp nhận|nộp & trực tuyến - toàn trình|thanh toán",)),
    rate("dossiers.full_online_rate", "Tỷ lệ dịch vụ công trực tuyến toàn trình", "Share of services fully online",
         "Dịch vụ công trực tuyến toàn trình trên tổng số, hoặc hồ sơ toàn trình trên tổng số hồ sơ.", code="M04",
         said=("toàn trình|mức độ 4|mức độ 3 & dịch vụ công|dvc|trực tuyến|thủ tục|hồ sơ",)),
    rate("dossiers.online_payment_rate", "Tỷ lệ thanh toán trực tuyến phí, lệ phí", "Share of fees paid online",
         "Hồ sơ thanh toán trực tuyến trên số hồ sơ phải nộp phí, lệ phí.", code="M04",
         said=("thanh toán trực tuyến|thanh toán phí|thanh toán lệ phí & tỷ lệ|hồ sơ|dịch vụ|phí",)),
    rate("dossiers.digitised_rate", "Tỷ lệ số hóa hồ sơ, kết quả giải quyết", "Share of dossiers digitised",
         "Hồ sơ, kết quả giải quyết thủ tục hành chính được số hóa trên tổng số.", code="M04",
         said=("số hóa|số hoá & hồ sơ|kết quả|tỷ lệ",)),
    rate("dossiers.satisfaction_rate", "Tỷ lệ người dân hài lòng", "Share of satisfied citizens",
         "Người dân, tổ chức hài lòng với việc giải quyết thủ tục hành chính trên số trả lời.", code="M04",
         said=("hài lòng",)),
    from_reports("dossiers.procedures", "Thủ tục hành chính thuộc thẩm quyền", "Procedures of the department",
                 "Thủ tục hành chính thuộc thẩm quyền giải quyết của ngành cuối kỳ.", unit="count", kind="stock",
                 code="M04",
                 said=("thủ tục hành chính|thủ tục|tthc & công bố|thẩm quyền|danh mục|rà soát|đơn giản hóa"
                       "|cắt giảm - hồ sơ|trực tuyến",)),
    from_reports("dossiers.procedures.online", "Thủ tục hành chính cung cấp dịch vụ công trực tuyến",
                 "Procedures offered online", "Thủ tục hành chính cung cấp dịch vụ công trực tuyến cuối kỳ.",
                 unit="count", kind="stock", code="M04", better="higher",
                 said=("thủ tục hành chính|thủ tục|tthc|dịch vụ công & trực tuyến|toàn trình|mức độ 4 - hồ sơ",)),
]  # fmt: skip

relations = [
    parts("dossiers.received", ("dossiers.received.online", "dossiers.received.in_person")),
    *(not_below("dossiers.settled", f"dossiers.settled.{name}") for name in ("early", "in_time", "late")),
    not_below("dossiers.received", "dossiers.settled"),
    parts("dossiers.received", ("dossiers.settled", "dossiers.pending")),
    share("dossiers.online_rate", "dossiers.received.online", "dossiers.received"),
    not_below("dossiers.procedures", "dossiers.procedures.online"),
]
