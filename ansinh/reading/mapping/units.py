"""Which units go together: a claim of persons is no count of households, a percent that is a result wants a rate."""

from ansinh.reading.claim import Claim

PERCENTS = ("percent", "percentage_point", "per_mille", "permille", "per_100000")
FAMILIES = {
    "person": "person",
    "turn": "person",
    "child": "person",
    "worker": "person",
    "gift": "gift",
    "card": "gift",
    "household": "household",
    "dong": "dong",
    "million_dong": "dong",
    "enterprise": "enterprise",
    "dossier": "dossier",
    "house": "house",
    "percent": "percent",
    "percentage_point": "percent",
    "per_mille": "percent",
    "permille": "percent",
}
NEAR = {
    frozenset(("person", "dossier")): 0.7,
    frozenset(("person", "other")): 0.55,
    frozenset(("gift", "person")): 0.92,
    frozenset(("gift", "household")): 0.85,
    frozenset(("gift", "other")): 0.97,
    frozenset(("household", "house")): 0.5,
    frozenset(("household", "person")): 0.0,
    frozenset(("household", "other")): 0.5,
    frozenset(("house", "other")): 0.7,
    frozenset(("enterprise", "other")): 0.7,
    frozenset(("dossier", "other")): 0.8,
    frozenset(("enterprise", "household")): 0.3,
}
THINGS = (
    0.35  # people are seldom counted as meetings, documents or courses; the reader of units may know no better word
)
CASES = ("trường hợp", "ca", "việc làm", "chỗ làm", "thẻ")  # people as papers count them
TURNS = {"household": 0.9, "gift": 0.95, "dossier": 0.9, "other": 0.75, "house": 0.7}


def fits(claim: Claim, unit: str) -> float:
    """0-1: how well a claim's unit goes with an indicator's; an indicator without a unit takes any, and so do "lần"."""
    wanted = FAMILIES.get(unit, "other") if unit else ""
    if claim.unit == "percent":
        return _percent(claim, wanted)
    if claim.unit_said == "lần":
        return 0.95
    given = _given(claim)
    if not wanted:
        return 0.9
    if claim.unit in ("person", "household") and wanted == "other":
        return THINGS
    if given == "person" and claim.unit == "turn" and wanted in TURNS:
        return TURNS[wanted]
    if given == "person" and claim.unit == "other":
        return 0.95 if wanted == "person" else NEAR.get(frozenset(("other", wanted)), 0.0)
    if given == wanted:
        return 1.0 if claim.unit == unit or given != "person" else 0.97
    if "percent" in (given, wanted) or "dong" in (given, wanted):
        return 0.0
    return NEAR.get(frozenset((given, wanted)), 0.0)


def _given(claim: Claim) -> str:
    """What the number's own word counts: "lượt doanh nghiệp" are enterprises, "trường hợp" are people."""
    if claim.unit == "turn" and claim.unit_said.startswith("lượt doanh"):
        return "enterprise"
    if claim.unit == "other" and claim.unit_said in CASES:
        return "person"
    return FAMILIES.get(claim.unit, "other")


def _percent(claim: Claim, wanted: str) -> float:
    """A percent of a plan and a change in percent can be said of anything; a level only of a rate."""
    if wanted in ("percent", ""):
        return 1.0
    return 0.95 if claim.kind in ("percent_of_plan", "change") else 0.0
