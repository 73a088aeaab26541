"""What the pages of payments share: finding a run inside the reader's scope, whose hand is next, doing an act or saying why not."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from ansinh.core import numbers
from ansinh.core.access import Scope, current_scope
from ansinh.core.days import last_day, month_text, read_month
from ansinh.core.language import is_english, language_code
from ansinh.core.lists import Row
from ansinh.core.models import ROLES
from ansinh.law.reader import LawError
from ansinh.payments import words
from ansinh.payments.actions import PaymentRefused
from ansinh.payments.actions.hands import must_be_another_hand
from ansinh.payments.models import Run
from ansinh.payments.pages.rows import ParquetRows, parquet
from ansinh.people.models import Person
from ansinh.places.models import Place

# The stage that follows each state, and the state each stage leads to.
NEXT = {"planned": "sign", "signed": "send", "sent": "reconcile", "reconciled": "close"}
DONE = {"plan": "planned", "sign": "signed", "send": "sent", "reconcile": "reconciled", "close": "closed"}
STATE_TONES = {
    "planned": "warn", "signed": "accent", "sent": "accent", "reconciled": "accent", "closed": "good", "discarded": "quiet",
}  # fmt: skip
STAGE_PAGES = {"sign": "sign_run", "send": "send_run", "reconcile": "reconcile_run", "close": "close_run"}
FILE_READERS = ("province_accountant", "province_leader", "province_reconciler", "inspector", "auditor")
NAMES_AT_MOST = 30_000


def today() -> date:
    """The day in Viet Nam."""
    return timezone.localdate()


def money(amount: int | None) -> str:
    """`1.234.567 đồng`, or the dash of an unknown."""
    return numbers.figure(amount, "dong", language_code()) if amount is not None else _("chưa tính được")


def grouped(amount: int | None) -> str:
    """`1.234.567`."""
    return numbers.grouped(amount, language_code())


def said(labels: dict[str, tuple[str, str]], value: str) -> str:
    """What people call a kept value."""
    return labels.get(value, (value, value))[is_english()]


def runs() -> QuerySet[Run]:
    """The runs whose province the reader works in; a commune sees that there is one, and of its rows only its own."""
    scope = current_scope()
    if scope.is_whole_province or not scope.communes:
        return Run.objects.all()
    provinces = Place.objects.filter(pk__in=scope.communes).values("province_id")
    return Run._base_manager.filter(province__in=provinces)


def run_of(pk: int) -> Run:
    """The run inside the reader's scope; a page not found otherwise."""
    return get_object_or_404(
        runs().select_related("province", "planned_by", "signed_by", "sent_by", "reconciled_by", "closed_by"), pk=pk
    )


