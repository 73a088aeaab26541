"""The best jobs for one seeker, the best seekers for one vacancy, and why not this one.

Each process keeps an index of the open vacancies and of those who look for work. It is made anew when they change, looked at most every
few seconds; whatever is found is read from the database again and its conditions asked once more before it is given."""

import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Count, Max, Sum
from django.utils import timezone

from ansinh.core.access import acting_as_system
from ansinh.core.database import read_arrow
from ansinh.labour.jobs.matching import kernel
from ansinh.labour.jobs.matching.features import SEEKER_COLUMNS, VACANCY_COLUMNS, Features, PlaceBook, by_occupation
from ansinh.labour.jobs.matching.layout import BAR, TERMS
from ansinh.labour.jobs.matching.reasons import Match, Reason, match_of
from ansinh.labour.jobs.matching.weights import setting
from ansinh.labour.models import Application, MatchWeights, Seeker, Vacancy
from ansinh.law.reader import law_on
from ansinh.places.models import Place, became_by

LOOK_AFTER = 0.0 if settings.TESTING else 5.0  # seconds
LARGE = 3_000
# What a match may fail and still be worth telling: it can be learned, agreed or changed.
WITHIN_REACH = ("certificate", "wage", "night", "shifts", "hours")
ENDED = ("refused", "withdrawn")

VACANCIES_SQL = f"""
SELECT {", ".join(f"v.{name}" for name in VACANCY_COLUMNS)}, COALESCE(a.hired, 0) AS hired, COALESCE(a.waiting, 0) AS waiting
FROM labour_vacancy v
LEFT JOIN (SELECT vacancy_id, SUM(CASE WHEN state = 'hired' THEN 1 ELSE 0 END) AS hired,
                  SUM(CASE WHEN state IN ('sent', 'interview', 'offered') THEN 1 ELSE 0 END) AS waiting
           FROM labour_application GROUP BY vacancy_id) a ON a.vacancy_id = v.id
"""
SEEKERS_SQL = f"SELECT {', '.join(SEEKER_COLUMNS)} FROM labour_seeker"
_WHOLE, _DAYS = pa.int64(), pa.date32()
_TEXTS = {
    "title", "occupation", "work_commune_id", "work_province_id", "least_education", "certificates", "skills", "description",
    "accessible_for", "state", "commune_id", "province_id", "wish", "occupations", "education", "willing_places", "access_need",
}  # fmt: skip
_TRUTHS = {
    "has_shifts", "has_night", "is_hazardous", "has_dormitory", "takes_shifts", "takes_night", "consents_to_be_shown",
}  # fmt: skip


def schema_for(columns: Iterable[str]) -> pa.Schema:
    """The types of the columns matching reads."""

    def kind(name: str) -> pa.DataType:
        return (
            pa.string()
            if name in _TEXTS
            else pa.bool_()
            if name in _TRUTHS
            else _DAYS
            if name.endswith("_on")
            else _WHOLE
        )

    return pa.schema([(name, kind(name)) for name in columns])


VACANCY_SCHEMA, SEEKER_SCHEMA = schema_for((*VACANCY_COLUMNS, "hired", "waiting")), schema_for(SEEKER_COLUMNS)


@dataclass(frozen=True)
class Exchange:
    """Everybody and every job as records, sorted and indexed, as they were at `mark`."""

    features: Features
    vacancies: np.ndarray
    seekers: np.ndarray
    vacancy_index: tuple[np.ndarray, np.ndarray, float]
    seeker_index: tuple[np.ndarray, np.ndarray, float]
    mark: tuple[Any, ...]

    @classmethod
    def made(
        cls, vacancies: pa.Table, seekers: pa.Table, places: PlaceBook, day: date, mark: tuple[Any, ...] = ()
    ) -> "Exchange":
        """Learns from both tables and keeps them as records."""
        features, jobs, people = Features.learned(vacancies, seekers, places, day)
        jobs = jobs[np.argsort(jobs["codes"][:, 0], kind="stable")]
        people = people[np.argsort(people["codes"][:, 0], kind="stable")]
        return cls(features, jobs, people, by_occupation(jobs), by_occupation(people), mark)

    def setting(self, chosen: Mapping[str, float] | None = None) -> np.ndarray:
        """The weights with the law of the index's day."""
        return setting(law_on(self.features.day), chosen)

    def best_jobs(self, seeker: np.ndarray, w: np.ndarray, limit: int, allowed: int = 0) -> list[int]:
        """Rows of the best vacancies for one seeker record; conditions of the bits `allowed` may fail."""
        return [row for row, _score in self.ranked_jobs(seeker, w, limit, BAR["no_consent"] | allowed)]

    def ranked_jobs(self, seeker: np.ndarray, w: np.ndarray, limit: int, ignored: int) -> list[tuple[int, float]]:
        """(row, score) of the best vacancies for one seeker record."""
        return self._search(True, seeker, self.vacancies, self.vacancy_index, w, ignored, limit)

    def best_seekers(self, vacancy: np.ndarray, w: np.ndarray, limit: int) -> list[int]:
        """Rows of the best seekers for one vacancy record who agreed to be shown."""
        return [row for row, _score in self._search(False, self.seekers, vacancy, self.seeker_index, w, 0, limit)]

    def _search(
        self, forward: bool, seekers: np.ndarray, vacancies: np.ndarray, index: tuple[np.ndarray, np.ndarray, float],
        w: np.ndarray, ignored: int, limit: int,
    ) -> list[tuple[int, float]]:  # fmt: skip
        seen = np.zeros(len(vacancies if forward else seekers), np.int32)
        rows, scores, terms = np.empty(limit, np.int32), np.empty(limit), np.empty((limit, len(TERMS)), np.float32)
        count = kernel.search(forward, 0, seekers, vacancies, index, w[0], ignored, seen, 1, rows, scores, terms)
        return list(zip(rows[:count].tolist(), scores[:count].tolist(), strict=True))


