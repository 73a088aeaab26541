"""The trail for inspectors and auditors: a list with filters, one event with what was before and after, the anchors."""

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import DatabaseError
from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ansinh.core import looks
from ansinh.core.access import Scope, must_hold
from ansinh.core.days import read_day
from ansinh.core.language import is_english
from ansinh.core.lists import Column, Filter, Order, Pick, Row
from ansinh.core.models import AuditAnchor, AuditEvent, Grant
from ansinh.core.papers import anchor_paper, as_anchor
from ansinh.dossiers.models import Dossier
from ansinh.people.pages.lists import ManyRows, PeopleListing
from ansinh.places.models import Place
from ansinh.web.proof.words import SUBJECTS, acts

READERS = ("auditor", "inspector")
_DOORS = {
    "person": "person",
    "rights": "person_rights",
    "household": "household",
    "review": "review",
    "dossier": "dossier",
    "run": "run",
}
_PEOPLE_AT_MOST = 200
_SYSTEM = "hệ thống"


@dataclass(frozen=True)
class Who(Filter):
    """Accounts by user name or by the name of their holder; the system's own acts by how they begin."""

    def narrow(self, rows: QuerySet, raw: str) -> QuerySet:
        named = Q(username__icontains=raw) | Q(last_name__icontains=raw) | Q(first_name__icontains=raw)
        names = get_user_model().objects.filter(named).values_list("username", flat=True)[:_PEOPLE_AT_MOST]
        if raw.startswith(_SYSTEM):
            return rows.filter(actor__startswith=raw)
        return rows.filter(actor__in=[*names, raw])


@dataclass(frozen=True)
class Subject(Filter):
    """The thing something was done to: `person:12`; a beginning will do when it ends in a colon."""

    hint: Any = "person:12"

    def narrow(self, rows: QuerySet, raw: str) -> QuerySet:
        return rows.filter(subject__startswith=raw) if raw.endswith(":") else rows.filter(subject=raw)


@dataclass(frozen=True)
class Day(Filter):
    """Since the beginning of a day, or until the end of one."""

    is_last: bool = False
    hint: Any = "23/11/2026"

    def narrow(self, rows: QuerySet, raw: str) -> QuerySet:
        try:
            day = read_day(raw)
        except ValueError:
            return rows.none()
        first = timezone.make_aware(datetime.combine(day, time()))
        return rows.filter(at__lt=first + timedelta(days=1)) if self.is_last else rows.filter(at__gte=first)


def _act_words(act: str) -> str:
    words = acts().get(act)
    return words[is_english()] if words else act


def _subject_words(subject: str) -> str:
    kind, _colon, rest = subject.partition(":")
    return f"{SUBJECTS[kind][is_english()]} {rest}" if kind in SUBJECTS else subject


def _act_choices() -> Iterable[tuple[str, str]]:
    return sorted(((act, words[is_english()]) for act, words in acts().items()), key=lambda each: each[1])


def _moment(row: Row) -> str:
    return f"{timezone.localtime(row['at']):%d/%m/%Y %H:%M:%S}"


EVENTS = PeopleListing(
    "audit-events",
    _("Vết kiểm toán"),
    columns=(
        Column("at", _("Lúc"), show=_moment, link=lambda row: reverse("audit_event", args=[row["id"]])),
        Column("actor", _("Ai")),
        Column("act", _("Việc"), show=lambda row: _act_words(row["act"])),
        Column("subject", _("Đối tượng"), show=lambda row: _subject_words(row["subject"])),
        Column("reason", _("Lý do"), is_wide_only=True),
        Column("address", _("Từ máy"), is_wide_only=True),
    ),
    orders=(Order("moi", _("Mới nhất trước"), ("-id",)), Order("cu", _("Cũ nhất trước"), ("id",))),
    filters=(
        Who("ai", _("Ai")),
        Pick("viec", _("Việc"), units=_act_choices, path="act"),
        Subject("doi_tuong", _("Đối tượng")),
        Day("tu", _("Từ ngày")),
        Day("den", _("Đến ngày"), is_last=True),
    ),
    also=("id",),
    unit=_("sự kiện"),
    nothing_yet=_("Chưa có sự kiện nào ở địa bàn này."),
    template="proof/events.html",
)