def month_or_404(month: int) -> int:
    """The month itself, when the calendar has it."""
    if not (2000 <= month // 100 <= 2100 and 1 <= month % 100 <= 12):
        raise Http404
    return month


def typed_month(raw: str) -> int | None:
    """The month typed into an address or a form; none when it cannot be read."""
    try:
        return read_month(raw)
    except ValueError:
        return None


def province_in(month: int) -> Place | None:
    """The reader's province as it is on the last day of a month."""
    mine = current_scope().provinces
    return Place.objects.on(last_day(month)).filter(pk__in=mine, level=1).first()


def my_province() -> Place | None:
    """The reader's province of today; when it is no more, as it last was."""
    mine = Place.objects.filter(pk__in=current_scope().provinces, level=1)
    return mine.on(today()).first() or mine.order_by("-from_day").first()


def clock(moment: datetime) -> str:
    """`08:30 22/11/2026` in Viet Nam."""
    return f"{timezone.localtime(moment):%H:%M %d/%m/%Y}"


def folder_of(run: Run) -> Path:
    """Where the run was written."""
    return Path(settings.PAYRUNS) / run.folder


def table_of(run: Run, name: str) -> Path:
    """One file of the run's folder; a page not found when it is gone."""
    path = folder_of(run) / f"{name}.parquet"
    if not path.is_file():
        raise Http404(_("Thư mục của đợt chi trả không còn tệp này."))
    return path


def has_folder(run: Run) -> bool:
    """Whether the run's lines can be read here."""
    return (folder_of(run) / "lines.parquet").is_file()


def rows_of(run: Run, name: str, *, sql: str = "", given: tuple[Any, ...] = ()) -> ParquetRows:
    """The rows of a file of the run inside the reader's scope, with names added to each page.

    `sql` may derive columns: `{rows}` in it stands for the file."""
    source = parquet(table_of(run, name))
    rows = ParquetRows((sql or "SELECT * FROM {rows}").format(rows=source), given, enrich=add_names)
    return in_scope(rows, current_scope())


def in_scope(rows: ParquetRows, scope: Scope) -> ParquetRows:
    """Only the communes the scope reaches; a whole province reaches its run's every row."""
    return rows if scope.is_whole_province else rows.filter(commune_id__in=sorted(scope.communes))


def add_names(rows: list[Row]) -> None:
    """Adds `person_name`, `person_birth`, `commune_name` to rows that name a person and a commune."""
    ids = {row["person_id"] for row in rows if row.get("person_id") is not None}
    people = Person._base_manager.filter(pk__in=ids).values_list("pk", "name", "birth_year")
    named: dict[Any, tuple[Any, Any]] = {pk: (name, year) for pk, name, year in people}
    units = {row["commune_id"] for row in rows if row.get("commune_id")}
    communes: dict[Any, str] = dict(Place.objects.filter(pk__in=units).values_list("pk", "full_name"))
    for row in rows:
        row["person_name"], row["birth_year"] = named.get(row.get("person_id"), (None, None))
        row["commune_name"] = communes.get(row.get("commune_id"), row.get("commune_id"))


def hands_of(run: Run) -> dict[str, Any]:
    """Who was each hand of a run, by stage; none for a stage still to come."""
    return {
        "plan": run.planned_by_id, "sign": run.signed_by_id, "send": run.sent_by_id, "reconcile": run.reconciled_by_id,
        "close": run.closed_by_id,
    }  # fmt: skip


def why_not_mine(run: Run | None, stage: str) -> str:
    """Why the reader is not the hand of a stage; empty when they are. Reconciling and closing are one hand."""
    scope = current_scope()
    role, _vi, _en = words.HANDS[stage]
    if role not in scope.roles:
        return _("Việc này của vai trò %(role)s.") % {"role": ROLES[role][is_english()]}
    if run is None or scope.user is None:
        return ""
    try:
        must_be_another_hand(run, stage, scope.user)
    except PaymentRefused as refused:
        return str(refused)
    return ""


def rights() -> dict[str, bool]:
    """What the reader's roles let them do here."""
    roles = current_scope().roles
    return {
        "may_plan": "province_officer" in roles,
        "may_sign": "province_leader" in roles,
        "may_send": "province_accountant" in roles,
        "may_close": "province_reconciler" in roles,
        "sees_province": current_scope().is_whole_province,
        "reads_files": bool(roles & set(FILE_READERS)),
    }


def is_done(request: HttpRequest, form: Form | None, act: Callable[[], Any], told: str) -> bool:
    """Whether the act was asked for, well typed, and done; a refusal is said on the form (or above the page) in its own words."""
    if request.method != "POST" or (form is not None and not form.is_valid()):
        return False
    try:
        act()
    except (PaymentRefused, LawError) as refused:
        if form is not None:
            form.add_error(None, str(refused))
        else:
            messages.error(request, str(refused))
        return False
    messages.success(request, told)
    return True


def run_name(run: Run) -> str:
    """`Ưu đãi người có công, tháng 10/2026`."""
    told = f"{said(words.PROGRAMMES, run.programme)}, {_('tháng')} {month_text(run.month)}"
    return told + (f" ({_('đợt')} {run.number})" if run.number > 1 else "")


def not_discarded() -> Q:
    """Runs that count."""
    return ~Q(state="discarded")
