"""Dossiers inside the reader's scope; the one-stop system's export comes in here; a citizen follows one by code and personal number."""

from datetime import date, datetime
from secrets import compare_digest
from typing import TYPE_CHECKING, Any, Literal

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from ansinh.core.access import acting_as_system
from ansinh.core.days import vietnamese_day
from ansinh.core.limits import address_of, rate_of, seconds_to_wait
from ansinh.core.looks import looked_at
from ansinh.core.masking import masked
from ansinh.dossiers import actions, words
from ansinh.dossiers.jobs.catalogue import procedures
from ansinh.dossiers.models import Dossier, DossierStep
from ansinh.dossiers.pages.lists import procedure_said, step_said, visible
from ansinh.places.models import Place
from ansinh.web.api.shapes import (
    REFUSALS,
    Code,
    Day,
    Line,
    LongLine,
    Name,
    PersonalNumber,
    PlaceId,
    PlaceName,
    Problem,
    Told,
    place_name,
    word,
)

router = Router(tags=["dossiers"])
if TYPE_CHECKING:
    State = str
    Channel = str
else:
    State, Channel = Literal[tuple(words.STATES)], Literal[tuple(words.CHANNELS)]
FIRST_DAY = date(2016, 1, 1)
ROWS_AT_ONCE = 200
FOLLOWED_BY_ADDRESS, FOLLOWED_BY_CODE = rate_of("30/10m"), rate_of("60/10m")


class TooMany(Exception):
    """Asked too often; `wait` seconds are to pass."""

    def __init__(self, wait: int) -> None:
        super().__init__(wait)
        self.wait = wait


class DossierLine(Schema):
    code: str
    procedure: str
    procedure_label: str
    state: str
    state_label: str
    channel: str
    applicant_name: str
    applicant_number: str = Field(description="masked")
    commune: PlaceName
    opened_at: datetime
    received_at: datetime | None
    due_on: date | None
    is_late: bool
    external_code: str


class DossierOut(DossierLine):
    began_on: date = Field(description="whose law, stages and forms it keeps")
    form: str
    closed_at: datetime | None
    handed_out_at: datetime | None
    promised_on: date | None
    paused_days: int
    waits_for: list[str] = Field(description="papers still missing")
    page: str


class Dossiers(Schema):
    items: list[DossierLine]
    next: int | None = Field(description="value of `after` for the next page")


class DossiersAsked(Schema):
    state: State | None = None
    procedure: Name | None = None
    channel: Channel | None = None
    commune: PlaceId | None = None
    received_from: Day | None = None
    received_to: Day | None = Field(None, description="last day, inside")
    is_late: bool | None = None
    external_code: Line = ""
    after: int | None = Field(None, ge=1, le=9_000_000_000_000_000)
    limit: int = Field(50, ge=1, le=200)


class StepOut(Schema):
    number: int
    stage: str
    key: str
    label: str
    role: str
    place: PlaceName | None
    started_at: datetime
    due_on: date | None
    ended_at: datetime | None
    result: str


class Steps(Schema):
    items: list[StepOut]


class Answer(Told):
    question: Name
    value: LongLine


class DossierRow(Told):
    """One dossier of the one-stop system's export. `answers` are as they would be typed, one a question."""

    external_code: Line = Field(min_length=1)
    procedure: Name
    commune: PlaceId
    applicant_name: Line = Field(min_length=3)
    applicant_number: PersonalNumber | None = None
    phone: Line = Field("", max_length=20)
    address: Line = ""
    received_on: Day
    answers: list[Answer] = Field([], max_length=60)


class DossierRows(Told):
    rows: list[DossierRow] = Field(min_length=1, max_length=ROWS_AT_ONCE)


class Taken(Schema):
    row: int
    external_code: str
    code: str


class Refused(Schema):
    row: int
    external_code: str
    why: str


class Submitted(Schema):
    """Each row is in one of the two, in the order sent; rows count from 1."""

    taken: list[Taken]
    refused: list[Refused]


class Following(Told):
    code: Code
    personal_number: PersonalNumber


class Followed(Schema):
    """What whoever knows both code and number is told: nothing of anybody else."""

    code: str
    procedure_label: str
    state: str
    state_label: str
    received_on: date | None
    due_on: date | None
    waits_for: list[str]


@router.get("", response={200: Dossiers, REFUSALS: Problem}, url_name="api_dossiers", summary="Dossiers, newest first")
def every(request: HttpRequest, asked: Query[DossiersAsked]) -> dict[str, Any]:
    rows = visible().select_related("commune")
    exact = {
        "state": asked.state, "procedure": asked.procedure, "channel": asked.channel, "commune": asked.commune,
        "external_code": asked.external_code or None,
    }  # fmt: skip
    rows = rows.filter(**{name: value for name, value in exact.items() if value is not None})
    if asked.received_from:
        rows = rows.filter(received_at__date__gte=asked.received_from)
    if asked.received_to:
        rows = rows.filter(received_at__date__lte=asked.received_to)
    if asked.is_late is not None:
        late = Q(state__in=words.RUNNING, due_on__lt=timezone.localdate())
        rows = rows.filter(late if asked.is_late else ~late | Q(due_on=None))
    if asked.after:
        rows = rows.filter(pk__lt=asked.after)
    found = list(rows.order_by("-pk")[: asked.limit + 1])
    shown = found[: asked.limit]
    return {"items": [_line(row) for row in shown], "next": shown[-1].pk if len(found) > asked.limit else None}


