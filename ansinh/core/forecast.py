"""The end of the year from the months so far: a structural model of a monthly series, beside the simplest ways, tested on its own past.

A series maps months (202312) to whole numbers. Nothing is guessed: what a series is too short for is said, not filled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from warnings import catch_warnings, simplefilter

import numpy as np

from ansinh.core.days import month_after, month_text, months_between

SHORTEST = 36  # months a model is asked of: two years to learn from and one to be tested on
FIRST_LESSON = 24
WITHIN = 80  # percent of the paths between the two ends of an interval
PATHS = 1000
MOST_TESTS = 24
_SEED = 20_261_123
_MOST = 40.0  # beyond any count there is; keeps a wild path a number


@dataclass(frozen=True)
class Ahead:
    """A month to come: the same month a year before, the model's value and interval, and of the year's sum at its end.

    The model's are None when the series is too short for it."""

    month: int
    naive: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    sum: float | None = None
    sum_low: float | None = None
    sum_high: float | None = None


@dataclass(frozen=True)
class Tested:
    """The model on the series' own past: from how many months it was asked for the end of that year, how often the interval held,
    and the mean miss in percent of the year's total, beside that of the same months a year before."""

    times: int
    held: int
    error: float
    naive_error: float


@dataclass(frozen=True)
class Outlook:
    """A year: what is known, what the rest may be, and the total with its interval; `why` says why something is missing.

    `naive_total` adds the same months of the year before; `share_total` takes the share of that year these months made."""

    year: int
    known: tuple[tuple[int, int], ...]
    ahead: tuple[Ahead, ...] = ()
    total: float | None = None
    low: float | None = None
    high: float | None = None
    naive_total: int | None = None
    share_total: float | None = None
    tested: Tested | None = None
    why: str = ""

    @property
    def so_far(self) -> int:
        """The sum of the months known."""
        return sum(value for _, value in self.known)


def outlook(series: Mapping[int, int], year: int, *, is_tested: bool = True) -> Outlook:
    """The end of a year from the months of it that are known, and the whole months before it; tested on its own past when asked."""
    return _outlook(tuple(sorted(series.items())), year, is_tested)


@lru_cache(maxsize=512)
def _outlook(series: tuple[tuple[int, int], ...], year: int, is_tested: bool) -> Outlook:
    first, december = year * 100 + 1, year * 100 + 12
    values = {month: value for month, value in series if month <= december}
    known = tuple((month, value) for month, value in values.items() if month >= first)
    base = Outlook(year, known)
    if not values:
        return _with(base, why="Chưa có tháng nào có số liệu.")
    last = known[-1][0] if known else first - 1
    if len(known) != (last % 100 if known else 0):
        return _with(base, why=f"Năm {year} thiếu số liệu của tháng ở giữa, không cộng dồn được.")
    to_come = months_between(month_after(last) if known else first, december)
    if not to_come:
        return _with(base, why=f"Năm {year} đã đủ 12 tháng: không còn gì phải dự báo.")
    run = _unbroken(values, month_after(to_come[0], -1))
    if len(run) < 12:
        told = f"Mới có {len(run)} tháng liền nhau đến {month_text(month_after(to_come[0], -1))}"
        return _with(base, why=f"{told}; cần đủ 12 tháng để so với năm trước, {SHORTEST} tháng để dự báo.")
    before = run[-12:]
    naive = before[: len(to_come)]
    months_so_far, whole_before = len(known), _year_before(values, year)
    share = None
    if known and whole_before is not None and sum(whole_before[:months_so_far]):
        share = base.so_far * sum(whole_before) / sum(whole_before[:months_so_far])
    simple = _with(base, naive_total=base.so_far + int(sum(naive)), share_total=share)
    plain = tuple(Ahead(month, int(one)) for month, one in zip(to_come, naive, strict=True))
    if len(run) < SHORTEST:
        told = f"Chuỗi mới có {len(run)} tháng liền nhau, ngắn hơn {SHORTEST} tháng"
        return _with(simple, ahead=plain, why=f"{told}: chưa dự báo bằng mô hình, chỉ có cách tính theo năm trước.")
    paths = _paths(run, _learned(run), len(to_come))
    months = np.quantile(paths, _ENDS, axis=1)
    sums = base.so_far + np.quantile(paths.cumsum(axis=0), _ENDS, axis=1)
    ahead = tuple(
        replace(one, low=low, value=value, high=high, sum_low=sum_low, sum=middle, sum_high=sum_high)
        for one, (low, value, high), (sum_low, middle, sum_high) in zip(
            plain, months.T.tolist(), sums.T.tolist(), strict=True
        )
    )
    low, total, high = sums[:, -1].tolist()
    tested = _tested(run, to_come[0]) if is_tested else None
    return _with(simple, ahead=ahead, low=low, total=total, high=high, tested=tested)


