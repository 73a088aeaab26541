"""What a run is worked out from, sealed: the tables its grains read, how people are paid, what the ledger has recognised.

A folder `inputs/` of sorted Parquet files and a manifest; worked out again from it, a run gives the same bytes. Law and the spans of
channels, proxies and feeds count as of the plan day; the registers count as they stand when they are kept (a decision entered late is
still paid: the difference is arrears)."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.conf import settings
from django.db import connection

from ansinh.benefits.jobs.paying import ROOMS
from ansinh.core.database import read_populations
from ansinh.core.days import first_day
from ansinh.engine import Benefit, Grain
from ansinh.engine.collect import Declarations, collect
from ansinh.law import law_version
from ansinh.payments.models import RUN_ROWS, Run
from ansinh.payments.words import RECOGNISED
from ansinh.people.jobs.sources import Asked, as_of, sources_of
from ansinh.places.models import predecessor_ids

GRAINS = ("household_month", "resident", "title", "claim", "jobless", "jobless_month", "jobless_course")
MANIFEST = "manifest.json"

_ALL_CONCERNED = (
    "SELECT person_id FROM benefits_title UNION ALL SELECT cared_for_id FROM benefits_title WHERE cared_for_id IS NOT NULL"
    " UNION ALL SELECT person_id FROM benefits_claim UNION ALL SELECT person_id FROM labour_unemploymentright"
    " UNION ALL SELECT person_id FROM labour_trainingsupport"
)
# Registers of everybody are narrowed to those a right was ever recorded for; the other tables hold nobody else.
_NARROWED = {
    "people_person": f"id IN ({_ALL_CONCERNED})",
    "people_membership": f"person_id IN ({_ALL_CONCERNED})",
    "poverty_review": "household_id IN (SELECT household_id FROM people_membership WHERE to_day IS NULL AND person_id IN"
    f" ({_ALL_CONCERNED}))",
}
# Whose a signed row is now: a person merged into another is read as that one. `w` is the row's person.
_NOW = "COALESCE(w.merged_into_id, w.id)"
# Whom this room pays beside them: who collects a claim, and who is still to get an order.
_PAYEES = (
    "SELECT c.payee_id FROM benefits_claim c JOIN people_person p ON p.id = c.person_id"
    " WHERE c.payee_id IS NOT NULL AND p.province_id IN ({these})"
    f" UNION ALL SELECT {_NOW} FROM payments_unpaid u JOIN payments_order o ON o.id = u.order_id JOIN people_person w ON w.id = o.person_id"
    " WHERE o.province_id IN ({these})"
)


def keep_inputs(
    *, province_id: str, programme: str, folder: Path, about: Mapping[str, Any], months: tuple[int, int]
) -> str:
    """Everything a run of the programme needs from the database as `folder/<table>.parquet`, and the manifest; gives its hash.

    `months` are the first open month and the month of the run; `about` is sealed with them (plan day, accepted values, money left)."""
    folder.mkdir(parents=True, exist_ok=True)
    last_event = _one("SELECT COALESCE(MAX(id), 0) FROM core_auditevent")
    asked = _tables_of_grains(province_id) | _tables_of_payment(province_id, programme, months, about["plan_day"])
    kept = as_of(province_id, first_day(months[1]), read_populations(asked))
    files = {f"{name}.parquet": write_sorted(kept.pop(name), folder / f"{name}.parquet") for name in asked}
    manifest = {
        "province": province_id,
        "programme": programme,
        "opening": months[0],
        "month": months[1],
        "law_version": law_version(),
        "rules_version": rules_version(),
        **about,
        "files": files,
        "last_event": last_event,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    return inputs_hash(folder)


def folder_of(run: Run) -> Path:
    """Where a run's files are."""
    return Path(settings.PAYRUNS) / run.folder


def table_of(run: Run, name: str) -> pa.Table:
    """One of a run's tables: `lines`, `orders`, `warnings`, `movements`, `owed`."""
    return pq.read_table(folder_of(run) / f"{name}.parquet")


