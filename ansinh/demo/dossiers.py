"""The made-up province's dossiers, in columns: every right granted in 2023, early 2024 and 2026 and every funeral claim has the one it came from.

Chosen: how long a step takes (`walks.py`), what is sent back, supplemented, refused, withdrawn, how it was handed in. Not chosen: the
steps and limits, those of the law of the day a dossier began; working days, with Tết; which right a decision gave, to whom."""

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils import timezone
from docx import Document

from ansinh.benefits.models import Decision
from ansinh.core import audit, files
from ansinh.core.database import insert_arrow, read_arrow
from ansinh.core.models import Grant
from ansinh.core.names import fold
from ansinh.demo.loading import LATER_PROVINCE, MERGER, PROVINCE, without_indexes
from ansinh.demo.population import random_for
from ansinh.demo.walks import Walk, cut, walks_of
from ansinh.dossiers.jobs.catalogue import Path, path_on, procedure_named
from ansinh.dossiers.jobs.working_time import DAY_HOURS, WorkingTime, local_days
from ansinh.dossiers.models import Agency, AgencyDay, ComponentCheck, Dossier, DossierStep, Move, Ruling, Supplement
from ansinh.engine.procedures import Procedure
from ansinh.law import law_version
from ansinh.places.models import Place
from ansinh.places.models.lineage import became_by

SIGNER = "Người ký mẫu"
PAPER = "Quyết định mẫu, dựng chung cho các hồ sơ mẫu. Không có người nào trong này là thật, không có văn bản riêng cho từng hồ sơ."
# Which procedure gives a title of a category; a category that is not here begins without a dossier.
PROCEDURE_OF = {
    "social_pension": "social_pension_new", "heroic_mother": "merit_heroic_mother", "hero": "merit_hero",
    "revolutionary_before_1945_at_home": "merit_revolutionary_before_1945", "revolutionary_of_1945": "merit_revolutionary_of_1945",
    "war_invalid": "merit_war_invalid", "war_invalid_b": "merit_war_invalid", "sick_soldier": "merit_sick_soldier",
    "toxic_chemical": "merit_toxic_chemical", "toxic_chemical_child": "merit_toxic_chemical_child", "imprisoned": "merit_imprisoned",
    "helper_with_order": "merit_helper", "helper_before_august_1945": "merit_helper", "helper_nurturing": "merit_helper",
    **dict.fromkeys(
        ("relative_of_martyr", "survivor_nurturing", "remarried_spouse_of_martyr", "survivor_of_invalid_from_61"), "merit_survivor"),
    **dict.fromkeys(
        ("older_80_without_pension", "older_poor_alone", "disabled_extra_severe", "disabled_severe", "orphan", "orphan_in_study",
         "single_parent", "child_hiv", "hiv_poor", "child_under_3_difficult_area"), "social_allowance_new"),
}  # fmt: skip
CHANNELS = (("desk", 0.57), ("online", 0.27), ("behalf", 0.07), ("import", 0.06), ("post", 0.03))
# Beside those granted, of a hundred: refused, withdrawn, not received.
BESIDE = (("refused", 0.04), ("withdrawn", 0.025), ("not_received", 0.015))
SENSITIVE = ("child_hiv", "hiv_poor")
# Open today at full size, received in the last working days.
OPEN_NOW, OPEN_DAYS = 260, 16
OPEN_PROCEDURES = (
    ("social_pension_new", "", 0.5),
    ("social_allowance_new", "disabled_severe", 0.35),
    ("merit_survivor", "relative_of_martyr", 0.15),
)
REFUSAL = "Chưa đủ điều kiện theo quy định về đối tượng (lý do mẫu)."
_SLOW_COMMUNES = 0.3
_NO_DAY = np.datetime64("NaT", "D")


@dataclass
class Asked:
    """Dossiers of one procedure in one province that are about to be walked, a row each.

    `ends` are days of decision (then the walk is laid before them), else `begins` are days of reception. `wrote` names what the
    decision gave ("title:12"), `decision` its row."""

    procedure: str
    province: str
    rows: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Loaded:
    """What was written: rows by table."""

    counts: dict[str, int] = field(default_factory=dict)

    @property
    def dossiers(self) -> int:
        return self.counts.get("dossiers", 0)


def load_dossiers(*, share: float, persons: int, seed: int, others: Iterable[Asked] = ()) -> Loaded:
    """The dossiers of every right and claim that has one, those beside them, those open today, and `others`; gives how many rows came."""
    book = Book(random_for(seed, "dossiers"), timezone.localdate())
    later = became_by(MERGER)
    rights = _rights(book)
    for asked in (
        *_of_rights(book, rights),
        *_beside(book, rights, persons),
        *_open_now(book, share, persons, later),
        *others,
    ):
        book.walk(asked)
    return book.write("dossiers.load")


