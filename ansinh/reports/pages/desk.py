"""What the reading desk of one report shows: the part of the document, its numbers, the one in hand, the findings."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ansinh.core.access import current_scope
from ansinh.core.language import is_english
from ansinh.reading.checks import KINDS as FINDING_KINDS
from ansinh.reading.document import Document
from ansinh.reports import actions, words
from ansinh.reports.actions.rows import document_of
from ansinh.reports.forms import CorrectForm
from ansinh.reports.models import STANDINGS, Received, ReceivedClaim, ReceivedFinding, Ruling
from ansinh.reports.models.received import ACTS
from ansinh.reports.pages import naming
from ansinh.reports.pages.marking import Mark, Part, drawn, parts_of

VIEWS = {
    "": ("Tất cả", "All"),
    "can-xem": ("Cần xem", "To be looked at"),
    "da-quyet": ("Đã quyết", "Ruled on"),
    "ngoai": ("Ngoài ngành", "Outside"),
}
_SHOWN = {
    "can-xem": ("doubtful", "unmapped"),
    "da-quyet": ("accepted", "rejected"),
    "ngoai": ("outside",),
}
FINDINGS_SHOWN = 6
FINDINGS_AT_MOST = 60
TAKEN_BACK_WITHIN = timedelta(hours=1)


def rights() -> dict[str, bool]:
    """What the reader of a page may do with reports received."""
    roles = current_scope().roles
    return {
        "may_receive": bool(roles & set(actions.RECEIVERS)),
        "may_teach": bool(roles & set(actions.TEACHERS)),
    }


@dataclass
class Desk:
    """What the desk shows of one report for what the address asks."""

    request: HttpRequest
    received: Received
    in_hand: int | None = None
    correct: Any = None
    add: Any = None
    problem: str = ""

    @cached_property
    def document(self) -> Document:
        return document_of(self.received)

    @cached_property
    def view(self) -> str:
        asked = self._asked("xem")
        return asked if asked in VIEWS else ""

    @cached_property
    def order(self) -> list[tuple[int, str, int]]:
        """(id, key, offset) of every number of the report in the order of its text."""
        rows = ReceivedClaim.objects.filter(received=self.received).order_by("number_start", "position")
        return list(rows.values_list("pk", "key", "number_start"))

    @cached_property
    def numbers(self) -> dict[int, int]:
        """What each number is called on the page, by id: 1, 2, 3 in the order of the text."""
        return {pk: number for number, (pk, _key, _start) in enumerate(self.order, start=1)}

    @cached_property
    def parts(self) -> list[Part]:
        return parts_of(self.document)

    @cached_property
    def part(self) -> Part:
        """The part asked for: the one the number in hand stands in, else the one named, else the first."""
        starts = {pk: start for pk, _key, start in self.order}
        if self._hand_asked in starts:
            return self._part_of(starts[self._hand_asked])
        asked = self._asked("phan")
        return self.parts[min(int(asked), len(self.parts)) - 1] if asked.isdigit() and int(asked) else self.parts[0]

    @cached_property
    def claims(self) -> list[ReceivedClaim]:
        """The numbers of the part, in the order of the text."""
        rows = ReceivedClaim.objects.filter(
            received=self.received, number_start__gte=self.part.start, number_start__lt=self.part.end
        )
        return list(rows.select_related("place", "ruling").order_by("number_start", "position"))

    @cached_property
    def rows(self) -> list[ReceivedClaim]:
        """Those the table shows."""
        if self.view == "":
            return self.claims
        kept = _SHOWN[self.view]
        return [
            claim
            for claim in self.claims
            if claim.standing in kept
            or (self.view == "can-xem" and claim.is_contradicted and claim.ruling_id is None)
            or claim.pk == self._hand_asked
        ]

    @cached_property
    def claim(self) -> ReceivedClaim | None:
        """The number in hand: the one asked for, else the first to be looked at."""
        asked = next((claim for claim in self.claims if claim.pk == self._hand_asked), None)
        waiting = (claim for claim in self.rows if claim.standing in ("doubtful", "unmapped"))
        return asked or next(waiting, None) or next(iter(self.rows), None)

    def next_after(self, pk: int) -> int | None:
        """The number after one in the table, none when it is the last of its part."""
        shown = [claim.pk for claim in self.rows]
        after = shown.index(pk) + 1 if pk in shown else len(shown)
        return shown[after] if after < len(shown) else None

    def looks(self) -> dict[int, tuple[Any, ...]]:
        """How every number of the part looks now: what changes is put into the page anew."""
        return {
            claim.pk: (_look(claim), claim.value, claim.unit, claim.kind, claim.period, claim.place_id, claim.indicator)
            for claim in self.claims
        }

    def address(self, **more: Any) -> str:
        """The desk with changes."""
        kept = {"xem": self.view, "phan": self.part.number if self.part.number > 1 else "", **more}
        told = urlencode({name: value for name, value in kept.items() if value not in ("", None)})
        return f"{reverse('received', args=[self.received.pk])}{f'?{told}' if told else ''}"

    def mark(self, claim: ReceivedClaim) -> Mark:
        title = f"{self.numbers[claim.pk]}. {naming.subject_said(claim) or claim.quote} · {naming.standing_said(claim)}"
        return Mark(
            claim.number_start, claim.number_end, self.numbers[claim.pk], str(claim.pk), _look(claim), title,
            self.address(so=claim.pk) + f"#so-{claim.pk}",
        )  # fmt: skip

    def row(self, claim: ReceivedClaim) -> dict[str, Any]:
        """A line of the table."""
        elsewhere = claim.place if claim.place_id != self.received.place_id else None
        return {
            "pk": claim.pk,
            "number": self.numbers[claim.pk],
            "value": naming.value_said(claim),
            "subject": naming.subject_said(claim),
            "quote": claim.quote,
            "about": " · ".join(
                told
                for told in (
                    words.CLAIM_KINDS[claim.kind][is_english()],
                    words.period_said(claim.period, in_english=is_english()) if claim.period else "",
                    elsewhere.full_name if elsewhere else claim.place_said if claim.place_id is None else "",
                )
                if told
            ),
            "standing": naming.standing_said(claim),
            "tone": naming.LOOKS[claim.standing],
            "is_contradicted": claim.is_contradicted,
            "is_doubtful": claim.is_doubtful,
            "is_in_hand": self.claim is not None and claim.pk == self.claim.pk,
            "address": self.address(so=claim.pk) + f"#so-{claim.pk}",
            "part": reverse("received_number", args=[self.received.pk, claim.pk]) + self._kept_view,
        }

    def context(self) -> dict[str, Any]:
        """Everything the whole page needs."""
        return {
            **self.panel_context(),
            **self.findings_context(),
            "html": drawn(self.document, self.part, [self.mark(claim) for claim in self.claims]),
            "part": self.part,
            "parts": [(part, self.address(phan=part.number)) for part in self.parts],
            "rows": [self.row(claim) for claim in self.rows],
            "views": [
                (name, said[is_english()], self.address(xem=name), name == self.view) for name, said in VIEWS.items()
            ],
            "tally": self.tally(),
            "lost": [_ruling(ruling) for ruling in actions.rulings_without_a_number(self.received)],
            "period": words.period_said(self.received.period, in_english=is_english()),
        }

    def panel_context(self) -> dict[str, Any]:
        """What the panel of the number in hand needs."""
        context = {
            "received": self.received,
            "desk": self.address(),
            "problem": self.problem,
            "add": self.add,
            **rights(),
        }
        if self.add is not None or self.claim is None:
            return {**context, "claim": None}
        claim = self.claim
        wanted = self._asked("tim")
        rulings = Ruling.objects.filter(claim=claim).select_related("ruled_by", "undone_by__ruled_by").order_by("-pk")
        keep = self._kept_view
        return context | {
            "claim": claim,
            "row": self.row(claim),
            "sentence": self._sentence(claim),
            "reasons": claim.reasons,
            "score": f"{claim.score:.0%}",
            "alternatives": self._alternatives(claim),
            "wanted": wanted,
            "found": [(one.name, naming.indicator_label(one.name)) for one in naming.indicators_like(wanted)],
            "pattern": actions.proposed_pattern(claim),
            "correct": self.correct or CorrectForm(initial=_initial(claim)),
            "is_correcting": self.correct is not None,
            "rulings": [_ruling(ruling) for ruling in rulings],
            "undo": claim.ruling,
            "undo_last": None if claim.ruling else self._last_ruling(),
            "after": self._neighbour(claim, 1),
            "before": self._neighbour(claim, -1),
            "acts": {
                act: reverse("received_rule", args=[self.received.pk, claim.pk, act]) + keep
                for act in ("chap-nhan", "bo", "sua", "gan")
            },
            "keep": keep,
        }

    def findings_context(self) -> dict[str, Any]:
        """The findings, those that do not hold first, each with the numbers it names."""
        where = {key: pk for pk, key, _start in self.order}
        kept = ReceivedFinding.objects.filter(received=self.received).order_by("position")
        counts = dict(kept.order_by().values_list("verdict").annotate(Count("pk")))
        told = [self._finding(one, where) for one in kept[:FINDINGS_AT_MOST]]
        wrong = [one for one in told if one["verdict"] == "inconsistent"]
        return {
            "received": self.received,
            "wrong": wrong[:FINDINGS_SHOWN],
            "more_wrong": wrong[FINDINGS_SHOWN:],
            "others": [one for one in told if one["verdict"] != "inconsistent"],
            "wrong_count": counts.get("inconsistent", 0),
            "right_count": sum(counts.values()) - counts.get("inconsistent", 0),
        }

    def tally(self) -> list[tuple[str, str, int]]:
        """How many numbers of the whole report stand how: (tone, words, count)."""
        rows = ReceivedClaim.objects.filter(received=self.received).order_by()
        counts = dict(rows.values_list("standing").annotate(Count("pk")))
        return [
            (naming.LOOKS[standing], said[is_english()], counts[standing])
            for standing, said in STANDINGS.items()
            if counts.get(standing)
        ]

    def _last_ruling(self) -> tuple[int, int] | None:
        """(ruling, number) of what the reader last ruled here within the hour and did not take back."""
        fresh = Ruling.objects.filter(
            received=self.received, ruled_by=self.request.user.pk, ruled_at__gte=timezone.now() - TAKEN_BACK_WITHIN
        )
        kept = fresh.exclude(act="undo").filter(undone_by=None, claim__in=self.numbers)
        last = kept.order_by("-pk").values_list("pk", "claim_id").first()
        return (last[0], self.numbers[last[1]]) if last else None

    @cached_property
    def _hand_asked(self) -> int:
        if self.in_hand is not None:
            return self.in_hand
        asked = self._asked("so")
        return int(asked) if asked.isdigit() else 0

    @cached_property
    def _kept_view(self) -> str:
        return f"?{urlencode({'xem': self.view})}" if self.view else ""

    def _asked(self, name: str) -> str:
        return self.request.GET.get(name, "").strip()

    def _part_of(self, offset: int) -> Part:
        return next((part for part in self.parts if part.holds(offset)), self.parts[0])

    def _neighbour(self, claim: ReceivedClaim, step: int) -> str:
        shown = [one.pk for one in self.rows]
        at = shown.index(claim.pk) + step if claim.pk in shown else -1
        return self.address(so=shown[at]) + f"#so-{shown[at]}" if 0 <= at < len(shown) else ""

    def _sentence(self, claim: ReceivedClaim) -> dict[str, str]:
        text = self.document.text
        start, end = min(claim.sentence_start, claim.number_start), max(claim.sentence_end, claim.number_end)
        return {
            "before": text[max(start, claim.number_start - 300) : claim.number_start],
            "number": text[claim.number_start : claim.number_end],
            "after": text[claim.number_end : min(end, claim.number_end + 300)],
        }

    def _alternatives(self, claim: ReceivedClaim) -> list[tuple[str, str]]:
        names = dict.fromkeys(name for name, _score in claim.alternatives if name != claim.indicator)
        return [(name, label) for name, label in naming.labels_of(names) if label != name][:4]

    def _finding(self, one: ReceivedFinding, where: dict[str, int]) -> dict[str, Any]:
        jumps = []
        for key in dict.fromkeys(one.claims):
            if key in where:
                pk = where[key]
                jumps.append((pk, self.numbers[pk], f"{self.address(so=pk)}#dau-{pk}"))
        return {
            "verdict": one.verdict,
            "word": words.VERDICTS[one.verdict][is_english()],
            "tone": {"inconsistent": "bad", "cannot_tell": "warn"}.get(one.verdict, "good"),
            "kind": _finding_kind(one.kind),
            "said": one.said,
            "arithmetic": one.arithmetic,
            "relation": one.detail.get("relation", ""),
            "tolerance": _tolerance(one.detail.get("tolerance", "0")),
            "jumps": jumps,
        }


def _look(claim: ReceivedClaim) -> str:
    """The classes that tell a number's standing, by shape as well as colour."""
    told = f"is-{claim.standing}"
    if claim.is_contradicted and claim.standing != "rejected":
        told += " is-contradicted"
    return f"{told} is-doubtful-digits" if claim.is_doubtful else told


