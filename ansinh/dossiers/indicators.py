"""What this room counts, M03 and M04 of the sector's list: from its dossiers, and from reports what no dossier tells."""

from functools import partial
from typing import Any

from ansinh.engine import Expression, Indicator, count, from_reports, is_in, not_below, parts, ratio, share

DOSSIERS = "hồ sơ|hồ sơ thủ tục hành chính|hồ sơ tthc"
PROCEDURES = "thủ tục hành chính|tthc|một cửa|dịch vụ công|dvc|hành chính công"
OTHERS = "người có công|ncc|trợ cấp|thất nghiệp|điều dưỡng|khuyết tật|liệt sĩ"

BY = ("commune", "district", "dossier_procedure", "dossier_field", "dossier_channel")
ON_TIME, LIMITED = ("early", "in_time"), ("early", "in_time", "late")

dossiers = partial(Indicator, unit="dossier", kind="flow", by=BY)
rate = partial(from_reports, unit="percent", kind="ratio", better="higher")


def received(*channels: str, but: bool = False) -> Any:
    """A count of the dossiers received, by the way they were handed in."""

    def where(dossier_is_received: Expression, dossier_channel: Expression) -> Expression:
        told = is_in(dossier_channel, *channels)
        return dossier_is_received & (~told if but else told)

    return count("dossier", where=where)


def settled(*results: str) -> Any:
    """A count of the dossiers closed, by whether in time."""

    def where(dossier_is_settled: Expression, dossier_result: Expression) -> Expression:
        return dossier_is_settled & is_in(dossier_result, *results)

    return count("dossier", where=where)


