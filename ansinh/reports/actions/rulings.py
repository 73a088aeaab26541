"""What officers say of the numbers of a report: each word is a new row, laid over what the reader made of the file."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from ansinh.core.audit import record
from ansinh.engine.collect import collect
from ansinh.places.models import Place
from ansinh.reading.claim import KINDS
from ansinh.reports.actions.acts import Refused
from ansinh.reports.actions.hands import must_reach
from ansinh.reports.actions.standing import TOLD, lay_rulings, rulings_in_force, stand
from ansinh.reports.actions.variants import learn
from ansinh.reports.models import LearntVariant, Received, ReceivedClaim, Ruling
from ansinh.reports.words import CLAIM_UNITS


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
    must_reach(received)
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
    return ruling


@transaction.atomic
def undo(*, ruling: Ruling, why: str = "", by: Any) -> Ruling:
    """Take a ruling back: what stood before stands again. A wording learnt with it is forgotten too. Raises Refused."""
    received = ruling.received
    must_reach(received)
    if ruling.act == "undo" or Ruling.objects.filter(undoes=ruling).exists():
        raise Refused(f"Quyết định về «{ruling.quote}» đã rút lại rồi.")
    taken = _kept(received, "undo", ruling.key, ruling.quote, ruling.value, {}, why, by, undoes=ruling)
    LearntVariant.objects.filter(ruling=ruling, ended_at=None).update(ended_at=timezone.now(), ended_by=by)
    claims = list(ReceivedClaim.objects.filter(received=received))
    lay_rulings(received, claims)
    return taken


@transaction.atomic
def _rule(claim: ReceivedClaim, act: str, told: dict[str, Any], why: str, by: Any) -> Ruling:
    received = claim.received
    must_reach(received)
    ruling = _kept(received, act, claim.key, claim.quote, Decimal(claim.as_read["value"]), told, why, by, claim=claim)
    if act == "accept" and claim.standing != "rejected":
        stand(claim, [one for one in rulings_in_force(received) if one.claim_id == claim.pk])
        claim.save(update_fields=["standing", "ruling"])
    else:
        lay_rulings(received, list(ReceivedClaim.objects.filter(received=received)))
        claim.refresh_from_db()
    return ruling


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


def _sentence(claim: ReceivedClaim) -> str:
    return claim.received.document.text[claim.sentence_start : claim.sentence_end].strip()