def manifest_of(folder: Path) -> dict[str, Any]:
    """What was sealed in an `inputs` folder."""
    manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return manifest


def inputs_hash(folder: Path) -> str:
    """The hash of the sealed inputs; which audit event was the last is told in the manifest and does not count."""
    told = manifest_of(folder) | {"last_event": None}
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def altered(folder: Path) -> list[str]:
    """Names of sealed files whose bytes are no longer those of the manifest, or that are gone."""
    files = manifest_of(folder)["files"]
    return [name for name, said in files.items() if sha256_of(folder / name) != said["sha256"]]


def sha256_of(path: Path) -> str:
    """The hash of a file's bytes; empty when there is no such file."""
    if not path.exists():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_sorted(table: pa.Table, path: Path, by: Iterable[str] = ()) -> dict[str, Any]:
    """The table in one order as Parquet: the same rows give the same bytes. Gives rows and hash."""
    keys = list(by) or (["id"] if "id" in table.column_names else table.column_names)
    if not _is_sorted(table, keys[0] if keys == ["id"] else ""):
        table = table.sort_by([(name, "ascending") for name in keys])
    pq.write_table(table.combine_chunks(), path, compression="zstd", row_group_size=200_000, store_schema=False)
    return {"rows": table.num_rows, "sha256": sha256_of(path)}


def _is_sorted(table: pa.Table, key: str) -> bool:
    if not key or table.num_rows < 2:
        return table.num_rows < 2
    column = table[key].combine_chunks()
    return bool(pc.all(pc.less(column.slice(0, len(column) - 1), column.slice(1))).as_py())


