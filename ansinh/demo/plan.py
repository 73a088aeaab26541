"""How many households of which kind the made-up province has: the published totals of 2023, and movements chosen to lead to them.

Published (year-end conference of Trà Vinh's labour department, 5 January 2024): 3,453 poor households, 1,879 of them Khmer;
6,780 near-poor; 132,258 average; 126,346 better-off; 12,958 rich; the shares give 287,500 households in all and about 90,337
Khmer ones. Everything else here is chosen: the classes of 2022, who moved between classes, splits, moves and ends."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

HOUSEHOLDS = 287_500
PERSONS = 1_006_000
KINH_KHMER = ("other", "khmer")
SMALLEST = 500


@dataclass(frozen=True)
class Fate:
    """Households that share a class last year, a class this year and a way of coming: how many, and how many of them Khmer."""

    before: str | None
    now: str
    origin: str
    is_relapse: bool
    households: int
    khmer: int


NOBODY = None
FATES = (
    Fate("poor", "poor", "same", False, 2_238, 1_218),
    Fate("near_poor", "poor", "same", False, 486, 264),
    Fate("not_poor", "poor", "same", True, 112, 61),
    Fate("not_poor", "poor", "same", False, 553, 301),
    Fate(NOBODY, "poor", "split", False, 38, 21),
    Fate(NOBODY, "poor", "moved_in", False, 26, 14),
    Fate("near_poor", "near_poor", "same", False, 4_034, 2_017),
    Fate("poor", "near_poor", "same", False, 1_420, 767),
    Fate("not_poor", "near_poor", "same", True, 241, 120),
    Fate("not_poor", "near_poor", "same", False, 988, 440),
    Fate(NOBODY, "near_poor", "split", False, 61, 30),
    Fate(NOBODY, "near_poor", "moved_in", False, 36, 16),
    Fate("poor", "average", "same", False, 1_386, 760),
    Fate("near_poor", "average", "same", False, 4_100, 2_050),
    Fate("unknown", "average", "same", False, 520, 150),
    Fate("not_poor", "average", "same", False, 125_332, 46_250),
    Fate(NOBODY, "average", "split", False, 620, 230),
    Fate(NOBODY, "average", "moved_in", False, 300, 60),
    Fate("near_poor", "better_off", "same", False, 162, 60),
    Fate("unknown", "better_off", "same", False, 430, 110),
    Fate("not_poor", "better_off", "same", False, 124_856, 32_520),
    Fate(NOBODY, "better_off", "split", False, 580, 150),
    Fate(NOBODY, "better_off", "moved_in", False, 318, 60),
    Fate("unknown", "rich", "same", False, 40, 4),
    Fate("not_poor", "rich", "same", False, 12_827, 1_385),
    Fate(NOBODY, "rich", "split", False, 51, 6),
    Fate(NOBODY, "rich", "moved_in", False, 40, 5),
    Fate("unknown", "unknown", "same", False, 1_900, 430),
    Fate("not_poor", "unknown", "same", False, 3_805, 838),
)
# Households of 2022 that were gone by the review of 2023: class of 2022, households, of them Khmer.
ENDED = (("poor", 74, 40), ("near_poor", 118, 60), ("average", 420, 130), ("better_off", 360, 90), ("rich", 18, 2))
# Why they were gone, of each hundred: joined a child's household, moved out of the province, the last member died.
ENDS = (("merged", 43), ("moved_out", 40), ("died", 17))
# Signed otherwise than the points say, by the village's reasons: class by rule, class signed, households.
SIGNED_OTHERWISE = (
    ("near_poor", "poor", 14),
    ("average", "near_poor", 12),
    ("average", "poor", 3),
    ("poor", "near_poor", 5),
)


@dataclass(frozen=True)
class Plan:
    """The counts at one size: `fates[i]` and `ended[i]` are (other, Khmer) households of FATES[i] and ENDED[i]."""

    households: int
    persons: int
    fates: tuple[tuple[int, int], ...]
    ended: tuple[tuple[int, int], ...]
    signed_otherwise: tuple[int, ...]

    def now(self, standard: str) -> tuple[int, int]:
        """(other, Khmer) households of a class or living standard this year."""
        chosen = [counts for fate, counts in zip(FATES, self.fates, strict=True) if fate.now == standard]
        return sum(other for other, _ in chosen), sum(khmer for _, khmer in chosen)


def plan_for(households: int) -> Plan:
    """The plan of a province of that many households: exact at full size, in proportion below it.

    Raises ValueError under SMALLEST and over HOUSEHOLDS."""
    if not SMALLEST <= households <= HOUSEHOLDS:
        raise ValueError(f"Số hộ {households} không hợp lệ: tỉnh mẫu có từ {SMALLEST} đến {HOUSEHOLDS} hộ.")
    cells = [part for fate in FATES for part in (fate.households - fate.khmer, fate.khmer)]
    scaled = shared_out(households, cells)
    ended = [part for _, total, khmer in ENDED for part in (total - khmer, khmer)]
    share = households / HOUSEHOLDS
    gone = shared_out(max(len(ENDED), round(sum(ended) * share)), ended)
    return Plan(
        households=households,
        persons=round(PERSONS * share),
        fates=tuple(zip(scaled[::2], scaled[1::2], strict=True)),
        ended=tuple(zip(gone[::2], gone[1::2], strict=True)),
        signed_otherwise=tuple(min(times, max(1, round(times * share))) for _, _, times in SIGNED_OTHERWISE),
    )


def shared_out(total: int, weights: Sequence[float]) -> list[int]:
    """`total` in whole parts proportional to the weights (largest remainders), exact when the weights already add up to it."""
    exact = np.asarray(weights, float) * total / sum(weights)
    parts = np.floor(exact + 1e-9).astype(int)
    left = total - int(parts.sum())
    parts[np.argsort(-(exact - parts), kind="stable")[:left]] += 1
    return [int(part) for part in parts]