class Book:
    """Dossiers and what belongs to them, collected as rows in hours of work and written as columns at once."""

    def __init__(self, rng: np.random.Generator, today: date) -> None:
        self.rng, self.today = rng, today
        self.clock = WorkingTime(date(2021, 6, 1), today + timedelta(days=500), {})
        self.now = self.hour_of(today) + 3.5
        self.dossiers: list[dict[str, Any]] = []
        self.steps: list[dict[str, Any]] = []
        self.moves: list[dict[str, Any]] = []
        self.supplements: list[dict[str, Any]] = []
        self.checks: list[dict[str, Any]] = []
        self.rulings: list[dict[str, Any]] = []
        self.slow: dict[str, float] = {}
        self.places: dict[str, Place] = {place.pk: place for place in Place.objects.filter(level__lte=3).exclude(pk="")}
        self.hands = _hands()

    def hour_of(self, day: date) -> float:
        """The first hour of work of a day."""
        return float(self.clock.days(np.array([day], "datetime64[D]"))[0] - 1) * DAY_HOURS

    def day_of(self, hours: np.ndarray) -> np.ndarray:
        """The day an hour of work falls on."""
        return local_days(self.clock.moments(np.asarray(hours, float)))

    def slowness(self, commune: str) -> float:
        """How much slower than usual a commune works: the same for all its dossiers."""
        if commune not in self.slow:
            self.slow[commune] = float(np.exp(self.rng.normal(0, _SLOW_COMMUNES)))
        return self.slow[commune]

    def walk(self, asked: Asked) -> None:
        """Lay the walk of each dossier and note what came of it."""
        declared = procedure_named(asked.procedure)
        for path, rows in _by_path(declared, asked.rows):
            slow = np.array([self.slowness(row["commune"]) for row in rows])
            edge = np.array([self.hour_of(row["day"]) + row["clock"] for row in rows])
            told = {"ends": edge} if rows[0]["is_end"] else {"begins": edge}
            for row, walk in zip(rows, walks_of(self.rng, path, slow, **told), strict=True):
                self._note(declared, path, asked.province, row, walk)

    def _note(self, declared: Procedure, path: Path, province: str, row: dict[str, Any], walk: Walk) -> None:
        outcome = row["outcome"]
        number = len(self.dossiers)
        if outcome == "withdrawn":
            walk = cut(walk, walk.begins + (walk.ends - walk.begins) * 0.6 if walk.ends else self.now, "ended")
        elif walk.ends is None or walk.ends > self.now:
            walk, outcome = cut(walk, self.now), "open"
        closed = None if outcome == "open" else walk.begins if outcome == "not_received" else walk.ends
        handed = (
            closed + 6 if closed is not None and outcome in ("granted", "refused") and closed + 6 < self.now else None
        )
        state = {
            "open": "waiting" if walk.waits else "in_progress",
            "withdrawn": "withdrawn",
            "not_received": "not_received",
        }.get(outcome, "handed_out" if handed else "decided")
        self.dossiers.append({
            **row, "outcome": outcome, "procedure": declared.name, "province": province, "state": state, "begins": walk.begins,
            "opened": walk.begins - (3.0 if row["channel"] == "online" else 0.3), "closed": closed, "handed": handed,
            "asked": walk.asked, "path": path, "declared": declared,
        })  # fmt: skip
        _, desk = self._hand("commune_officer", row["commune"])
        self._note_move(number, 0, walk.begins - 0.3, "submit" if row["channel"] == "online" else "open", desk)
        self._note_move(number, 1, walk.begins, "not_receive" if outcome == "not_received" else "receive", desk)
        self._note_checks(number, declared, row, walk)
        if outcome == "not_received":
            return
        self._note_steps(number, path, row, walk, outcome)
        if walk.asked:
            self._note_supplement(number, path, row, walk.asked)
        if outcome == "withdrawn":
            self._note_move(number, 9000, walk.ends or self.now, "withdraw", desk)
        if outcome in ("granted", "refused") and closed is not None:
            self._note_ruling(number, path, row, outcome, closed, handed)

    def take_imported(self, asked: Asked) -> None:
        """Dossiers settled elsewhere and brought in: when received, when settled, in what part (`part`) of their limit; no steps are known."""
        declared = procedure_named(asked.procedure)
        for path, rows in _by_path(declared, asked.rows):
            begins = np.array([self.hour_of(row["day"]) + row["clock"] for row in rows])
            received = self.day_of(begins)
            left = self.clock.days(self._due(path, received)) - self.clock.days(received)
            closed = begins + left * DAY_HOURS * np.array([row["part"] for row in rows])
            for row, begin, close in zip(rows, begins.tolist(), closed.tolist(), strict=True):
                number = len(self.dossiers)
                self.dossiers.append({
                    **row, "outcome": "granted", "procedure": declared.name, "province": asked.province, "state": "handed_out", "begins": begin,
                    "opened": begin, "closed": close, "handed": close, "asked": None, "path": path, "declared": declared,
                })  # fmt: skip
                for place, (at, act) in enumerate(((begin, "open"), (begin, "receive"), (close, "hand_out"))):
                    self._note_move(number, place, at, act, "hệ thống một cửa (mẫu)")

    def _note_steps(self, number: int, path: Path, row: dict[str, Any], walk: Walk, outcome: str) -> None:
        last = len(walk.steps) - 1
        for place, (position, start, end, result, reason) in enumerate(walk.steps):
            stage, step = path.steps[position]
            user, name = self._hand(step.role, row["commune"])
            self.steps.append({
                "dossier": number, "stage": stage.key, "key": step.key, "number": position + 1, "role": step.role,
                "place_id": self._place(stage.level, row["commune"]), "assigned_id": user, "start": start, "end": end,
                "ended_by_id": user if end is not None else None, "result": result, "reason": reason,
                "limit": path.limit(stage.key), "pause": walk.asked if place == 0 else None,
            })  # fmt: skip
            at = 10 * (place + 1)
            about = {"stage": stage.key, "step": step.key}
            self._note_move(number, at, start, "start", name, **about)
            if end is None or result == "ended":
                continue
            if result == "returned":
                self._note_move(number, at + 5, end, "return", name, reason=reason, **about)
            elif step.verb == "decide" and outcome in ("granted", "refused") and place == last:
                self._note_move(number, at + 5, end, "sign", name, **about)
            else:
                if position + 2 == len(path.steps):
                    self._note_move(number, at + 4, end, "draft", name, **about)
                self._note_move(number, at + 5, end, "finish", name, **about)

    def _note_supplement(
        self, number: int, path: Path, row: dict[str, Any], asked: tuple[float, float | None, str]
    ) -> None:
        stage, step = path.steps[0]
        _, name = self._hand(step.role, row["commune"])
        papers = [
            one.key
            for one in self.dossiers[number]["declared"].needed({"category": row["category"]})
            if not one.held_by
        ]
        papers = [papers[int(self.rng.integers(len(papers)))]] if papers else []
        self.supplements.append({
            "dossier": number, "reason": asked[2], "said": "Bổ sung, sửa giấy tờ ghi bên dưới rồi nộp lại (mẫu).",
            "components": json.dumps(papers), "asked": asked[0], "answered": asked[1], "answered_by": name if asked[1] is not None else "",
        })  # fmt: skip
        self._note_move(number, 12, asked[0], "ask", name, stage=stage.key, step=step.key, reason=asked[2])
        if asked[1] is not None:
            self._note_move(number, 13, asked[1], "supplement", name)

    def _note_ruling(
        self, number: int, path: Path, row: dict[str, Any], outcome: str, closed: float, handed: float | None
    ) -> None:
        stage, deciding = next(pair for pair in path.steps if pair[1].verb == "decide")
        place = {3: row["commune"], 1: self.dossiers[number]["province"]}.get(stage.level)
        self.rulings.append({
            "dossier": number, "outcome": outcome, "reason": REFUSAL if outcome == "refused" else "", "closed": closed,
            "body": f"{stage.label_vi} {self.places[place].full_name}" if place else stage.label_vi, "level": stage.level,
            "wrote": json.dumps([row["wrote"]] if row["wrote"] else []), "decision": row["decision"],
        })  # fmt: skip
        _, name = self._hand("commune_officer", row["commune"])
        if row["wrote"]:
            _, signer = self._hand(deciding.role, row["commune"])
            self._note_move(number, 9000, closed, "enact", signer, note=row["wrote"])
        if handed is not None:
            self._note_move(number, 9001, handed, "hand_out", name, note=row["name"])

    def _note_checks(self, number: int, declared: Procedure, row: dict[str, Any], walk: Walk) -> None:
        papers = declared.needed({"category": row["category"]})
        short = (
            next((one.key for one in papers if not one.held_by), "")
            if walk.waits or row["outcome"] == "not_received"
            else ""
        )
        for one in papers:
            state = (
                "known"
                if one.held_by
                else "missing"
                if one.key == short
                else "present"
                if one.is_required
                else "not_needed"
            )
            self.checks.append({"dossier": number, "key": one.key, "state": state})

    def _note_move(self, number: int, place: int, at: float, act: str, by: str, **told: str) -> None:
        self.moves.append({"dossier": number, "place": place, "at": at, "act": act, "by": by, **told})

    def _hand(self, role: str, commune: str) -> tuple[int | None, str]:
        """Who does a role's steps of a commune: the user and the name moves are told with."""
        place = self.places[commune]
        for where in (commune, place.province_id or ""):
            if found := self.hands.get((role, where)):
                return found
        return None, "cán bộ (mẫu)"

    def _place(self, level: int, commune: str) -> str | None:
        place = self.places[commune]
        return {3: commune, 2: place.parent_id, 1: place.province_id}.get(level)

    def write(self, act: str, **detail: Any) -> Loaded:
        """Everything collected, in one transaction with one event of the trail; the oldest dossier first."""
        tables = (Dossier, DossierStep, Move, Supplement, ComponentCheck, Ruling)
        with without_indexes(*tables), transaction.atomic():
            loaded = self._write()
            audit.record(act, "dossiers", reason="Nạp hồ sơ mẫu theo cột", detail={**loaded.counts, **detail})
        return loaded

    def _write(self) -> Loaded:
        order = np.argsort([row["opened"] for row in self.dossiers], kind="stable")
        first = 1 + (Dossier._base_manager.aggregate(last=models.Max("id"))["last"] or 0)
        ids = np.empty(len(order), np.int64)
        ids[order] = first + np.arange(len(order))
        counts = {}
        days = self._days()
        for model, rows, table_of in (
            (Dossier, self.dossiers, lambda: self._dossier_table(ids, days)), (DossierStep, self.steps, lambda: self._step_table(ids)),
            (Move, self.moves, lambda: self._move_table(ids)), (Supplement, self.supplements, lambda: self._supplement_table(ids)),
            (ComponentCheck, self.checks, lambda: self._check_table(ids)), (Ruling, self.rulings, lambda: self._ruling_table(ids, days)),
        ):  # fmt: skip
            counts[str(model._meta.model_name)] = insert_arrow(model._meta.db_table, table_of()) if rows else 0
        self._write_agencies_days()
        self._name_decisions(ids, days)
        tell_sequences(Dossier, DossierStep, Move, Supplement, ComponentCheck, Ruling)
        counts["dossiers"] = counts.pop("dossier")
        return Loaded(counts)

    def _days(self) -> dict[str, np.ndarray]:
        """Of each dossier: day opened, received, closed, due, and the working days it stood still."""
        begins, opened = (np.array([row[name] for row in self.dossiers]) for name in ("begins", "opened"))
        closed = np.array([np.nan if row["closed"] is None else row["closed"] for row in self.dossiers])
        received = self.day_of(begins)
        due = np.full(len(self.dossiers), _NO_DAY)
        paths: dict[int, tuple[Path, list[int]]] = {}
        for number, row in enumerate(self.dossiers):
            paths.setdefault(id(row["path"]), (row["path"], []))[1].append(number)
        for path, numbers in paths.values():
            due[numbers] = self._due(path, received[numbers])
        stood = self._stood([row["asked"] for row in self.dossiers])
        return {
            "opened": self.day_of(opened), "received": received, "stood": stood, "due": self.clock.after(due, stood),
            "closed": np.where(np.isnan(closed), _NO_DAY, self.day_of(np.where(np.isnan(closed), 0, closed))),
        }  # fmt: skip

    def _due(self, path: Path, days: np.ndarray) -> np.ndarray:
        """The last day of a path for dossiers received on days."""
        for one in path.stages:
            days = np.full(len(days), _NO_DAY) if one.count is None else self.clock.after(days, one.count, one.unit)
        return days

    def _stood(self, asked: Sequence[tuple[float, float | None, str] | None]) -> np.ndarray:
        """Working days from what was asked to the answer, nought while it is awaited."""
        answered = [one for one in asked if one and one[1] is not None]
        found = np.zeros(len(asked), np.int64)
        if answered:
            first, last = (
                self.clock.days(self.day_of(np.array([one[side] for one in answered], float))) for side in (0, 1)
            )
            found[[number for number, one in enumerate(asked) if one and one[1] is not None]] = (last - first).astype(
                np.int64
            )
        return found

    def _dossier_table(self, ids: np.ndarray, days: Mapping[str, np.ndarray]) -> pa.Table:
        rows = self.dossiers
        agencies = self._agencies(sorted({row["commune"] for row in rows}))
        self._codes, self._last = _codes([agencies[row["commune"]][1] for row in rows], days["opened"], ids)
        received = [None if row["state"] == "not_received" else row["begins"] for row in rows]
        known = np.array([one is not None for one in received])
        return pa.table({
            "id": ids, "code": self._codes, "procedure": _each(rows, "procedure"), "began_on": days["opened"],
            "form": [form.number if (form := row["declared"].form_on(day)) else "" for row, day in zip(rows, days["opened"].tolist(), strict=True)],
            "law_version": [law_version()[:16]] * len(rows), "state": _each(rows, "state"), "channel": _each(rows, "channel"),
            "agency_id": [agencies[row["commune"]][0] for row in rows], "commune_id": _each(rows, "commune"), "province_id": _each(rows, "province"),
            "who": _each(rows, "who"), "applicant_id": pa.array([row["person"] if row["who"] == "self" else None for row in rows], pa.int64()),
            "applicant_name": _each(rows, "name"), "applicant_folded": [fold(row["name"]) for row in rows],
            "applicant_number": [row["personal_number"] or "" if row["who"] == "self" else "" for row in rows],
            "phone": [""] * len(rows), "address": [""] * len(rows), "subject_id": pa.array(_each(rows, "person"), pa.int64()),
            "answers": [json.dumps(row["answers"], ensure_ascii=False) for row in rows],
            "is_sensitive": [row["category"] in SENSITIVE for row in rows], "opened_at": self._at(_each(rows, "opened")),
            "received_at": self._at(received), "due_on": pa.array(np.where(known, days["due"], _NO_DAY), pa.date32(), from_pandas=True),
            "paused_days": days["stood"], "closed_at": self._at(_each(rows, "closed")), "handed_out_at": self._at(_each(rows, "handed")),
            "handed_out_to": [row["name"] if row["handed"] is not None else "" for row in rows],
            "external_code": [f"MAU-{ids[number]:06d}" if row["channel"] == "import" else "" for number, row in enumerate(rows)],
            "relation": [""] * len(rows), "note": [row.get("note", "") for row in rows],
        })  # fmt: skip

    def _step_table(self, ids: np.ndarray) -> pa.Table:
        rows = sorted(self.steps, key=lambda row: (ids[row["dossier"]], row["start"]))
        started = self.day_of(np.array([row["start"] for row in rows]))
        first: dict[tuple[int, str], int] = {}
        opened = np.array([first.setdefault((row["dossier"], row["stage"]), number) for number, row in enumerate(rows)])
        due = np.full(len(rows), _NO_DAY)
        limits = np.array([f"{row['limit'].unit} {row['limit'].count}" for row in rows])
        for limit in np.unique(limits):
            unit, count = limit.split()
            mine = limits == limit
            if count != "None":
                due[mine] = self.clock.after(started[opened[mine]], int(count), unit)
        stood = self._stood([row["pause"] for row in rows])
        return pa.table({
            "id": _ids(DossierStep, len(rows)), "dossier_id": ids[_each(rows, "dossier")], "stage": _each(rows, "stage"), "key": _each(rows, "key"),
            "number": _each(rows, "number"), "role": _each(rows, "role"), "place_id": pa.array(_each(rows, "place_id"), pa.string()),
            "assigned_id": pa.array(_each(rows, "assigned_id"), pa.int64()), "started_at": self._at(_each(rows, "start")),
            "due_on": pa.array(self.clock.after(due, stood[opened]), pa.date32(), from_pandas=True), "ended_at": self._at(_each(rows, "end")),
            "ended_by_id": pa.array(_each(rows, "ended_by_id"), pa.int64()), "result": _each(rows, "result"), "reason": _each(rows, "reason"),
            "note": [""] * len(rows),
        })  # fmt: skip

    def _move_table(self, ids: np.ndarray) -> pa.Table:
        rows = sorted(self.moves, key=lambda row: (ids[row["dossier"]], row["place"]))
        return pa.table({
            "id": _ids(Move, len(rows)), "dossier_id": ids[_each(rows, "dossier")], "at": self._at(_each(rows, "at")), "act": _each(rows, "act"),
            **{name: [row.get(name, "") for row in rows] for name in ("stage", "step", "by", "reason", "note")},
        })  # fmt: skip

    def _supplement_table(self, ids: np.ndarray) -> pa.Table:
        rows = self.supplements
        return pa.table({
            "id": _ids(Supplement, len(rows)), "dossier_id": ids[_each(rows, "dossier")], "asked_at": self._at(_each(rows, "asked")),
            "answered_at": self._at(_each(rows, "answered")), "handed_in_said": [""] * len(rows),
            **{name: _each(rows, name) for name in ("reason", "said", "components", "answered_by")},
        })  # fmt: skip

    def _check_table(self, ids: np.ndarray) -> pa.Table:
        rows = self.checks
        return pa.table({
            "id": _ids(ComponentCheck, len(rows)), "dossier_id": ids[_each(rows, "dossier")], "key": _each(rows, "key"),
            "state": _each(rows, "state"), "note": [""] * len(rows),
        })  # fmt: skip

    def _ruling_table(self, ids: np.ndarray, days: Mapping[str, np.ndarray]) -> pa.Table:
        rows = self.rulings
        sha256 = made_up_paper()
        signed = self._at(_each(rows, "closed"))
        decided = days["closed"][_each(rows, "dossier")]
        self._numbers = [
            f"{number + 1001}/QĐ-{_seal(row['level'], day)}"
            for number, (row, day) in enumerate(zip(rows, decided.tolist(), strict=True))
        ]
        at = [one.isoformat() for one in signed.to_pylist()]
        return pa.table({
            "id": _ids(Ruling, len(rows)), "dossier_id": ids[_each(rows, "dossier")], "outcome": _each(rows, "outcome"),
            "reason": _each(rows, "reason"), "number": self._numbers, "decided_on": decided, "body": _each(rows, "body"),
            "signer_name": [SIGNER] * len(rows),
            "sha256": [sha256] * len(rows), "drafted_at": signed, "signed_at": signed, "wrote": _each(rows, "wrote"),
            "signature": [json.dumps({"hash": sha256, "signer": SIGNER, "at": one, "service": "demo"}) for one in at],
        })  # fmt: skip

    def _name_decisions(self, ids: np.ndarray, days: Mapping[str, np.ndarray]) -> None:
        """The decisions in the registers of rights say the number, day and body of the ruling they are, and the dossier it was signed in."""
        told = [
            (int(ids[row["dossier"]]), number, days["closed"][row["dossier"]].item(), row["body"], row["decision"])
            for row, number in zip(self.rulings, self._numbers if self.rulings else (), strict=True) if row["decision"]
        ]  # fmt: skip
        table = Decision._meta.db_table
        with connection.cursor() as cursor:
            cursor.executemany(
                f"UPDATE {table} SET dossier_id = %s, number = %s, decided_on = %s, body = %s WHERE id = %s", told
            )

    def _agencies(self, communes: Sequence[str]) -> dict[str, tuple[int, str]]:
        """The body that receives of each commune: its row and code. Ours: the state's codes of communes are not published."""
        known = dict(Agency.objects.values_list("place_id", "pk"))
        Agency.objects.bulk_create(
            Agency(code=_agency_code(one), name=f"UBND {self.places[one].full_name}", place_id=one, from_day=date(2016, 1, 1))
            for one in communes if one not in known
        )  # fmt: skip
        self._agency_ids = dict(Agency.objects.values_list("code", "pk"))
        return {one: (self._agency_ids[_agency_code(one)], _agency_code(one)) for one in communes}

    def _write_agencies_days(self) -> None:
        AgencyDay.objects.bulk_create(
            [
                AgencyDay(agency_id=self._agency_ids[agency], day=day, last=last)
                for (agency, day), last in self._last.items()
            ],
            batch_size=2000,
        )

    def _at(self, hours: Sequence[float | None]) -> pa.Array:
        """Moments of hours of work."""
        known = np.array([hour is not None for hour in hours], bool)
        found = self.clock.moments(np.array([hour or 0.0 for hour in hours]))
        return pa.array(found, pa.timestamp("us"), mask=~known).cast(pa.timestamp("us", "UTC"))


