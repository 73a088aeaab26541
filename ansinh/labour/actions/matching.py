"""Acts on matching: a province chooses its weights; pairs are drawn and officers judge them."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from ansinh.core import audit
from ansinh.core.access import must_hold, must_reach
from ansinh.core.names import clean_text
from ansinh.labour.jobs.matching.judged import draw
from ansinh.labour.jobs.matching.weights import default_weights, told
from ansinh.labour.models import MatchPair, MatchWeights, PairGrade, Seeker
from ansinh.labour.words import GRADES
from ansinh.places.models import Place

DECIDERS = ("province_head", "province_leader")
GRADERS = ("commune_officer", "province_officer")
MOST_SEEKERS = 50


class MatchingRefused(ValueError):
    """An act on matching that may not be done; the message says why, and what to do."""


@transaction.atomic
def choose_weights(*, province: Place, values: Mapping[str, float], reason: str, by: Any) -> MatchWeights:
    """The weights of a province from now on, as a new row: those that differ from the house's. Raises MatchingRefused, NoAccess."""
    must_hold(*DECIDERS, field="labour")
    must_reach(f"Trọng số của {province}", "", province.pk)
    reason = clean_text(reason)
    if not reason:
        raise MatchingRefused("Ghi lý do đổi trọng số: người sau cần biết vì sao.")
    chosen = _differing(values)
    before = _in_force(province)
    if chosen == before:
        raise MatchingRefused("Các trọng số này đang được dùng. Đổi ít nhất một số rồi ghi.")
    made = MatchWeights.objects.create(province=province, values=chosen, reason=reason[:300], set_by=by)
    audit.record(
        "matching.weights",
        f"match_weights:{made.pk}",
        place_id=province.pk,
        reason=made.reason,
        before=before,
        after=chosen,
    )
    return made


def _in_force(province: Place) -> dict[str, float]:
    newest = MatchWeights.objects.filter(province=province).order_by("-pk").values_list("values", flat=True).first()
    return dict(newest or {})


def _differing(values: Mapping[str, float]) -> dict[str, float]:
    known, usual = told()["weights"], default_weights()
    for name, value in values.items():
        if name not in known:
            raise MatchingRefused(f"Không có trọng số nào tên «{name}». Có: {', '.join(known)}.")
        least, most = known[name]["least"], known[name]["most"]
        if not least <= value <= most:
            raise MatchingRefused(f"{known[name]['vi']}: {value:g} nằm ngoài khoảng {least:g} đến {most:g}.")
    return {name: float(value) for name, value in values.items() if float(value) != usual[name]}


@transaction.atomic
def draw_pairs(*, province: Place, seekers: int, by: Any) -> int:
    """Pairs of some active seekers of a province for officers to judge; gives how many were drawn. Raises MatchingRefused, NoAccess."""
    must_hold("province_officer", *DECIDERS, field="labour")
    must_reach(f"Người tìm việc của {province}", "", province.pk)
    if not 1 <= seekers <= MOST_SEEKERS:
        raise MatchingRefused(f"Rút từ 1 đến {MOST_SEEKERS} người tìm việc mỗi lần, đã ghi {seekers}.")
    batch = (
        MatchPair.objects.filter(province=province).order_by("-batch").values_list("batch", flat=True).first() or 0
    ) + 1
    drawn_before = MatchPair.objects.values("seeker")
    people = list(
        Seeker.objects.filter(province=province, state="active").exclude(pk__in=drawn_before).order_by("?")[:seekers]
    )
    pairs = draw(people, seed=batch)
    if not pairs:
        raise MatchingRefused("Chưa có người đang tìm việc nào có việc làm hợp điều kiện để rút cặp.")
    MatchPair.objects.bulk_create(
        MatchPair(
            seeker_id=pair.seeker_id,
            vacancy_id=pair.vacancy_id,
            province=province,
            batch=batch,
            rank=pair.rank,
            score=pair.score,
        )
        for pair in pairs
    )
    audit.record(
        "matching.draw", f"match_pairs:{province.pk}:{batch}", place_id=province.pk, detail={"pairs": len(pairs)}
    )
    return len(pairs)


@transaction.atomic
def grade_pair(*, pair: MatchPair, grade: int, note: str = "", by: Any) -> PairGrade:
    """One officer's grade of a pair, once. Raises MatchingRefused, NoAccess."""
    must_hold(*GRADERS, field="labour")
    must_reach("Cặp này", pair.seeker.commune_id, pair.province_id)
    if grade not in GRADES:
        raise MatchingRefused(f"Điểm chấm là 0, 1, 2 hoặc 3, đã ghi {grade}.")
    made, is_new = PairGrade.objects.get_or_create(
        pair=pair, graded_by=by, defaults={"grade": grade, "note": clean_text(note)[:300]}
    )
    if not is_new:
        raise MatchingRefused("Bạn đã chấm cặp này rồi. Mở cặp tiếp theo.")
    audit.record("matching.grade", f"match_pair:{pair.pk}", place_id=pair.seeker.commune_id, detail={"grade": grade})
    return made