_kept: Exchange | None = None
_looked_at = 0.0
_making = threading.Lock()


def exchange(day: date | None = None) -> Exchange:
    """The index of this process; made anew when what it was made of changed. A large one is made anew beside the old one."""
    global _looked_at
    day = day or timezone.localdate()
    kept = _kept
    if kept and kept.features.day == day and time.monotonic() - _looked_at < LOOK_AFTER:
        return kept
    mark = _mark(day)
    _looked_at = time.monotonic()
    if kept and kept.mark == mark:
        return kept
    if kept and len(kept.vacancies) > LARGE and not connection.in_atomic_block:
        if not _making.locked():
            threading.Thread(target=_make_beside, args=(day, mark), daemon=True).start()
        return kept
    return _make(day, mark)


def forget() -> None:
    """The next question makes the index anew: after a load of many rows, and between tests."""
    global _kept
    _kept = None


def warm_up() -> None:
    """Compiles or loads the kernel and makes the index, so that no reader waits for it; does nothing where there is no register yet."""
    try:
        with acting_as_system("chuẩn bị kết nối việc làm"):
            made = exchange()
    except DatabaseError:
        return
    w = made.setting()
    seeker, vacancy = np.zeros(1, made.seekers.dtype), np.zeros(1, made.vacancies.dtype)
    seeker["farthest"] = seeker["likely_wage"] = 1
    made.best_jobs(seeker, w, 1)
    made.best_seekers(vacancy, w, 1)
    kernel.explain(seeker[0], vacancy[0], w[0], np.zeros(len(TERMS), np.float32))


def warm_up_beside() -> None:
    """`warm_up` in a thread, for the start of a server."""

    def warm_up_and_leave() -> None:
        try:
            warm_up()
        finally:
            connection.close()

    threading.Thread(target=warm_up_and_leave, name="matching", daemon=True).start()


def _make(day: date, mark: tuple[Any, ...]) -> Exchange:
    global _kept
    with _making:
        if _kept and _kept.mark == mark:
            return _kept
        vacancies = read_arrow(f"{VACANCIES_SQL} WHERE v.state = 'open'", VACANCY_SCHEMA)
        seekers = read_arrow(f"{SEEKERS_SQL} WHERE state = 'active'", SEEKER_SCHEMA)
        _kept = Exchange.made(vacancies, seekers, place_book(day), day, mark)
        return _kept


def _make_beside(day: date, mark: tuple[Any, ...]) -> None:
    try:
        _make(day, mark)
    finally:
        connection.close()


def place_book(day: date) -> PlaceBook:
    """Every unit of the register, those that ended standing for what they became."""
    return PlaceBook.of(Place.objects.order_by("pk").values_list("pk", "latitude", "longitude"), became_by(day))


def _mark(day: date) -> tuple[Any, ...]:
    """What changes when a vacancy opens, changes, closes or is applied for, or somebody begins or ends to look for work."""
    with acting_as_system("xem việc làm có đổi không"):
        jobs = Vacancy.objects.filter(state="open").aggregate(
            Count("pk"),
            Max("pk"),
            Max("reviewed_at"),
            Sum("places_count"),
            Sum("wage_to_dong"),
            Sum("experience_months"),
        )
        asked = Application.objects.aggregate(Count("pk"), Max("pk"), Max("ended_on"))
        people = Seeker.objects.filter(state="active").aggregate(
            Count("pk"),
            Max("pk"),
            Max("recorded_at"),
            Sum("wage_floor_dong"),
            Sum("experience_months"),
            Sum("farthest_km"),
        )
    return (
        connection.settings_dict["NAME"],
        day,
        timezone.now().hour,
        *jobs.values(),
        *asked.values(),
        *people.values(),
    )


def chosen_weights(province_id: str) -> dict[str, float]:
    """What a province chose instead of the house's weights; empty when it chose nothing."""
    return dict(
        MatchWeights.objects.filter(province=province_id).order_by("-pk").values_list("values", flat=True).first() or {}
    )