def _finding_kind(kind: str) -> str:
    said = words.FINDING_KINDS if is_english() else FINDING_KINDS
    return said.get(kind, kind)


def _tolerance(told: str) -> str:
    """How far apart two sides may be, nothing when they must be the same."""
    value = Decimal(told)
    return naming.number_said(round(value, 4)) if value else ""


def _initial(claim: ReceivedClaim) -> dict[str, Any]:
    return {
        "value": naming.number_said(claim.value), "unit": claim.unit, "kind": claim.kind, "period": claim.period,
        "place": claim.place.full_name if claim.place else "",
    }  # fmt: skip


def _ruling(ruling: Ruling) -> dict[str, Any]:
    told = ruling.told
    changes = []
    if "value" in told:
        changes.append(told["value"])
    if "unit" in told:
        changes.append(words.CLAIM_UNITS[told["unit"]][is_english()])
    if "kind" in told:
        changes.append(words.CLAIM_KINDS[told["kind"]][is_english()])
    if told.get("period"):
        changes.append(words.period_said(told["period"], in_english=is_english()))
    if "indicator" in told:
        changes.append(naming.indicator_label(told["indicator"]) if told["indicator"] else _("không chỉ tiêu nào"))
    undone = getattr(ruling, "undone_by", None)
    return {
        "pk": ruling.pk,
        "act": ACTS[ruling.act][is_english()],
        "told": ", ".join(changes),
        "quote": ruling.quote,
        "why": ruling.why,
        "by": ruling.ruled_by.get_username() if ruling.ruled_by else "–",
        "at": ruling.ruled_at,
        "undone_by": undone.ruled_by.get_username() if undone and undone.ruled_by else "",
        "is_undone": undone is not None,
    }