def _rights(book: Book) -> list[dict[str, Any]]:
    """The titles that begin in 2023, 2024 and 2026 and the claims of 2023, each with its person and its own decision."""
    categories = ", ".join(f"'{one}'" for one in PROCEDURE_OF)
    person = "p.id AS person, p.name, p.personal_number, p.birth_year, p.died_on"
    titles = read_arrow(f"""SELECT 'title:' || t.id AS wrote, t.category, t.from_day, d.id AS decision, d.commune_id AS commune, {person}
      FROM benefits_title t JOIN benefits_decision d ON d.id = t.decision_id JOIN people_person p ON p.id = t.person_id
      WHERE t.category IN ({categories}) AND ((t.from_day >= '2023-01-01' AND t.from_day < '2025-01-01') OR t.from_day >= '2026-01-01')
      ORDER BY t.id""")
    claims = read_arrow(f"""SELECT 'claim:' || c.id AS wrote, c.kind AS category, c.payable_month, d.id AS decision, d.commune_id AS commune,
        {person} FROM benefits_claim c JOIN benefits_decision d ON d.id = c.decision_id JOIN people_person p ON p.id = c.person_id
      WHERE c.kind = 'funeral_assistance' ORDER BY c.id""")
    return [*titles.to_pylist(), *claims.to_pylist()]


