"""A run worked out from its sealed inputs: the same inputs give the same bytes."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from ansinh.benefits.jobs.paying import paying_law
from ansinh.core.days import last_day, months_between
from ansinh.engine.run import connect
from ansinh.law import law_on

from .difference import LINE_COLUMNS, ORDER_COLUMNS, work_out_lines
from .inputs import benefits_of, manifest_of, open_inputs, plan_day_of, sha256_of, write_sorted
from .owed import LawOf, work_out_owed
from .totals import work_out_totals
from .warnings import COLUMNS as WARNING_COLUMNS
from .warnings import charged_by_purse, work_out_warnings

TABLES = {
    "owed": ("person_id", "commune_id", "benefit", "for_month", "claim_id", "owed_dong"),
    "lines": LINE_COLUMNS,
    "orders": ORDER_COLUMNS,
    "movements": ("person_id", "commune_id", "movement", "before_dong", "now_dong"),
    "warnings": WARNING_COLUMNS,
}
_IN_ORDER = {
    "owed": ("commune_id", "person_id", "benefit", "for_month", "claim_id"),
    "lines": ("number",),
    "orders": ("number",),
    "movements": ("commune_id", "person_id"),
    "warnings": ("kind", "severity", "commune_id", "person_id", "benefit", "for_month", "amount_dong", "said"),
}
FILES = (*(f"{name}.parquet" for name in TABLES), "totals.json")


@dataclass(frozen=True)
class Worked:
    """A run's tables by name, and its control totals."""

    tables: Mapping[str, pa.Table]
    totals: dict[str, Any]


def work_out(inputs: Path, law_of: LawOf | None = None) -> Worked:
    """The run of a kept `inputs` folder; `law_of` puts another law in the place of the one it is paid by (a decree's preview).
    Raises DoesNotTie."""
    about = manifest_of(inputs)
    month, plan_day, benefits = about["month"], plan_day_of(about), benefits_of(about["programme"])
    purse_of = {one.name: one.purse for one in benefits}
    with connect() as duck:
        open_inputs(duck, inputs)
        law_of = law_of or partial(paying_law, run_month=month, day=plan_day)
        leaning = work_out_owed(duck, months_between(about["opening"], month), law_of, benefits)
        work_out_lines(
            duck,
            month=month,
            plan_day=plan_day,
            prefix=prefix_of(about),
            leaning=leaning,
            accepted=set(about["accepted"]),
        )
        work_out_warnings(
            duck,
            month=month,
            plan_day=plan_day,
            limits=_limits(month),
            left_by_purse=about["left_by_purse"],
            purse_of=purse_of,
        )
        told = {name: about[name] for name in ("province", "programme", "month", "number", "plan_day")}
        charged = {purse: dong for purse, (dong, _) in charged_by_purse(duck, purse_of).items()}
        totals = work_out_totals(duck, told | {"charged_by_purse": charged})
        return Worked({name: _table(duck, name) for name in TABLES}, totals)


def prefix_of(about: Mapping[str, Any]) -> str:
    """What every order's reference of a run begins with: `84A202312-1-`."""
    province = about["province"].replace("@", "-")
    return f"{province}{about['programme'][0].upper()}{about['month']}-{about['number']}-"


def write_plan(folder: Path) -> tuple[str, dict[str, Any]]:
    """Works out `folder/inputs` and writes the run's files beside it; gives the hash of the result, and the totals."""
    worked = work_out(folder / "inputs")
    for name, table in worked.tables.items():
        write_sorted(table, folder / f"{name}.parquet", by=_IN_ORDER[name])
    text = json.dumps(worked.totals, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / "totals.json").write_text(text, encoding="utf-8")
    return result_hash(folder), worked.totals


def result_hash(folder: Path) -> str:
    """The hash over the bytes of a run's files."""
    told = "".join(f"{name} {sha256_of(folder / name)}\n" for name in FILES)
    return hashlib.sha256(told.encode()).hexdigest()


def worked_out_again(folder: Path) -> list[str]:
    """The files of a run whose bytes differ when it is worked out again from its inputs; none when all is as it was."""
    with tempfile.TemporaryDirectory() as room:
        again = Path(room)
        shutil.copytree(folder / "inputs", again / "inputs")
        write_plan(again)
        return [name for name in FILES if sha256_of(again / name) != sha256_of(folder / name)]


def _table(duck: duckdb.DuckDBPyConnection, name: str) -> pa.Table:
    columns = ", ".join(TABLES[name])
    order = ", ".join(_IN_ORDER[name])
    return duck.sql(f"SELECT {columns} FROM {name} ORDER BY {order}").to_arrow_table()


def _limits(month: int) -> dict[str, int]:
    """From when on something is told, as the house chose it for the month."""
    law = law_on(last_day(month))
    shared = law.value("payments.shared_by_over")
    return {
        **shared,
        "change": law.value("payments.large_change"),
        "months": law.value("payments.long_unpaid_months"),
    }
