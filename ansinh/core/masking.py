"""Numbers of a person shown in part: whose they are can still be told from the last figures; the whole is shown on demand,
with a reason, and the trail says to whom."""

from ansinh.core.access import current_scope
from ansinh.core.roles import roles_that

# How many figures stay at the front and at the end.
KEPT = {"personal_number": (3, 4), "phone": (3, 2), "account": (0, 4)}
HIDDEN = "•" * 5
REASONS = {
    "compare": ("đối chiếu với giấy tờ", "compared with papers"),
    "contact": ("liên hệ với người dân", "to reach the person"),
    "payment": ("xử lý chi trả", "to settle a payment"),
    "inspection": ("thanh tra, kiểm toán", "inspection or audit"),
    "request": ("theo yêu cầu của chính người đó", "at the person's own request"),
}
WHOLE_IN_FILES = roles_that("enter", "pay", "reconcile")


def masked(value: str | None, kind: str) -> str:
    """`084•••••1234`; a number too short to hide anything is hidden whole; nothing stays nothing."""
    if not value:
        return ""
    front, end = KEPT[kind]
    if len(value) < front + end + 3:
        return HIDDEN
    return f"{value[:front]}{HIDDEN}{value[len(value) - end :]}"


def has_whole_numbers() -> bool:
    """Whether a file given to the reader holds whole numbers: who enters, pays or reconciles everywhere they reach."""
    scope = current_scope()
    if scope.everything:
        return True
    if not scope.holds(*WHOLE_IN_FILES):
        return False
    working = scope.narrowed(*WHOLE_IN_FILES)
    return scope.provinces <= working.provinces and scope.communes <= working.communes
