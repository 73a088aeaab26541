"""What officers say of the numbers of a report: each word is a new row, laid over what the reader made of the file.

A ruling is tied to its number by `key`; when the file is read again it follows the number by key, else by its words and value,
else it stays as a ruling without a number."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import transaction
from django.utils import timezone

from ansinh.core.access import NoAccess, must_hold
from ansinh.core.audit import record
from ansinh.engine.collect import collect
from ansinh.places.models import Place
from ansinh.reading.catalogue import Catalogue, house_catalogue
from ansinh.reading.checks import Finding, find
from ansinh.reading.checks.findings import VERDICTS
from ansinh.reading.claim import KINDS
from ansinh.reports.actions.acts import Refused
from ansinh.reports.actions.beside import findings_beside
from ansinh.reports.actions.rows import as_claims, document_of
from ansinh.reports.actions.variants import learn
from ansinh.reports.models import LearntVariant, Received, ReceivedClaim, ReceivedFinding, Ruling
from ansinh.reports.words import CLAIM_UNITS

RULERS = ("province_officer", "commune_officer")
TRUSTED = 0.7
TOLD = ("value", "unit", "kind", "period", "place", "indicator")


def accept(*, claim: ReceivedClaim, why: str = "", by: Any) -> Ruling:
    """The number is right as it stands."""
    return _rule(claim, "accept", {}, why, by)


def reject(*, claim: ReceivedClaim, why: str = "", by: Any) -> Ruling:
    """The number does not count: it is no figure, or it is wrong and nobody knows the right one."""
    return _rule(claim, "reject", {}, why, by)


def correct(*, claim: ReceivedClaim, why: str = "", by: Any, **told: Any) -> Ruling:
    """The number is another, or of another unit, kind, period, place or indicator: only what is told changes. Raises Refused."""
    changed = {name: value for name, value in _checked(told).items() if value != _now(claim)[name]}
    if not changed:
        raise Refused("Chưa sửa gì. Sửa ít nhất một ô, hoặc bấm Chấp nhận nếu số đã đúng.")
    return _rule(claim, "correct", changed, why, by)


@transaction.atomic
def map_to(*, claim: ReceivedClaim, indicator: str, learnt: str = "", why: str = "", by: Any) -> Ruling:
    """The number is of another indicator, of none when empty. `learnt` is the wording to know it by from now on. Raises Refused."""
    ruling = _rule(claim, "map", _checked({"indicator": indicator}), why, by)
    if learnt and indicator:
        learn(said=learnt, indicator=indicator, quote=_sentence(claim), ruling=ruling, by=by)
    return ruling


@transaction.atomic
def add(*, received: Received, start: int, end: int, why: str = "", by: Any, **told: Any) -> Ruling:
    """A number the reader missed, in the words `text[start:end]`; value, unit and kind must be told. Raises Refused."""
    _may(received)
    quote = received.document.text[start:end].strip()
    if not quote:
        raise Refused("Chưa chọn chữ nào trong báo cáo. Bôi đen con số, hoặc chép đúng chữ của báo cáo vào ô.")
    start = received.document.text.index(quote, start)
    told = {"kind": "result", "period": received.period, "place": received.place_id, "indicator": "", **_checked(told)}
    if missing := [name for name in ("value", "unit") if not told.get(name)]:
        raise Refused(
            f"Thiếu {' và '.join({'value': 'giá trị', 'unit': 'đơn vị'}[name] for name in missing)} của số thêm vào."
        )
    key = f"{start}:{start + len(quote)}:{told['value']}"
    if ReceivedClaim.objects.filter(received=received, key=key).exists():
        raise Refused(f"Số «{quote}» đã có trong bảng.")
    told |= {"start": start, "end": start + len(quote)}
    ruling = _kept(received, "add", key, quote, Decimal(told["value"]), told, why, by)
    claims = list(ReceivedClaim.objects.filter(received=received))
    lay_rulings(received, claims)
    test_again(received, claims)
    return ruling


@transaction.atomic
def undo(*, ruling: Ruling, why: str = "", by: Any) -> Ruling:
    """Take a ruling back: what stood before stands again. A wording learnt with it is forgotten too. Raises Refused."""
    received = ruling.received
    _may(received)
    if ruling.act == "undo" or Ruling.objects.filter(undoes=ruling).exists():
        raise Refused(f"Quyết định về «{ruling.quote}» đã rút lại rồi.")
    taken = _kept(received, "undo", ruling.key, ruling.quote, ruling.value, {}, why, by, undoes=ruling)
    LearntVariant.objects.filter(ruling=ruling, ended_at=None).update(ended_at=timezone.now(), ended_by=by)
    claims = list(ReceivedClaim.objects.filter(received=received))
    lay_rulings(received, claims)
    test_again(received, claims)
    return taken


def rulings_in_force(received: Received) -> list[Ruling]:
    """The rulings of a report nobody took back, the oldest first."""
    rows = Ruling.objects.filter(received=received).exclude(act="undo").filter(undone_by=None)
    return list(rows.select_related("ruled_by").order_by("pk"))


def rulings_without_a_number(received: Received) -> list[Ruling]:
    """Rulings in force whose number the present reading does not have: kept, shown, waiting for an officer."""
    return [ruling for ruling in rulings_in_force(received) if ruling.claim_id is None]


def lay_rulings(received: Received, claims: list[ReceivedClaim]) -> None:
    """Let every number stand as read with the rulings in force over it, and say which ones count. Saves what changed.

    `claims` are all numbers of the report; numbers added by hand come to the list or leave it."""
    chains: dict[str, list[Ruling]] = {}
    for ruling in rulings_in_force(received):
        chains.setdefault(ruling.key, []).append(ruling)
    _drop_added(claims, chains)
    found = _numbers_of(received, chains, claims)
    for claim in claims:
        _stand(claim, chains.get(found.get(claim.pk, ""), []))
    ReceivedClaim.objects.bulk_update(claims, [*TOLD, "outside", "as_read", "standing", "ruling"], batch_size=100)


def keep_findings(received: Received, claims: list[ReceivedClaim], findings: Iterable[Finding]) -> None:
    """Replace the findings in the text, beside the records and beside last year's report; mark the numbers that disagree.

    `findings` are those in the text, about `claims` by position."""
    ReceivedFinding.objects.filter(received=received).delete()
    rows = [_finding(received, one, claims) for one in findings]
    rows += findings_beside(received, claims, as_claims(claims), _catalogue())
    rows.sort(key=lambda row: (VERDICTS.index(row.verdict), -row.stake))
    for position, row in enumerate(rows):
        row.position = position
    ReceivedFinding.objects.bulk_create(rows, batch_size=200)
    wrong = {key for row in rows if row.verdict == "inconsistent" for key in row.claims}
    for claim in claims:
        claim.is_contradicted = claim.key in wrong
        claim.standing = _standing(claim)
    ReceivedClaim.objects.bulk_update(claims, ["is_contradicted", "standing"], batch_size=200)


def test_again(received: Received, claims: list[ReceivedClaim]) -> None:
    """Ask the arithmetic once more, of the numbers as they stand now; rejected ones are not asked."""
    kept = [claim for claim in claims if claim.standing != "rejected"]
    asked = as_claims(kept)
    keep_findings(received, kept, find(asked, document_of(received), _catalogue()))


@transaction.atomic
def _rule(claim: ReceivedClaim, act: str, told: dict[str, Any], why: str, by: Any) -> Ruling:
    received = claim.received
    _may(received)
    ruling = _kept(received, act, claim.key, claim.quote, Decimal(claim.as_read["value"]), told, why, by, claim=claim)
    _stand(claim, [one for one in rulings_in_force(received) if one.claim_id == claim.pk])
    claim.save(update_fields=[*TOLD, "outside", "standing", "ruling"])
    if act != "accept":
        test_again(received, list(ReceivedClaim.objects.filter(received=received)))
        claim.refresh_from_db()
    return ruling


def _may(received: Received) -> None:
    scope = must_hold(*RULERS)
    if not scope.reaches(received.place_id or "", received.province_id):
        raise NoAccess(f"Báo cáo «{received.name}» không thuộc phạm vi của tài khoản «{scope.actor}».")


def _kept(
    received: Received,
    act: str,
    key: str,
    quote: str,
    value: Decimal,
    told: Mapping[str, Any],
    why: str,
    by: Any,
    **more: Any,
) -> Ruling:
    ruling = Ruling.objects.create(
        received=received, act=act, key=key, quote=quote, value=value, told=dict(told), why=why.strip(),
        ruled_by=by, ruled_at=timezone.now(), **more,
    )  # fmt: skip
    detail = {"key": key, "quote": quote, "value": str(value), **told}
    if ruling.undoes_id:
        detail["undoes"] = ruling.undoes_id
    record(
        f"received.{act}",
        f"received:{received.pk}",
        place_id=received.place_id or "",
        reason=why.strip(),
        detail=detail,
    )
    return ruling


def _checked(told: Mapping[str, Any]) -> dict[str, Any]:
    """What is told, in the form it is kept in. Raises Refused for what cannot be."""
    kept = dict(told)
    if unknown := set(kept) - set(TOLD):
        raise Refused(f"Không sửa được: {', '.join(sorted(unknown))}.")
    if "value" in kept:
        kept["value"] = format(Decimal(kept["value"]).normalize(), "f")
    if isinstance(kept.get("place"), Place):
        kept["place"] = kept["place"].pk
    if kept.get("indicator") and kept["indicator"] not in collect().indicators:
        raise Refused(f"Không có chỉ tiêu «{kept['indicator']}». Chọn một chỉ tiêu trong danh mục.")
    if "kind" in kept and kept["kind"] not in KINDS:
        raise Refused(f"«{kept['kind']}» không phải loại số liệu.")
    if "unit" in kept and kept["unit"] not in CLAIM_UNITS:
        raise Refused(f"«{kept['unit']}» không phải đơn vị.")
    return kept


def _now(claim: ReceivedClaim) -> dict[str, Any]:
    """A number as it stands, in the form rulings tell it."""
    return {
        "value": format(Decimal(claim.value).normalize(), "f"), "unit": claim.unit, "kind": claim.kind, "period": claim.period,
        "place": claim.place_id, "indicator": claim.indicator,
    }  # fmt: skip


def _stand(claim: ReceivedClaim, chain: list[Ruling]) -> None:
    """The number as read, with a chain of rulings over it."""
    told = dict(claim.as_read)
    for ruling in chain:
        told |= {name: value for name, value in ruling.told.items() if name in TOLD}
        if "indicator" in ruling.told:
            told["outside"] = ""
    claim.value, claim.unit, claim.kind = Decimal(told["value"]), told["unit"], told["kind"]
    claim.period, claim.place_id = told["period"], told["place"]
    claim.indicator, claim.outside = told["indicator"], told["outside"]
    claim.ruling = chain[-1] if chain else None
    claim.standing = _standing(claim)


def _standing(claim: ReceivedClaim) -> str:
    if claim.ruling is not None:
        return "rejected" if claim.ruling.act == "reject" else "accepted"
    if not claim.indicator:
        return "outside" if claim.outside else "unmapped"
    is_sure = claim.score >= TRUSTED and not claim.is_doubtful and not claim.is_contradicted
    return "trusted" if is_sure else "doubtful"


def _drop_added(claims: list[ReceivedClaim], chains: Mapping[str, list[Ruling]]) -> None:
    """Numbers added by hand whose adding was taken back leave the list."""
    for claim in [one for one in claims if one.as_read.get("is_added") and one.key not in chains]:
        claims.remove(claim)
        claim.delete()


def _numbers_of(received: Received, chains: Mapping[str, list[Ruling]], claims: list[ReceivedClaim]) -> dict[int, str]:
    """Which chain of rulings lies over which number: the same key, else the same words and value, else none."""
    by_key = {claim.key: claim for claim in claims}
    found = {by_key[key].pk: key for key in chains if key in by_key}
    for key, chain in chains.items():
        claim = by_key.get(key) or _moved(chain[0], claims, found) or _added(received, chain[0], claims)
        if claim is not None:
            found[claim.pk] = key
        Ruling.objects.filter(pk__in=[ruling.pk for ruling in chain]).update(claim=claim)
        for ruling in chain:
            ruling.claim = claim
    return found


def _moved(ruling: Ruling, claims: list[ReceivedClaim], taken: Mapping[int, str]) -> ReceivedClaim | None:
    """The number of the same words and value nearest to where it stood; numbers that have rulings of their own are left."""
    stood = int(ruling.key.split(":")[0])
    same = [
        claim
        for claim in claims
        if claim.pk not in taken
        and Decimal(claim.as_read["value"]) == ruling.value
        and _same_words(claim.quote, ruling.quote)
    ]
    return min(same, key=lambda claim: abs(claim.number_start - stood), default=None)


def _same_words(one: str, other: str) -> bool:
    return " ".join(one.split()) == " ".join(other.split())


def _added(received: Received, ruling: Ruling, claims: list[ReceivedClaim]) -> ReceivedClaim | None:
    """The row of a number added by hand, when its words stand in the text."""
    if ruling.act != "add":
        return None
    text, told = received.document.text, ruling.told
    start = told["start"] if text[told["start"] : told["end"]] == ruling.quote else text.find(ruling.quote)
    if start < 0:
        return None
    end = start + len(ruling.quote)
    claim = ReceivedClaim(
        received=received, position=max((one.position for one in claims), default=-1) + 1, key=ruling.key, quote=ruling.quote,
        start=start, end=end, number_start=start, number_end=end, sentence_start=start, sentence_end=end, value=ruling.value,
        unit=told["unit"], standing="accepted",
    )  # fmt: skip
    claim.as_read = {
        **{name: told.get(name) for name in TOLD},
        "outside": "",
        "period_said": told["period"],
        "is_added": True,
    }
    claim.save()
    claims.append(claim)
    return claim


def _finding(received: Received, one: Finding, claims: list[ReceivedClaim]) -> ReceivedFinding:
    detail = {
        "relation": one.relation, "lhs": str(one.lhs), "rhs": str(one.rhs), "tolerance": str(one.tolerance),
        "jumps": [list(jump) for jump in one.jumps],
    }  # fmt: skip
    return ReceivedFinding(
        received=received, position=0, kind=one.kind, verdict=one.verdict, said=one.said, arithmetic=one.arithmetic,
        stake=one.stake, claims=[claims[place].key for place in one.claims], detail=detail,
    )  # fmt: skip


@cache
def _catalogue() -> Catalogue:
    return house_catalogue()


def _sentence(claim: ReceivedClaim) -> str:
    return claim.received.document.text[claim.sentence_start : claim.sentence_end].strip()