_ENDS = ((100 - WITHIN) / 200, 0.5, (100 + WITHIN) / 200)


def _with(base: Outlook, **more: object) -> Outlook:
    return replace(base, **more)  # type: ignore[arg-type]


def _unbroken(values: Mapping[int, int], last: int) -> list[int]:
    """The values of the months up to the last without a gap, oldest first."""
    found: list[int] = []
    while last in values:
        found.append(values[last])
        last = month_after(last, -1)
    return found[::-1]


def _year_before(values: Mapping[int, int], year: int) -> list[int] | None:
    months = months_between((year - 1) * 100 + 1, (year - 1) * 100 + 12)
    return [values[month] for month in months] if all(month in values for month in months) else None


def _learned(run: Sequence[int]) -> np.ndarray:
    """How much the level wanders from month to month and how much a month varies around it: the model's two numbers."""
    model = _model(run)
    with catch_warnings():
        simplefilter("ignore")  # a series that hardly varies stops the search early; the numbers found stand
        return np.asarray(model.fit(disp=False, maxiter=50).params)


def _model(run: Sequence[int]) -> Any:
    """A level that wanders and a season that stays, on the scale where both are in percent: the logarithm."""
    from statsmodels.tsa.statespace.structural import UnobservedComponents  # a second to load: only who forecasts waits

    return UnobservedComponents(
        np.log1p(np.asarray(run, dtype=float)), level="local level",
        freq_seasonal=[{"period": 12, "harmonics": 6}], stochastic_freq_seasonal=[False],
    )  # fmt: skip


def _paths(run: Sequence[int], learned: np.ndarray, ahead: int) -> np.ndarray:
    """What the months ahead may be, a column a path; where the level and the season stand is drawn too, not taken for known."""
    model = _model(run)
    fitted, told, rng = model.filter(learned), model.ssm, np.random.default_rng(_SEED)
    seen, move, noise = told["design"][0], told["transition"], told["obs_cov"][0, 0]
    shocks = told["selection"] @ _root(told["state_cov"])
    spread = _root(fitted.predicted_state_cov[:, :, -1]) @ rng.standard_normal((len(move), PATHS))
    state, found = fitted.predicted_state[:, -1][:, None] + spread, []
    for _ in range(ahead):
        found.append(seen @ state + np.sqrt(noise) * rng.standard_normal(PATHS))
        state = move @ state + shocks @ rng.standard_normal((shocks.shape[1], PATHS))
    return np.maximum(np.expm1(np.minimum(found, _MOST)), 0)


def _root(covariance: np.ndarray) -> np.ndarray:
    """A matrix whose square is the covariance, also where some of it is nought."""
    values, vectors = np.linalg.eigh(covariance)
    return vectors * np.sqrt(np.maximum(values, 0))


def _tested(run: Sequence[int], first_to_come: int) -> Tested | None:
    """The same question asked of the past, from every month after the first lesson, of years whose end is known. What the model has
    learned is of the months before that year: no test knows its answer."""
    held, error, naive_error, times = 0, 0.0, 0.0, 0
    learned: dict[int, np.ndarray] = {}
    for position in range(FIRST_LESSON, len(run)):
        month = month_after(first_to_come, position - len(run))
        ahead = 13 - month % 100
        whole = sum(run[position + ahead - 12 : position + ahead])
        if position + ahead > len(run) or len(run) - position > MOST_TESTS + 12 or not whole:
            continue
        january = max(position - 12 + ahead, FIRST_LESSON)
        if january not in learned:
            learned[january] = _learned(run[:january])
        actual = sum(run[position : position + ahead])
        low, middle, high = np.quantile(_paths(run[:position], learned[january], ahead).sum(axis=0), _ENDS)
        times += 1
        held += int(low <= actual <= high)
        error += float(abs(middle - actual)) / whole
        naive_error += abs(sum(run[position - 12 : position - 12 + ahead]) - actual) / whole
    return Tested(times, held, 100 * error / times, 100 * naive_error / times) if times else None
