"""People on the monthly lists, how many of them without cash, and their change on the month before."""

from ansinh.engine import Indicator, count, ratio

from .common import ALSO, ASSISTANCE, CALLED, CASHLESS, MERIT, PLACES, Where

PAYEES = (*PLACES, "payee_sex", "payee_ethnicity", "payee_is_cashless")
# Who draws assistance is told by the register; only words of a list that was paid mean these.
PAID_WORDS = {"merit": "nhận|chi trả|hưởng", "assistance": "thực nhận|đã nhận|danh sách chi trả|kỳ chi trả"}
# Reports of communes call people with merit who draw a monthly allowance "đối tượng chính sách".
POLICY_PEOPLE = ("đối tượng chính sách & hưởng trợ cấp & hằng tháng|hàng tháng|thường xuyên - bảo trợ xã hội|quà|lượt",)
CHANGED = {
    "new": ("tăng mới", "new", "có trong danh sách tháng này, không có tháng trước"),
    "stopped": ("giảm", "stopped", "có trong danh sách tháng trước, không còn tháng này"),
    "up": ("tăng mức", "up", "mức tháng này cao hơn tháng trước"),
    "down": ("giảm mức", "down", "mức tháng này thấp hơn tháng trước"),
}
CHANGED_SAID = {
    "new": "tăng mới|hưởng mới|bổ sung mới|phát sinh mới",
    "stopped": "thôi hưởng|cắt giảm|giảm do chết|ngừng hưởng|chấm dứt hưởng",
    "up": "tăng mức|điều chỉnh tăng",
    "down": "giảm mức|điều chỉnh giảm",
}


def _changed(programme: str, change: str) -> Where:
    return lambda payee_change, payee_programme: (payee_change == change) & (payee_programme == programme)


def _listed(programme: tuple[str, str, str], code: str) -> list[Indicator]:
    own, vi, en = programme
    said = f"{vi[0].lower()}{vi[1:]}"
    return [
        Indicator(
            f"payments.{own}_recipients",
            count(
                "payee", where=lambda payee_due_dong, payee_programme: (payee_due_dong > 0) & (payee_programme == own)
            ),
            label_vi=f"Người nhận hằng tháng, {said}",
            label_en=f"People paid monthly, {en}",
            unit="person",
            kind="stock",
            by=PAYEES,
            code=code,
            also=("merit.recipients", "merit.allowance.people") if own == "merit" else (),
            said=(
                f"{CALLED[own]} & hằng tháng|hàng tháng|thường xuyên & người|đối tượng & {PAID_WORDS[own]} - quà|lượt người"
                f"|thẻ|{CASHLESS}",
                *(POLICY_PEOPLE if own == "merit" else ()),
            ),
            definition_vi=f"Người có trợ cấp của tháng trong danh sách «{vi}» đã chốt của tháng cuối kỳ.",
        ),
        Indicator(
            f"payments.{own}_cashless_recipients",
            count(
                "payee",
                where=lambda payee_due_dong, payee_programme, payee_is_cashless: (
                    (payee_due_dong > 0) & (payee_programme == own) & payee_is_cashless
                ),
            ),
            label_vi=f"Người nhận không dùng tiền mặt, {said}",
            label_en=f"People paid without cash, {en}",
            unit="person",
            kind="stock",
            by=PAYEES,
            better="higher",
            said=(f"{CALLED[own]} & {CASHLESS} & người|đối tượng - đồng",),
            definition_vi=f"Người nhận trợ cấp của tháng «{vi}» qua tài khoản hoặc ví điện tử, tháng cuối kỳ.",
        ),
        Indicator(
            f"payments.{own}_cashless_rate",
            ratio(f"payments.{own}_cashless_recipients", f"payments.{own}_recipients"),
            label_vi=f"Tỷ lệ nhận không dùng tiền mặt, {said}",
            label_en=f"Share of people paid without cash, {en}",
            unit="percent",
            kind="ratio",
            by=PAYEES,
            code="F16" if own == "merit" else "G15",
            better="higher",
            also=(f"payments.cashless_rate.{ALSO[own]}",),
            said=(f"{CALLED[own]} & {CASHLESS}",),
            definition_vi=f"Người nhận không dùng tiền mặt chia người nhận trợ cấp hằng tháng «{vi}».",
        ),
        *(
            Indicator(
                f"payments.{own}_{change}",
                count("payee", where=_changed(own, change)),
                label_vi=f"Người {change_vi}, {said}",
                label_en=f"People {change_en}, {en}",
                unit="person",
                kind="flow",
                by=PAYEES,
                code="G17" if (own, change) == ("assistance", "stopped") else code,
                said=(f"{CALLED[own]} & {CHANGED_SAID[change]}", f"danh sách & {CALLED[own]} & {CHANGED_SAID[change]}"),
                definition_vi=f"Lượt người của «{vi}» {meaning}, cộng các tháng đã chốt của kỳ; tháng đầu của sổ không so được.",
            )
            for change, (change_vi, change_en, meaning) in CHANGED.items()
        ),
    ]


listed = [
    *_listed(MERIT, "F02"),
    *_listed(ASSISTANCE, "G01"),
    Indicator(
        "payments.recipients",
        count("payee", where=lambda payee_due_dong, payee_is_first: (payee_due_dong > 0) & payee_is_first),
        label_vi="Người nhận trợ cấp hằng tháng",
        label_en="People paid monthly",
        unit="person",
        kind="stock",
        by=PAYEES,
        definition_vi="Người có trợ cấp của tháng trong ít nhất một danh sách đã chốt của tháng cuối kỳ; mỗi người tính một lần.",
    ),
    Indicator(
        "payments.cashless_recipients",
        count("payee", where=lambda payee_due_dong, payee_is_first, payee_is_cashless: (payee_due_dong > 0) & payee_is_first & payee_is_cashless),
        label_vi="Người nhận trợ cấp hằng tháng không dùng tiền mặt",
        label_en="People paid monthly without cash",
        unit="person",
        kind="stock",
        by=PAYEES,
        better="higher",
        definition_vi="Trong số đó, người nhận qua tài khoản ngân hàng, tài khoản an sinh VNeID hoặc ví điện tử.",
        said=(f"{CASHLESS} & người|đối tượng - đồng|lượt chi trả|{CALLED['merit']}",),
    ),
    Indicator(
        "payments.cashless_rate",
        ratio("payments.cashless_recipients", "payments.recipients"),
        label_vi="Tỷ lệ người nhận trợ cấp không dùng tiền mặt",
        label_en="Share of people paid without cash",
        unit="percent",
        kind="ratio",
        by=PAYEES,
        code="G15",
        better="higher",
        said=(f"{CASHLESS} & chi trả|đối tượng|người|an sinh xã hội|trợ cấp - người có công|bảo trợ|trực tuyến|số tiền|tổng số tiền",),
        definition_vi="Người nhận không dùng tiền mặt chia người nhận trợ cấp hằng tháng, làm tròn 2 chữ số khi in.",
    ),
]  # fmt: skip