def _of_rights(book: Book, rights: Sequence[Mapping[str, Any]]) -> Iterable[Asked]:
    """What each right was asked with: decided in the month before it begins, or, for a funeral, soon after the death."""
    found: dict[tuple[str, str], Asked] = {}
    for right in rights:
        is_claim = right["wrote"].startswith("claim")
        name = "funeral_social" if is_claim else PROCEDURE_OF[right["category"]]
        begins = None if is_claim else date.fromisoformat(str(right["from_day"])[:10])
        commune = right["commune"]
        province = book.places[commune].province_id or ""
        if begins is None:
            day = date.fromisoformat(str(right["died_on"])[:10]) + timedelta(days=int(book.rng.integers(1, 5)))
            answers = said(
                event_on=str(right["died_on"])[:10], death_extract=f"TLKT-{right['person']}", payee_name="Thân nhân (mẫu)", payee_relation="con"
            )  # fmt: skip
        else:
            day = begins - timedelta(days=int(book.rng.integers(12, 28)))
            answers = _category_said(name, right["category"])
        who = "relative" if is_claim else "self" if day.year - right["birth_year"] >= 18 else "guardian"
        asked = found.setdefault((name, province), Asked(name, province))
        asked.rows.append(_row(
            book, commune, right, day=_working(book, day, forward=is_claim), is_end=not is_claim, who=who, answers=answers, outcome="granted",
            wrote=right["wrote"], decision=right["decision"], category=right["category"],
        ))  # fmt: skip
    return found.values()


