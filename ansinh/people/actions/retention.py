"""What has been kept long enough: told first, removed or made nameless only when an administrator names it and says why.

How long stands in `law/retention.yaml`. Persons are made nameless in place, so that totals stay; whoever any right, dossier, paper or
payment names is never touched, nor is the audit trail."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.utils import timezone

from ansinh.core import audit
from ansinh.core.access import NoAccess, must_hold
from ansinh.core.days import vietnamese_day
from ansinh.law import NoLawOnDay, parameters
from ansinh.law.reader import Dated
from ansinh.people.documents.held import naming_people
from ansinh.people.models import ImportedFile, Membership, Person, name_columns

NAMELESS = "Người đã ẩn danh"


class RetentionRefused(ValueError):
    """The rule cannot be applied; the message says why and what to do. Nothing was changed."""


@dataclass(frozen=True)
class Rule:
    """One thing that is kept for a time: the parameter that says how long, what it finds for a day, and what becomes of it."""

    name: str
    label_vi: str
    unit: str
    overdue: Callable[[date], QuerySet]
    becomes: dict[str, Any]

    def kept_for(self, day: date) -> Dated:
        """How long, as it stands on a day. Raises NoLawOnDay."""
        return parameters()[f"retention.{self.name}_{self.unit}s"].on(day)

    def until(self, day: date) -> date:
        """What is older than this is overdue on a day. Raises NoLawOnDay."""
        count = self.kept_for(day).value
        if self.unit == "day":
            return day - timedelta(days=count)
        return day.replace(year=day.year - count, day=min(day.day, 28))


@dataclass(frozen=True)
class Proposal:
    """What a rule would do on a day: how many rows, kept until when, and how sure the rule is."""

    rule: Rule
    count: int
    until: date
    kept_for: Dated

    @property
    def is_certain(self) -> bool:
        return self.kept_for.status == "official"


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _unconfirmed(until: date) -> QuerySet:
    return ImportedFile.objects.filter(applied_at=None, content__isnull=False, sent_at__lt=_moment(until))


def _refused_rows(until: date) -> QuerySet:
    return ImportedFile.objects.filter(applied_at__lt=_moment(until)).exclude(refused={})


def _forgotten_dead(until: date) -> QuerySet:
    """The dead whom nothing but a household of before names."""
    rows = Person._base_manager.filter(died_on__lt=until, merged_into=None, merged_here=None).exclude(name=NAMELESS)
    for named in _named_by(
        model_fields for model_fields in naming_people().items() if model_fields[0] is not Membership
    ):
        rows = rows.filter(~named)
    return rows


def _named_by(naming: Iterable[tuple[type[Model], list[str]]]) -> Iterable[Exists]:
    for model, names in naming:
        for name in names:
            yield Exists(model._base_manager.filter(**{name: OuterRef("pk")}))


RULES = {
    rule.name: rule
    for rule in (
        Rule("unconfirmed_file", "Tệp danh sách gửi lên mà không xác nhận: bỏ nội dung, giữ tên và mã băm", "day", _unconfirmed, {"content": None}),
        Rule("refused_rows", "Dòng bị trả lại của tệp đã nhập: bỏ, giữ số đếm", "day", _refused_rows, {"refused": {}}),
        Rule(
            "dead_person", "Người đã chết, không quyền lợi, hồ sơ hay chi trả nào nhắc đến: ẩn danh tại chỗ", "year", _forgotten_dead,
            {**name_columns(NAMELESS), "personal_number": None, "birth_month": None, "birth_day": None, "phone": "", "source": ""},
        ),
    )
}  # fmt: skip


def plan(*, day: date) -> list[Proposal]:
    """What every rule in force on a day would do."""
    found = []
    for rule in RULES.values():
        try:
            until, kept_for = rule.until(day), rule.kept_for(day)
        except NoLawOnDay:
            continue
        found.append(Proposal(rule, rule.overdue(until).count(), until, kept_for))
    return found


def apply(*, name: str, day: date, reason: str, by: Any) -> int:
    """Do what one rule says; the number of rows. Only an administrator, with a reason. Raises RetentionRefused, NoAccess."""
    scope = must_hold("administrator")
    if scope.actor != by.get_username():
        raise NoAccess(f"Tài khoản «{scope.actor}» không thể thao tác thay người khác.")
    if name not in RULES:
        raise RetentionRefused(f"Không có mục «{name}». Các mục: {', '.join(RULES)}.")
    if not reason.strip():
        raise RetentionRefused("Chưa ghi lý do. Ghi số văn bản hoặc quyết định cho phép xóa, ẩn danh.")
    rule = RULES[name]
    try:
        until = rule.until(day)
    except NoLawOnDay as unknown:
        raise RetentionRefused(f"Ngày {vietnamese_day(day)} mục «{name}» chưa có thời hạn.") from unknown
    with transaction.atomic():
        count = rule.overdue(until).update(**rule.becomes)
        kept_for = rule.kept_for(day)
        told = {
            "rows": count,
            "older_than": until.isoformat(),
            "status": kept_for.status,
            "reference": kept_for.reference,
        }
        audit.record("retention.apply", f"retention:{name}", reason=reason.strip(), detail=told)
    return count