handled = [
    dossiers("dossiers.received", count("dossier", where=lambda dossier_is_received: dossier_is_received),
             label_vi="Hồ sơ thủ tục hành chính tiếp nhận", label_en="Dossiers received",
             definition_vi="Hồ sơ thủ tục hành chính tiếp nhận trong kỳ; hồ sơ năm trước chuyển sang tính vào tháng 1.", code="M03",
             said=(f"{DOSSIERS} & tiếp nhận|nhận|tổng số - trực tuyến|trực tiếp|đã giải quyết|{OTHERS}",
                   f"{DOSSIERS} & {PROCEDURES} & tiếp nhận|nhận - trực tuyến|trực tiếp")),
    dossiers("dossiers.received.online", received("online"), label_vi="Hồ sơ tiếp nhận trực tuyến", label_en="Dossiers received online",
             definition_vi="Hồ sơ thủ tục hành chính nộp trực tuyến, trong số tiếp nhận.", code="M03", better="higher",
             said=(f"{DOSSIERS} & trực tuyến|qua mạng",)),
    dossiers("dossiers.received.in_person", received("online", but=True), label_vi="Hồ sơ tiếp nhận trực tiếp, qua bưu chính",
             label_en="Dossiers received in person",
             definition_vi="Hồ sơ nộp trực tiếp, qua bưu chính công ích, do cán bộ nộp thay hoặc nhập từ hệ thống một cửa, trong số tiếp nhận.",
             code="M03", said=(f"{DOSSIERS} & trực tiếp|bưu chính|bưu điện",)),
    dossiers("dossiers.received.carried", count("dossier", where=lambda dossier_is_carried: dossier_is_carried),
             label_vi="Hồ sơ năm trước chuyển sang", label_en="Dossiers carried over",
             definition_vi="Hồ sơ còn đang giải quyết đầu năm, trong số tiếp nhận.", code="M03",
             said=(f"{DOSSIERS} & kỳ trước chuyển|năm trước chuyển|chuyển sang|chuyển từ kỳ trước",)),
    dossiers("dossiers.settled", count("dossier", where=lambda dossier_is_settled: dossier_is_settled),
             label_vi="Hồ sơ thủ tục hành chính đã giải quyết", label_en="Dossiers settled",
             definition_vi="Hồ sơ kết thúc trong kỳ: đã quyết định, hoặc người nộp rút.", code="M03", better="higher",
             said=(f"{DOSSIERS} & đã giải quyết|giải quyết xong|đã trả|trả kết quả|giải quyết - trước hạn|đúng hạn"
                   f"|quá hạn|trễ hạn|đang giải quyết|{OTHERS}",)),
    *(dossiers(f"dossiers.settled.{name}", settled(name), label_vi=f"Hồ sơ giải quyết {vi}", label_en=f"Dossiers settled {en}",
               definition_vi=f"Hồ sơ thủ tục hành chính có hạn, giải quyết {vi} trong kỳ.", code="M03", better=better,
               said=(f"{DOSSIERS}|giải quyết & {words} - {OTHERS}",))
      for name, vi, en, words, better in (("early", "trước hạn", "early", "trước hạn|sớm hạn", "higher"),
                                          ("in_time", "đúng hạn", "in time", "đúng hạn", "higher"),
                                          ("late", "quá hạn", "late", "quá hạn|trễ hạn", "lower"))),
    dossiers("dossiers.settled.on_time", settled(*ON_TIME), label_vi="Hồ sơ giải quyết trước và đúng hạn",
             label_en="Dossiers settled early or in time",
             definition_vi="Hồ sơ có hạn, giải quyết trước hoặc đúng hạn trong kỳ.", code="M03", better="higher",
             said=(f"{DOSSIERS} & giải quyết & trước và đúng hạn|trước hạn và đúng hạn|đúng và trước hạn - {OTHERS}",)),
    dossiers("dossiers.settled.limited", settled(*LIMITED), label_vi="Hồ sơ có hạn đã giải quyết", label_en="Dossiers with a limit settled",
             definition_vi="Hồ sơ đã giải quyết trong kỳ mà luật ghi thời hạn, không kể hồ sơ đã rút.", code="M03",
             said=(f"{DOSSIERS} & có thời hạn & đã giải quyết",)),
    Indicator("dossiers.pending", count("dossier", where=lambda dossier_is_pending: dossier_is_pending), unit="dossier", kind="stock", by=BY,
              label_vi="Hồ sơ thủ tục hành chính đang giải quyết", label_en="Dossiers pending",
              definition_vi="Hồ sơ thủ tục hành chính chưa giải quyết cuối kỳ.", code="M03",
              said=(f"{DOSSIERS} & đang giải quyết|chưa đến hạn|còn lại|đang xử lý - {OTHERS}",)),
    Indicator("dossiers.pending.late", count("dossier", where=lambda dossier_is_overdue: dossier_is_overdue), unit="dossier", kind="stock", by=BY,
              label_vi="Hồ sơ đang giải quyết đã quá hạn", label_en="Dossiers pending past their day", better="lower",
              definition_vi="Hồ sơ chưa giải quyết cuối kỳ mà hạn đã qua.", code="M03",
              said=(f"{DOSSIERS} & đang giải quyết|chưa giải quyết & quá hạn - {OTHERS}",)),
    Indicator("dossiers.in_time_rate", ratio("dossiers.settled.on_time", "dossiers.settled.limited"), unit="percent", kind="ratio", by=BY,
              label_vi="Tỷ lệ hồ sơ giải quyết trước và đúng hạn", label_en="Share of dossiers settled in time", better="higher",
              definition_vi="Hồ sơ giải quyết trước và đúng hạn trên số có hạn đã giải quyết.", code="M03",
              said=(f"{DOSSIERS}|{PROCEDURES} & đúng hạn|trước hạn",)),
]  # fmt: skip

online = [
    Indicator("dossiers.online_rate", ratio("dossiers.received.online", "dossiers.received"), unit="percent", kind="ratio", by=BY,
         label_vi="Tỷ lệ hồ sơ nộp trực tuyến", label_en="Share of dossiers submitted online", better="higher",
         definition_vi="Hồ sơ tiếp nhận trực tuyến trên tổng số hồ sơ tiếp nhận.", code="M04",
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
    not_below("dossiers.received", "dossiers.received.carried"),
    parts("dossiers.settled.limited", ("dossiers.settled.on_time", "dossiers.settled.late")),
    parts("dossiers.settled.on_time", ("dossiers.settled.early", "dossiers.settled.in_time")),
    not_below("dossiers.pending", "dossiers.pending.late"),
    share("dossiers.in_time_rate", "dossiers.settled.on_time", "dossiers.settled.limited"),
    parts("dossiers.received", ("dossiers.settled", "dossiers.pending")),
    share("dossiers.online_rate", "dossiers.received.online", "dossiers.received"),
    not_below("dossiers.procedures", "dossiers.procedures.online"),
]