def _beside(book: Book, rights: Sequence[Mapping[str, Any]], persons: int) -> Iterable[Asked]:
    """What was asked beside the rights and not given: refused, withdrawn, not received."""
    titles = [right for right in rights if right["wrote"].startswith("title")]
    found: dict[tuple[str, str], Asked] = {}
    for outcome, share in BESIDE:
        chosen = book.rng.choice(len(titles), round(len(titles) * share) or min(1, len(titles)), replace=False)
        for right, person in zip([titles[one] for one in chosen], _somebody(book, persons, len(chosen)), strict=True):
            commune, name = right["commune"], PROCEDURE_OF[right["category"]]
            province = book.places[commune].province_id or ""
            day = date.fromisoformat(str(right["from_day"])[:10]) - timedelta(days=int(book.rng.integers(12, 28)))
            asked = found.setdefault((name, province), Asked(name, province))
            category = "disabled_severe" if right["category"] in SENSITIVE else right["category"]
            asked.rows.append(_row(
                book, commune, person, day=_working(book, day), is_end=True, who="self", answers=_category_said(name, category), outcome=outcome,
                category=category,
            ))  # fmt: skip
    return found.values()


def _open_now(book: Book, share: float, persons: int, later: Mapping[str, str]) -> Iterable[Asked]:
    """Dossiers received in the last days, in the communes of today; those of the rights wait for nothing any more."""
    communes = sorted(
        {
            later.get(one, one)
            for one in book.places
            if book.places[one].province_id == PROVINCE and book.places[one].level == 3
        }
    )
    communes = [
        one for one in communes if book.places[one].level == 3 and book.places[one].province_id == LATER_PROVINCE
    ]
    count = max(12, round(OPEN_NOW * share))
    found = {name: Asked(name, LATER_PROVINCE) for name, _, _ in OPEN_PROCEDURES}
    for person in _somebody(book, persons, count):
        name, category, _ = OPEN_PROCEDURES[
            int(book.rng.choice(len(OPEN_PROCEDURES), p=[share for *_, share in OPEN_PROCEDURES]))
        ]
        day = _working(book, book.today - timedelta(days=int(book.rng.integers(1, OPEN_DAYS))))
        commune = communes[int(book.rng.integers(len(communes)))]
        found[name].rows.append(_row(
            book, commune, person, day=day, is_end=False, who="self", answers=_category_said(name, category), outcome="refused", category=category,
        ))  # fmt: skip
    return found.values()


