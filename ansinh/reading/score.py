"""Claims and findings against annotations: precision, recall and what was missed, by stage and by file.

A folder holds ``NAME.txt`` and ``gold/NAME.json`` (rows with quote, start, value, unit, kind, period, comparator, indicator);
``gold/findings.json`` (by name) and ``gold/tolerated.json`` (doc, quote, start) are optional, ``indicators.md`` says which ids lie
outside the sector."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from math import ceil
from pathlib import Path
from typing import Any

from ansinh.reading.catalogue import Catalogue
from ansinh.reading.claim import UNITS, Claim
from ansinh.reading.reading import Reading

Gold = dict[str, Any]
STAGES = ("value", "unit", "kind", "comparator", "year", "indicator", "outside")
NOT_GOLD = ("findings", "tolerated")
_SCOPES = re.compile(r"^## .*\(scope: (\w+)\)|^\| `([\w.]+)` ", re.M)


@dataclass
class Counts:
    """Right and asked of one stage."""

    right: int = 0
    asked: int = 0

    def add(self, is_right: bool) -> bool:
        self.right += is_right
        self.asked += 1
        return is_right

    @property
    def share(self) -> float | None:
        return round(self.right / self.asked, 4) if self.asked else None


@dataclass
class Score:
    """What was found of what was annotated; ``missed`` are lines for people."""

    found: Counts = field(default_factory=Counts)
    wanted: Counts = field(default_factory=Counts)
    stages: dict[str, Counts] = field(default_factory=lambda: {stage: Counts() for stage in STAGES})
    alarms: Counts = field(default_factory=Counts)
    findings: Counts = field(default_factory=Counts)
    missed: list[str] = field(default_factory=list)

    def add(self, other: "Score") -> None:
        for mine, its in self._pairs(other):
            mine.right += its.right
            mine.asked += its.asked

    def as_dict(self) -> dict[str, Any]:
        """Precision, recall and F1 of claims and findings; shares of the matched for the stages (None where none was asked)."""
        told = {stage: counts.share for stage, counts in self.stages.items()}
        return {"claims": _f1(self.found, self.wanted), **told, "findings": _f1(self.alarms, self.findings)}

    def _pairs(self, other: "Score") -> Iterator[tuple[Counts, Counts]]:
        yield from (
            (self.found, other.found), (self.wanted, other.wanted), (self.alarms, other.alarms), (self.findings, other.findings)
        )  # fmt: skip
        yield from ((self.stages[stage], other.stages[stage]) for stage in STAGES)


@dataclass(frozen=True)
class Annotations:
    """The gold of one folder."""

    folder: Path
    claims: Mapping[str, list[Gold]]
    findings: Mapping[str, list[Gold]]
    tolerated: Mapping[str, list[Gold]]
    scopes: Mapping[str, str]

    def is_outside(self, indicator: str, catalogue: Catalogue) -> bool:
        """Whether an annotated id lies outside the sector: as its list of ids says, else when no indicator has its family."""
        if indicator in self.scopes:
            return self.scopes[indicator] != "core"
        families = {name.split(".")[0] for name in catalogue.by_any_id}
        return indicator.split(".")[0] not in families


def annotations_in(folder: Path) -> Annotations:
    """The gold below a folder. Raises FileNotFoundError when there is none."""
    gold = folder / "gold"
    names = sorted(path.stem for path in gold.glob("*.json") if path.stem not in NOT_GOLD)
    if not names:
        raise FileNotFoundError(f"Không có bản chú giải nào trong {gold}: cần gold/TÊN.json bên cạnh TÊN.txt.")
    tolerated: dict[str, list[Gold]] = {}
    for row in _json(gold / "tolerated.json", []):
        tolerated.setdefault(row["doc"], []).append(row)
    return Annotations(
        folder,
        {name: _json(gold / f"{name}.json", []) for name in names},
        _json(gold / "findings.json", {}),
        tolerated,
        _scopes(folder / "indicators.md"),
    )


def score(folder: Path, read: Callable[[Path], Reading], catalogue: Catalogue) -> tuple[Score, dict[str, Score]]:
    """The total and each file's score. Raises FileNotFoundError."""
    gold = annotations_in(folder)
    files = {}
    total = Score()
    for name, wanted in gold.claims.items():
        reading = read(folder / f"{name}.txt")
        files[name] = score_one(name, reading, wanted, gold, catalogue)
        total.add(files[name])
    return total, files


def score_one(name: str, reading: Reading, wanted: list[Gold], gold: Annotations, catalogue: Catalogue) -> Score:
    """One reading against its annotations."""
    told = Score()
    pairs = _match(reading.claims, wanted, catalogue)
    spare = [claim for at, claim in enumerate(reading.claims) if at not in pairs.values()]
    text = reading.document.text
    for position, row in enumerate(wanted):
        found = pairs.get(position)
        if not told.wanted.add(found is not None):
            told.missed.append(f"không thấy {row['value']} {row['unit']}: «{row['quote']}» ({row['indicator']})")
        if found is None:
            told.stages["value"].asked += any(_overlap(row, one) for one in spare)
            continue
        _stages(told, row, reading.claims[found], gold, catalogue)
    matched = set(pairs.values())
    harmless = [*wanted, *gold.tolerated.get(name, [])]
    for position, claim in enumerate(reading.claims):
        if position in matched:
            told.found.add(True)
        elif not any(_overlap(row, claim) for row in harmless):
            told.found.add(False)
            told.missed.append(f"thừa {claim.value} {claim.unit}: «{text[claim.start : claim.end]}»")
    _findings(told, reading, gold.findings.get(name, []), [row["id"] for row in wanted], pairs)
    return told


