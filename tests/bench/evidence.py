"""A year of 200,000 dossiers: how long the evidence of one procedure takes, columns read and counted."""

from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from ansinh.core.numbers import grouped
from ansinh.dossiers.jobs.evidence import DOSSIERS, STEPS, SUPPLEMENTS, found_of
from ansinh.dossiers.jobs.evidence import timed as with_times

from .measuring import Line, seconds, timed

DOSSIERS_A_YEAR, STEPS_EACH = 200_000, 7


def made_up(dossiers: int = DOSSIERS_A_YEAR, seed: int = 1) -> tuple[pa.Table, pa.Table, pa.Table]:
    """Columns as the database would give them: dossiers, seven steps each, a supplement of every tenth."""
    rng = np.random.default_rng(seed)
    day = np.datetime64("2023-01-02T01:00:00", "us")
    received = day + rng.integers(0, 330 * 24, dossiers).astype("timedelta64[h]")
    lasts = rng.gamma(2, 30, (dossiers, STEPS_EACH)).astype("timedelta64[h]").cumsum(axis=1)
    starts = np.concatenate([np.zeros((dossiers, 1), "timedelta64[h]"), lasts[:, :-1]], axis=1) + received[:, None]
    ends = lasts + received[:, None]
    due = (received + np.timedelta64(30, "D")).astype("datetime64[D]")
    ids = np.arange(dossiers)
    communes = np.array([f"{29000 + one}" for one in range(106)])[rng.integers(0, 106, dossiers)]
    told = pa.table({
        "id": ids, "procedure": ["social_allowance_new"] * dossiers, "commune": communes, "province": ["84"] * dossiers,
        "channel": ["desk"] * dossiers, "state": ["handed_out"] * dossiers, "began_on": received.astype("datetime64[D]"),
        "received_at": received, "due_on": due, "closed_at": ends[:, -1],
    }).cast(DOSSIERS)  # fmt: skip
    count = dossiers * STEPS_EACH
    number = np.tile(np.arange(STEPS_EACH), dossiers)
    names = np.array([f"step{one}" for one in range(STEPS_EACH)])[number]
    steps = pa.table({
        "id": np.arange(count), "dossier": np.repeat(ids, STEPS_EACH), "stage": names, "key": names, "number": number + 1,
        "role": ["commune_officer"] * count, "started_at": starts.ravel(), "due_on": np.repeat(due, STEPS_EACH), "ended_at": ends.ravel(),
        "result": np.where(rng.random(count) < 0.02, "returned", "done"), "reason": ["other"] * count,
    }).cast(STEPS)  # fmt: skip
    asked = ids[::10]
    supplements = pa.table({
        "dossier": asked, "reason": ["missing_paper"] * len(asked), "components": ['["declaration"]'] * len(asked), "asked_at": received[::10],
        "answered_at": received[::10] + np.timedelta64(3, "D"),
    }).cast(SUPPLEMENTS)  # fmt: skip
    return told, steps, supplements


def measure() -> list[Line]:
    """The time of it, once; refuses when not every dossier was counted."""
    columns = made_up()
    year = (date(2023, 1, 1), date(2023, 1, 1) + timedelta(days=364))
    counted = []

    took = timed(
        lambda: counted.append(found_of(with_times(*columns, date(2024, 3, 1)), "social_allowance_new", *year))
    )

    assert counted[0].sums.received == DOSSIERS_A_YEAR
    what = f"{grouped(DOSSIERS_A_YEAR)} hồ sơ, {grouped(DOSSIERS_A_YEAR * STEPS_EACH)} bước: thời gian từng bước, đường đi, trả lại, điểm nghẽn"
    return [Line(what, f"{seconds(took.wall)} ({seconds(took.cpu)} bộ xử lý)", aim="vài giây", is_met=took.cpu < 5)]