def _category_said(procedure: str, category: str) -> dict[str, dict[str, Any]]:
    """The answer that names the category, where the procedure asks for it."""
    asks = any(one.key == "category" and category in one.choices for one in procedure_named(procedure).questions)
    return said(category=category) if asks else {}


def _row(book: Book, commune: str, person: Mapping[str, Any], *, who: str, **told: Any) -> dict[str, Any]:
    keys, weights = [key for key, _ in CHANNELS], np.array([share for _, share in CHANNELS])
    name = person["name"] if who == "self" else "Người nộp thay (mẫu)"
    return {
        "commune": commune, "person": person["person"], "name": name, "personal_number": person["personal_number"], "who": who,
        "channel": keys[int(book.rng.choice(len(keys), p=weights))], "clock": float(book.rng.uniform(0.5, 7.5)), "wrote": "", "decision": 0, **told,
    }  # fmt: skip


def _somebody(book: Book, persons: int, count: int) -> list[dict[str, Any]]:
    """People drawn by chance from the register."""
    ids = ", ".join(str(one + 1) for one in book.rng.choice(persons, count, replace=False))
    adults = f"SELECT id AS person, name, personal_number FROM people_person WHERE id IN ({ids}) ORDER BY id"
    found: list[dict[str, Any]] = read_arrow(adults).to_pylist()
    return found