def _fresh_jobs(made: Exchange, ids: Iterable[int]) -> np.ndarray:
    wanted = ", ".join(str(int(one)) for one in ids) or "0"
    return made.features.vacancies(read_arrow(f"{VACANCIES_SQL} WHERE v.id IN ({wanted})", VACANCY_SCHEMA))


def _fresh_seekers(made: Exchange, ids: Iterable[int]) -> np.ndarray:
    wanted = ", ".join(str(int(one)) for one in ids) or "0"
    return made.features.seekers(read_arrow(f"{SEEKERS_SQL} WHERE id IN ({wanted})", SEEKER_SCHEMA))


def jobs_for_seeker(seeker: Seeker, limit: int = 10, *, day: date | None = None) -> list[Match]:
    """The best open vacancies, best first, with reasons; none it does not meet the hard conditions of, none applied for already.

    The caller answers for who may see the seeker. Open vacancies are public."""
    return _jobs(seeker, limit, day, allowed=())


def jobs_within_reach(seeker: Seeker, limit: int = 3, *, day: date | None = None) -> list[Match]:
    """The best vacancies that fail only one condition that can be learned or agreed on (`WITHIN_REACH`), told in `bars`."""
    found = _jobs(seeker, 10 * limit, day, allowed=WITHIN_REACH)
    return [match for match in found if len(match.bars) == 1][:limit]


def _jobs(seeker: Seeker, limit: int, day: date | None, allowed: tuple[str, ...]) -> list[Match]:
    made = exchange(day)
    own = _fresh_seekers(made, [seeker.pk])
    w = made.setting(chosen_weights(seeker.province_id))
    taken = set(Application.objects.filter(seeker=seeker).exclude(state__in=ENDED).values_list("vacancy_id", flat=True))
    ignored = sum(BAR[name] for name in allowed)
    rows = made.best_jobs(own, w, limit + len(taken), ignored)
    jobs = _fresh_jobs(made, made.vacancies["id"][rows])
    matches = [match_of(own[0], job, w[0], made.features.lexicon) for job in jobs if int(job["id"]) not in taken]
    return _best(matches, {*allowed, "no_consent"}, limit)


def seekers_for_vacancy(
    vacancy: Vacancy, limit: int = 10, *, day: date | None = None, among: Iterable[int] | None = None
) -> list[Match]:
    """The best of those who look for work and agreed to be shown, best first, with reasons; none who applied already.

    `among` keeps to some seekers (ids), such as those of an officer's province. What an employer may see of them is the page's to say."""
    made = exchange(day)
    own = _fresh_jobs(made, [vacancy.pk])
    w = made.setting(chosen_weights(vacancy.province_id))
    taken = set(
        Application.objects.filter(vacancy=vacancy).exclude(state__in=ENDED).values_list("seeker_id", flat=True)
    )
    kept = None if among is None else set(among)
    rows = made.best_seekers(own, w, (limit + len(taken)) * (1 if kept is None else 20))
    ids = [int(one) for one in made.seekers["id"][rows] if int(one) not in taken and (kept is None or int(one) in kept)]
    people = _fresh_seekers(made, ids[:limit])
    return _best([match_of(one, own[0], w[0], made.features.lexicon) for one in people], set(), limit)


def _best(matches: list[Match], may_fail: set[str], limit: int) -> list[Match]:
    """Best first, without those that fail more than they may."""
    told = [_without(match, "no_consent") if "no_consent" in may_fail else match for match in matches]
    kept = [match for match in told if all(bar.key in may_fail for bar in match.bars)]
    return sorted(kept, key=lambda match: (-match.score, match.vacancy_id, match.seeker_id))[:limit]


def _without(match: Match, key: str) -> Match:
    return Match(
        match.score,
        match.seeker_id,
        match.vacancy_id,
        match.reasons,
        match.missing,
        [bar for bar in match.bars if bar.key != key],
    )


def why_not(seeker: Seeker, vacancy: Vacancy, *, day: date | None = None) -> list[Reason]:
    """Each hard condition the pair does not meet, in words; empty when it may be proposed. Consent is asked for employers only."""
    return explain(seeker, vacancy, day=day).bars


def explain(seeker: Seeker, vacancy: Vacancy, *, day: date | None = None) -> Match:
    """One pair with its score, reasons, what is missing and what bars it."""
    made = exchange(day)
    own, job = _fresh_seekers(made, [seeker.pk]), _fresh_jobs(made, [vacancy.pk])
    w = made.setting(chosen_weights(seeker.province_id))
    return _without(match_of(own[0], job[0], w[0], made.features.lexicon), "no_consent")


__all__ = [
    "Exchange",
    "Match",
    "Reason",
    "exchange",
    "explain",
    "forget",
    "jobs_for_seeker",
    "jobs_within_reach",
    "seekers_for_vacancy",
    "warm_up",
    "warm_up_beside",
    "why_not",
]