def event_list(request: HttpRequest) -> HttpResponse:
    """Who did and saw what in the reader's places, newest first."""
    scope = must_hold(*READERS)
    _settle()
    return EVENTS.respond(request, ManyRows(AuditEvent).filter(_within(scope)))


def event(request: HttpRequest, pk: int) -> HttpResponse:
    """One event: who, as what, when, from where, what, before and after, why; and the hashes that tie it to its neighbours."""
    scope = must_hold(*READERS)
    found = get_object_or_404(AuditEvent.objects.filter(_within(scope)), pk=pk)
    context = {
        "event": found,
        "act": _act_words(found.act),
        "subject": _subject_words(found.subject),
        "door": _door(found.subject),
        "place": Place.objects.filter(pk=found.place_id).values_list("full_name", flat=True).first() or "",
        "changes": _changes(found),
        "detail": [(key, _plain(value)) for key, value in sorted(found.detail.items())] if found.detail else [],
    }
    return render(request, "proof/event.html", context)


def anchor_list(request: HttpRequest) -> HttpResponse:
    """The anchors that were dropped, newest first, each with its paper."""
    must_hold(*READERS)
    rows = [(kept, str(as_anchor(kept))) for kept in AuditAnchor.objects.all()[:400]]
    return render(request, "proof/anchors.html", {"rows": rows})


def anchor_page(request: HttpRequest, day: str) -> HttpResponse:
    """One anchor as a page to pin up."""
    must_hold(*READERS)
    try:
        kept = get_object_or_404(AuditAnchor, day=date.fromisoformat(day))
    except ValueError:
        raise Http404 from None
    response = HttpResponse(anchor_paper(kept), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="moc-vet-{day}.pdf"'
    return response


def _settle() -> None:
    with suppress(DatabaseError):  # what waits will be there when the database has time
        looks.settle()


def _within(scope: Scope) -> Q:
    """Events of the reader's places, and those of no place whose actor works in one; none of dossiers kept apart from the reader."""
    if scope.everything:
        return Q()
    units = Place.objects.filter(Q(province_id__in=scope.provinces) | Q(pk__in=scope.communes | scope.provinces))
    workers = Grant.objects.filter(place_id__in=units.values("pk")).values("user__username")
    apart = Dossier._base_manager.filter(is_sensitive=True).exclude(pk__in=Dossier.objects.values("pk"))
    named = apart.annotate(subject_told=Concat(Value("dossier:"), Cast("pk", CharField()))).values("subject_told")
    in_reach = Q(place_id__in=units.values("pk")) | Q(place_id="", actor__in=workers)
    return in_reach & ~Q(subject__in=named)


def _door(subject: str) -> str:
    kind, _colon, key = subject.partition(":")
    try:
        return reverse(_DOORS[kind], args=[int(key)])
    except (KeyError, ValueError, NoReverseMatch):
        return ""


def _changes(found: AuditEvent) -> list[tuple[str, str, str]]:
    """(what, before, after) of every value that changed; from the details where an act of before kept the pair there."""
    if found.before is not None or found.after is not None:
        before, after = found.before or {}, found.after or {}
        names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
        return [(name, _plain(before.get(name)), _plain(after.get(name))) for name in names]
    if found.act != "person.correct":
        return []
    pairs = (
        (name, value) for name, value in (found.detail or {}).items() if isinstance(value, list) and len(value) == 2
    )
    return [(name, _plain(old), _plain(new)) for name, (old, new) in pairs]


def _plain(value: Any) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