def open_inputs(duck: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Makes every kept table readable by its name; the calendar is `every_month`."""
    for name in manifest_of(folder)["files"]:
        table = name.removesuffix(".parquet")
        view = "every_month" if table == "core_month" else table
        duck.execute(
            f"CREATE OR REPLACE TEMP VIEW \"{view}\" AS SELECT * FROM read_parquet('{_quoted(folder / name)}')"
        )


def grain_views(
    duck: duckdb.DuckDBPyConnection,
    months: Collection[int],
    *,
    columns: Mapping[str, Iterable[str]] | None = None,
    only: Mapping[str, str] | None = None,
) -> None:
    """A table of each grain (`resident`, `title`, `claim`, ...) of some months, made by asking the grain's own query of the kept
    tables, in the engine's types. `columns` names the columns wanted of a grain (absent: all; a grain not named: none is made),
    `only` narrows a grain by SQL over its query's columns."""
    there = f"IN ({', '.join(map(str, months))})"
    duck.execute(f"CREATE OR REPLACE TEMP VIEW core_month AS SELECT * FROM every_month WHERE id {there}")
    for name in GRAINS:
        if columns is not None and name not in columns:
            continue
        grain = collect(ROOMS).grains[name]
        wanted = None if columns is None else {*columns[name], *grain.key_columns}
        kept = ", ".join(f'CAST("{column}" AS {kind}) AS "{column}"' for column, kind in _columns(grain, wanted))
        where = f' WHERE "{grain.partition}" {there}' + (f" AND {only[name]}" if only and name in only else "")
        duck.execute(f'CREATE OR REPLACE TEMP TABLE "{name}" AS SELECT {kept} FROM ({grain.query}) AS q{where}')


_TYPES = {"int": "BIGINT", "bool": "BOOLEAN", "str": "VARCHAR", "date": "DATE"}


def _columns(grain: Grain, wanted: set[str] | None) -> list[tuple[str, str]]:
    known = dict.fromkeys(grain.key_columns, "BIGINT")
    known |= {fact.column: _TYPES[fact.type_name] for fact in grain.facts.values()}
    return [(name, kind) for name, kind in known.items() if wanted is None or name in wanted]


@lru_cache
def benefits_of(programme: str) -> tuple[Benefit, ...]:
    """What a programme pays, by name."""
    found = collect(ROOMS).benefits.values()
    return tuple(sorted((one for one in found if one.programme == programme), key=lambda one: one.name))


@lru_cache
def rules_version() -> str:
    """Sixteen characters that change when a file of facts, rules or benefits changes."""
    package = Path(settings.PACKAGE)
    paths = [
        path
        for room in ROOMS
        for name in ("facts", "rules", "benefits")
        for path in [package / room / f"{name}.py", *sorted((package / room / name).rglob("*.py"))]
        if path.exists()
    ]
    digest = hashlib.sha256()
    for path in paths:
        digest.update(str(path.relative_to(package)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _tables_of_grains(province_id: str) -> Asked:
    declared: Declarations = collect(ROOMS)
    return {
        table: (f"SELECT * FROM ({sql}) AS narrowed WHERE {_NARROWED[table]}" if table in _NARROWED else sql, schema)
        for table, (sql, schema) in sources_of((declared.grains[name] for name in GRAINS), province_id).items()
    }


def _these(province_id: str) -> str:
    """A province and the provinces it came from, for SQL: people keep the unit they were recorded in."""
    return ", ".join(f"'{pk}'" for pk in sorted(predecessor_ids([province_id])))


_INT, _TEXT, _DAY, _YES = pa.int64(), pa.string(), pa.date32(), pa.bool_()


def _fields(**types: pa.DataType) -> pa.Schema:
    return pa.schema(list(types.items()))


def _tables_of_payment(province_id: str, programme: str, months: tuple[int, int], plan_day: str) -> Asked:
    """How people are paid and what the ledger says, of the people of a province; the plan day is ISO text."""
    these = _these(province_id)
    payees = _PAYEES.format(these=these)
    there = f"({_lives(these)} OR person_id IN ({payees}))"
    people = f"(province_id IN ({these}) AND id IN ({_ALL_CONCERNED}) OR id IN ({payees}))"
    yes = "" if connection.vendor == "postgresql" else " = 1"
    return {
        "names": (
            f"SELECT id, name, phone, commune_id, died_on FROM people_person WHERE {people}",
            _fields(id=_INT, name=_TEXT, phone=_TEXT, commune_id=_TEXT, died_on=_DAY),
        ),
        "hamlets": (
            f"SELECT id, hamlet FROM people_household WHERE province_id IN ({these}) AND to_day IS NULL",
            _fields(id=_INT, hamlet=_TEXT),
        ),
        "channels": (
            "SELECT id, person_id, kind, provider, account_number, account_name, is_verified FROM benefits_channel"
            f" WHERE from_day <= '{plan_day}' AND (to_day IS NULL OR to_day > '{plan_day}') AND {there}",
            _fields(
                id=_INT,
                person_id=_INT,
                kind=_TEXT,
                provider=_TEXT,
                account_number=_TEXT,
                account_name=_TEXT,
                is_verified=_YES,
            ),
        ),
        "proxies": (
            "SELECT id, person_id, name, personal_number, phone, to_day FROM benefits_proxy"
            f" WHERE from_day <= '{plan_day}' AND {there}",
            _fields(id=_INT, person_id=_INT, name=_TEXT, personal_number=_TEXT, phone=_TEXT, to_day=_DAY),
        ),
        "feeds": (
            "SELECT id, person_id, kind, day, document FROM benefits_feed"
            f" WHERE state = 'new' AND day <= '{plan_day}' AND {there}",
            _fields(id=_INT, person_id=_INT, kind=_TEXT, day=_DAY, document=_TEXT),
        ),
        "identities": (
            f"SELECT person_id, state FROM benefits_identity WHERE is_latest{yes} AND state <> 'verified' AND {there}",
            _fields(person_id=_INT, state=_TEXT),
        ),
        "payees": (
            "SELECT id, kind, person_id, payee_id, payee_name, death_extract FROM benefits_claim"
            f" WHERE payable_month BETWEEN {months[0]} AND {months[1]} AND {there}",
            _fields(id=_INT, kind=_TEXT, person_id=_INT, payee_id=_INT, payee_name=_TEXT, death_extract=_TEXT),
        ),
    } | tables_of_ledger(province_id, programme)


def tables_of_ledger(province_id: str, programme: str) -> Asked:
    """What the ledger says of a programme and the people of a province: recognised, open recoveries, unpaid orders to carry."""
    these = _these(province_id)
    open_unpaid = (
        "FROM payments_unpaid u JOIN payments_order o ON o.id = u.order_id JOIN payments_run r ON r.id = o.run_id"
        " JOIN people_person w ON w.id = o.person_id"
        " WHERE u.withdrawn_by_id IS NULL AND u.decided IN ('carried', 'carried_and_stopped') AND u.amount_dong > 0"
        f" AND r.programme = '{programme}' AND r.province_id IN ({these})"
        " AND NOT EXISTS (SELECT 1 FROM payments_line c WHERE c.of_order_id = u.order_id)"
    )
    return {
        "recognised": (
            f"SELECT {_NOW} AS person_id, l.benefit, l.for_month, l.claim_id, CAST(SUM(l.amount_dong) AS BIGINT) AS amount_dong"
            " FROM payments_line l JOIN people_person w ON w.id = l.person_id"
            f" WHERE l.kind IN {RECOGNISED} AND l.run_id IN (SELECT id FROM payments_run WHERE programme = '{programme}')"
            f" AND w.province_id IN ({these}) GROUP BY {_NOW}, l.benefit, l.for_month, l.claim_id",
            _fields(person_id=_INT, benefit=_TEXT, for_month=_INT, claim_id=_INT, amount_dong=_INT),
        ),
        "recoveries": (
            "SELECT id, person_id, instalment_dong, CAST(left_dong AS BIGINT) AS left_dong FROM ("
            "SELECT v.id, v.person_id, v.instalment_dong, v.amount_dong"
            " + COALESCE((SELECT SUM(l.amount_dong) FROM payments_line l WHERE l.recovery_id = v.id), 0)"
            " - COALESCE((SELECT SUM(p.amount_dong) FROM payments_repayment p WHERE p.recovery_id = v.id), 0) AS left_dong"
            f" FROM payments_recovery v WHERE v.programme = '{programme}' AND v.province_id IN ({these})) AS open_ones"
            " WHERE left_dong > 0",
            _fields(id=_INT, person_id=_INT, instalment_dong=_INT, left_dong=_INT),
        ),
        "unpaid": (
            f"SELECT u.order_id AS id, {_NOW} AS person_id, u.amount_dong, r.month {open_unpaid}",
            _fields(id=_INT, person_id=_INT, amount_dong=_INT, month=_INT),
        ),
        "unpaid_lines": (
            f"SELECT l.id, l.order_id, l.kind, l.benefit, l.for_month, l.claim_id, l.amount_dong FROM (SELECT DISTINCT r.id {open_unpaid}) AS of_run"
            f" JOIN payments_line l ON l.id BETWEEN of_run.id * {RUN_ROWS} AND of_run.id * {RUN_ROWS} + {RUN_ROWS - 1}"
            f" WHERE l.order_id IN (SELECT u.order_id {open_unpaid})",
            _fields(id=_INT, order_id=_INT, kind=_TEXT, benefit=_TEXT, for_month=_INT, claim_id=_INT, amount_dong=_INT),
        ),
    }  # fmt: skip


def _lives(these: str, person: str = "person_id") -> str:
    """The condition that a row's person is of the provinces, asked of each row: a register is small beside a province."""
    return f"EXISTS (SELECT 1 FROM people_person AS own WHERE own.id = {person} AND own.province_id IN ({these}))"


def plan_day_of(manifest: Mapping[str, Any]) -> date:
    """The day whose knowledge counts."""
    return date.fromisoformat(manifest["plan_day"])


def _one(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.fetchone()[0])


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