def _working(book: Book, day: date, *, forward: bool = False) -> date:
    """The day itself, or the nearest working day before it (after it, when told)."""
    days = book.clock.days(np.array([day, day - timedelta(days=1)], "datetime64[D]"))
    if days[0] != days[1]:
        return day
    return _working(book, day + timedelta(days=1 if forward else -1), forward=forward)


def _by_path(declared: Procedure, rows: Sequence[dict[str, Any]]) -> Iterable[tuple[Path, list[dict[str, Any]]]]:
    """The rows by the path the law draws for them: that of a month before where the end is told."""
    found: dict[tuple[str, str, bool], tuple[Path, list[dict[str, Any]]]] = {}
    for row in rows:
        path = _path(declared.name, row["day"] - timedelta(days=30) if row["is_end"] else row["day"], row["category"])
        found.setdefault((declared.law_for({"category": row["category"]}), path.reference, row["is_end"]), (path, []))[
            1
        ].append(row)
    return found.values()


@cache
def _path(procedure: str, day: date, category: str) -> Path:
    return path_on(procedure_named(procedure), day, {"category": category})


def _codes(
    agencies: Sequence[str], opened: np.ndarray, ids: np.ndarray
) -> tuple[list[str], dict[tuple[str, date], int]]:
    """The number of each dossier, without a gap an agency and day, and the last number of each."""
    last: dict[tuple[str, date], int] = {}
    codes = [""] * len(agencies)
    for row in np.argsort(ids):
        agency, day = agencies[row], opened[row].item()
        number = last[agency, day] = last.get((agency, day), 0) + 1
        codes[row] = f"{agency}-{day:%y%m%d}-{number:04d}"
    return codes, last