@router.post(
    "",
    response={200: Submitted, REFUSALS: Problem},
    url_name="api_dossiers",
    summary="Take in dossiers of the one-stop system",
)
def submit(request: HttpRequest, asked: DossierRows) -> dict[str, Any]:
    good, refused = {}, []
    for number, row in enumerate(asked.rows, start=1):
        commune = Place.objects.filter(pk=row.commune).first()
        if why := _against(row, commune):
            refused.append({"row": number, "external_code": row.external_code, "why": why})
        else:
            answers = {one.question: one.value for one in row.answers}
            told = {"commune": commune, "applicant_number": row.applicant_number or "", "answers": answers}
            good[number] = row.dict() | told
    numbers = list(good)
    made, not_made = actions.import_dossiers(rows=list(good.values()), by=request.user)
    refused += [
        {"row": numbers[at - 1], "external_code": good[numbers[at - 1]]["external_code"], "why": why}
        for at, why in not_made
    ]
    left = [number for number in numbers if number not in {line["row"] for line in refused}]
    taken = [
        {"row": number, "external_code": dossier.external_code, "code": dossier.code}
        for number, dossier in zip(left, made, strict=True)
    ]
    return {"taken": taken, "refused": sorted(refused, key=lambda line: line["row"])}


@router.post(
    "/status", auth=None, response={200: Followed, REFUSALS: Problem}, url_name="api_dossier_status",
    summary="How a dossier stands, for whoever knows its code and the applicant's personal number",
)  # fmt: skip
def follow(request: HttpRequest, asked: Following) -> dict[str, Any]:
    wait = seconds_to_wait("follow", f"address {address_of(request)}", FOLLOWED_BY_ADDRESS)
    if wait := wait or seconds_to_wait("follow", f"key {asked.code}", FOLLOWED_BY_CODE):
        raise TooMany(wait)
    with acting_as_system("công dân tra cứu hồ sơ"):
        dossier = Dossier.objects.filter(code=asked.code).first()
        # The same answer for a wrong number and for no such code: neither is to be found out by trying.
        known = dossier.applicant_number if dossier else ""
        if dossier is None or not compare_digest(known or "-", asked.personal_number):
            raise Http404
        return {
            "code": dossier.code, "procedure_label": procedure_said(dossier.procedure), "state": dossier.state,
            "state_label": word(words.STATES[dossier.state]), "received_on": _day(dossier.received_at), "due_on": dossier.due_on,
            "waits_for": _waits_for(dossier),
        }  # fmt: skip


@router.get("/{code}", response={200: DossierOut, REFUSALS: Problem}, url_name="api_dossier", summary="One dossier")
def one(request: HttpRequest, code: Code) -> dict[str, Any]:
    dossier = _dossier(code)
    looked_at(f"dossier:{dossier.pk}", place_id=dossier.commune_id)
    return _line(dossier) | {
        "began_on": dossier.began_on, "form": dossier.form, "closed_at": dossier.closed_at, "handed_out_at": dossier.handed_out_at,
        "promised_on": dossier.promised_on, "paused_days": dossier.paused_days, "waits_for": _waits_for(dossier),
        "page": reverse("dossier", args=[dossier.code]),
    }  # fmt: skip


@router.get(
    "/{code}/steps",
    response={200: Steps, REFUSALS: Problem},
    url_name="api_dossier_steps",
    summary="The path it walked",
)
def steps(request: HttpRequest, code: Code) -> dict[str, Any]:
    dossier = _dossier(code)
    walked = DossierStep.objects.filter(dossier=dossier).select_related("place").order_by("pk")
    return {
        "items": [
            {
                "number": step.number, "stage": step.stage, "key": step.key, "label": step_said(dossier.procedure, step.stage, step.key),
                "role": step.role, "place": place_name(step.place) if step.place else None, "started_at": step.started_at,
                "due_on": step.due_on, "ended_at": step.ended_at, "result": step.result,
            }
            for step in walked
        ]
    }  # fmt: skip


def _dossier(code: str) -> Dossier:
    found = Dossier.objects.select_related("commune").filter(code=code).first()
    if found is None:
        raise Http404
    return found


def _line(row: Dossier) -> dict[str, Any]:
    return {
        "code": row.code, "procedure": row.procedure, "procedure_label": procedure_said(row.procedure), "state": row.state,
        "state_label": word(words.STATES[row.state]), "channel": row.channel, "applicant_name": row.applicant_name,
        "applicant_number": masked(row.applicant_number, "personal_number"), "commune": place_name(row.commune), "opened_at": row.opened_at,
        "received_at": row.received_at, "due_on": row.due_on, "external_code": row.external_code,
        "is_late": row.state in words.RUNNING and row.due_on is not None and row.due_on < timezone.localdate(),
    }  # fmt: skip


def _waits_for(dossier: Dossier) -> list[str]:
    return actions.missing_papers(dossier) if dossier.state in words.OPEN and dossier.procedure in procedures() else []


def _against(row: DossierRow, commune: Place | None) -> str:
    """Why a row cannot even be tried; empty when it can."""
    if row.procedure not in procedures():
        return f"Không có thủ tục «{row.procedure}». Xem tên thủ tục ở /api/v1/procedures."
    if commune is None or commune.level != 3:
        return f"«{row.commune}» không phải mã xã, phường. Xem mã ở /api/v1/places."
    if not FIRST_DAY <= row.received_on <= timezone.localdate():
        return f"Ngày tiếp nhận {vietnamese_day(row.received_on)} phải từ {vietnamese_day(FIRST_DAY)} đến hôm nay."
    return ""


def _day(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None
