"""Who the people of a list are, joined to its rows in columns."""

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from ansinh.core.database import read_arrow, read_populations
from ansinh.people.words import SEXES
from ansinh.places.models import Place

_SCHEMA = pa.schema(
    [
        ("id", pa.int64()), ("person_name", pa.string()), ("name_key", pa.string()), ("sex", pa.string()),
        ("birth_year", pa.int32()), ("birth_month", pa.int32()), ("birth_day", pa.int32()), ("personal_number", pa.string()),
    ]
)  # fmt: skip
_PLACES = pa.schema([("id", pa.string()), ("commune", pa.string())])
_PEOPLE = "SELECT id, name AS person_name, name_key, sex, birth_year, birth_month, birth_day, personal_number FROM people_person"
AT_ONCE = 5000
MANY = 150_000
_BIRTH = (
    "CASE WHEN p.birth_day IS NOT NULL THEN printf('%02d/%02d/%d', p.birth_day, p.birth_month, p.birth_year)"
    " WHEN p.birth_month IS NOT NULL THEN printf('%02d/%d', p.birth_month, p.birth_year) ELSE CAST(p.birth_year AS VARCHAR) END"
)


def with_people(rows: pa.Table, province_id: str) -> pa.Table:
    """The rows (with `person_id`, `commune_id`, `number`) and who they are: person_name, name_key, birth (as known), sex and
    commune in words, personal_number ('' when none); sorted by commune and number."""
    people = _people(rows["person_id"].unique(), province_id)
    units = Place.objects.in_bulk(rows["commune_id"].unique().to_pylist())
    places = pa.table({"id": list(units), "commune": [unit.full_name for unit in units.values()]}, _PLACES)
    sexes = pa.table({"id": list(SEXES), "said": [vi for vi, _ in SEXES.values()]})
    with duckdb.connect() as duck:
        for name, table in (("rows", rows), ("people", people), ("places", places), ("sexes", sexes)):
            duck.register(name, table)
        return duck.sql(
            f"SELECT r.*, COALESCE(p.person_name, '') AS person_name, COALESCE(p.name_key, '') AS name_key, COALESCE({_BIRTH}, '') AS birth,"
            " COALESCE(s.said, '') AS sex, COALESCE(p.personal_number, '') AS personal_number, COALESCE(c.commune, r.commune_id) AS commune"
            " FROM rows r LEFT JOIN people p ON p.id = r.person_id LEFT JOIN places c ON c.id = r.commune_id"
            " LEFT JOIN sexes s ON s.id = p.sex ORDER BY r.commune_id, r.number"
        ).to_arrow_table()


def _people(ids: pa.Array, province_id: str) -> pa.Table:
    """The people of these ids: by their ids; very many from their province, and by id those who live in another by now."""
    found = pa.table({name: pa.array([], kind) for name, kind in zip(_SCHEMA.names, _SCHEMA.types, strict=True)})
    if len(ids) > MANY:
        sql = f"{_PEOPLE} WHERE province_id = '{province_id}'"
        found = read_populations({"people": (sql, _SCHEMA)}, committed=True)["people"]
        ids = ids.filter(pc.invert(pc.is_in(ids, found["id"].combine_chunks())))
    batches = [_by_id(ids.slice(first, AT_ONCE)) for first in range(0, len(ids), AT_ONCE)]
    return pa.concat_tables([found, *batches])


def _by_id(ids: pa.Array) -> pa.Table:
    return read_arrow(f"{_PEOPLE} WHERE id IN ({', '.join(map(str, ids.to_pylist())) or 'NULL'})", _SCHEMA)