def made_up_paper() -> str:
    """The one paper all made-up rulings keep: its hash."""
    paper, out = Document(), io.BytesIO()
    paper.add_paragraph(PAPER)
    paper.save(out)
    return files.keep(out.getvalue())


def _hands() -> dict[tuple[str, str], tuple[int, str]]:
    """Who holds each role in each place: the user and the name."""
    held = Grant.objects.order_by("-pk").values_list("role", "place_id", "user_id", "user__username")
    return {(role, place): (user, name) for role, place, user, name in held}


def said(**answers: Any) -> dict[str, dict[str, Any]]:
    return {key: {"value": value, "source": "khai"} for key, value in answers.items()}


def _agency_code(commune: str) -> str:
    return f"AS.{commune.replace('@', '.')}"


def _seal(level: int, day: date) -> str:
    return "UBND" if level != 1 else "SLĐTBXH" if day < date(2025, 3, 1) else "SNV"


def _each(rows: Sequence[Mapping[str, Any]], name: str) -> list[Any]:
    return [row[name] for row in rows]


def _ids(model: type[models.Model], count: int) -> np.ndarray:
    first: int = 1 + (model._base_manager.aggregate(last=models.Max("id"))["last"] or 0)
    return np.arange(first, first + count)


def tell_sequences(*tables: type[models.Model]) -> None:
    """On PostgreSQL the next row gets the next number."""
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), list(tables)):
            cursor.execute(sql)
