"""The tables grains are made of, for a province and those it came from, with communes as they stand on a day."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

import pyarrow as pa
from sqlglot import parse_one
from sqlglot.expressions import Select

from ansinh.core.database import schema_of
from ansinh.engine import Grain
from ansinh.places.models import became_by, predecessor_ids

Asked = dict[str, tuple[str, pa.Schema]]


def sources_of(grains: Iterable[Grain], province_id: str) -> Asked:
    """The SELECT and the Arrow types of every table the grains read. People keep the unit they were recorded in: the rows of the
    provinces this one came from are asked too."""
    these = ", ".join(f"'{pk}'" for pk in sorted(predecessor_ids([province_id])))
    return {
        table: (select.replace("= '{province}'", f"IN ({these})"), _schema(table, select))
        for grain in grains
        for table, select in grain.sources.items()
    }


def as_of(province_id: str, day: date, tables: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """The tables with each commune as the unit it had become by the day; as they are for a province that has ended itself."""
    became = became_by(day)
    if province_id in became:
        return dict(tables)
    return {name: _with_units(table, became) for name, table in tables.items()}


def _with_units(table: pa.Table, became: Mapping[str, str]) -> pa.Table:
    if "commune_id" not in table.column_names:
        return table
    ids = table["commune_id"].combine_chunks().dictionary_encode()
    units = pa.array([became.get(pk, pk) for pk in ids.dictionary.to_pylist()], pa.string())
    moved = pa.DictionaryArray.from_arrays(ids.indices, units).cast(pa.string())
    return table.set_column(table.column_names.index("commune_id"), "commune_id", moved)


@lru_cache
def _schema(table: str, select: str) -> pa.Schema:
    return schema_of(table, parse_one(select, into=Select).named_selects)