def _stages(told: Score, row: Gold, claim: Claim, gold: Annotations, catalogue: Catalogue) -> None:
    highest = row.get("value_max")
    same_end = highest is None or claim.value_max == Decimal(str(highest))
    told.stages["value"].add(same_end)
    checks = [
        ("unit", row["unit"], UNITS.get(claim.unit, "other")),
        ("kind", row["kind"], claim.kind),
        ("comparator", row["comparator"], claim.comparator),
    ]
    if row["period"]:
        checks.append(("year", _year(row["period"]), _year(claim.period)))
    if gold.is_outside(row["indicator"], catalogue):
        checks.append(("outside", "", claim.indicator))
    else:
        checks.append(("indicator", catalogue.by_any_id.get(row["indicator"], row["indicator"]), claim.indicator))
    for stage, wanted, said in checks:
        if not told.stages[stage].add(wanted == said):
            told.missed.append(f"{stage}: «{row['quote']}» là {wanted or 'ngoài ngành'}, đọc thành {said or 'chưa rõ'}")


def _match(claims: list[Claim], wanted: list[Gold], catalogue: Catalogue) -> dict[int, int]:
    """Annotation -> claim, one to one: equal values over overlapping spans, those that agree in most first."""
    candidates = []
    for at, row in enumerate(wanted):
        value = Decimal(str(row["value"]))
        for position, claim in enumerate(claims):
            if _overlap(row, claim) and _same(value, claim.value):
                agree = (
                    (claim.kind == row["kind"])
                    + (_year(claim.period) == _year(row["period"]))
                    + (catalogue.by_any_id.get(row["indicator"]) == claim.indicator)
                    + (UNITS.get(claim.unit, "other") == row["unit"])
                )
                candidates.append((-agree, at, position))
    pairs: dict[int, int] = {}
    for _, at, position in sorted(candidates):
        if at not in pairs and position not in pairs.values():
            pairs[at] = position
    return pairs


def _findings(told: Score, reading: Reading, wanted: list[Gold], ids: list[str], pairs: dict[int, int]) -> None:
    """A finding is the annotated one when the verdict agrees and it speaks of at least two and half of its claims.

    Precision is over what was said to be inconsistent, and over what was said to hold where the annotation says it does not;
    an arithmetic that holds and was not annotated is neither."""
    by_position = {position: ids[at] for at, position in pairs.items()}
    said = [
        (one, {by_position[position] for position in one.claims if position in by_position})
        for one in reading.findings
        if one.verdict != "cannot_tell"
    ]
    verdicts = {"ok": "consistent", "inconsistent": "inconsistent"}
    used: set[int] = set()
    for row in wanted:
        about = set(row["claims"])
        needed = max(min(2, len(about)), ceil(len(about) / 2))
        same = [at for at, (_, names) in enumerate(said) if len(about & names) >= needed]
        right = [at for at in same if said[at][0].verdict == verdicts[row["verdict"]]]
        used.update(right)
        if not told.findings.add(bool(right)):
            told.missed.append(f"không phát hiện ({row['verdict']}) {row['computation']}")
        if not right and row["verdict"] == "inconsistent" and any(said[at][0].verdict == "consistent" for at in same):
            told.alarms.add(False)
    for at, (one, _) in enumerate(said):
        if one.verdict == "inconsistent" and not told.alarms.add(at in used):
            told.missed.append(f"báo động thừa: {one.arithmetic}")
        elif one.verdict == "consistent" and at in used:
            told.alarms.add(True)


def _overlap(row: Gold, claim: Claim) -> bool:
    return claim.start < row["start"] + len(row["quote"]) and row["start"] < claim.end


def _same(first: Decimal, second: Decimal) -> bool:
    return abs(first - second) <= abs(first) * Decimal("1e-9")


def _year(period: str | None) -> str:
    period = period or ""
    return period[:4] if period[:4].isdigit() else period


def _f1(found: Counts, wanted: Counts) -> dict[str, float | None]:
    precision, recall = found.share, wanted.share
    both = (precision or 0) + (recall or 0)
    f1 = round(2 * (precision or 0) * (recall or 0) / both, 4) if both else None
    return {"precision": precision, "recall": recall, "f1": f1}


def _scopes(path: Path) -> dict[str, str]:
    """Id -> scope, from a list of ids grouped under headings that name the scope."""
    scopes, scope = {}, ""
    for found in _SCOPES.finditer(path.read_text() if path.is_file() else ""):
        scope = found[1] or scope
        if found[2] and scope:
            scopes[found[2]] = scope
    return scopes


def _json(path: Path, otherwise: Any) -> Any:
    return json.loads(path.read_text()) if path.is_file() else otherwise
