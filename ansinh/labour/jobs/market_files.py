"""Files of the labour market: what each will do, and what becomes of its rows."""

from dataclasses import dataclass, field
from typing import Any

from ansinh.people.jobs import file_plans
from ansinh.people.jobs.file_plans import FileRow

OUTCOMES = {
    "added": ("thêm mới", "added"),
    "changed": ("thay đổi", "changed"),
    "same": ("không đổi", "same"),
    "refused": ("trả lại", "refused"),
    "ignored": ("bỏ qua", "ignored"),
}
WRITTEN = ("added", "changed")


@dataclass
class FilePlan(file_plans.FilePlan[FileRow]):
    """A file of the market; `about` says what holds for all of it (label, value), `carried` what it writes as one."""

    OUTCOMES = OUTCOMES

    about: list[tuple[str, str]] = field(default_factory=list)
    carried: Any = None
