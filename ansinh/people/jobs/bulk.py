"""Many new rows of the register at once."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models

_BATCH = 2000


def add_all(objects: Sequence[models.Model]) -> None:
    """Insert new objects of one model, in order, and give them their keys. Call it inside the transaction of the act.

    SQLite takes few values a statement, so Django would build thousands of long ones; one short statement run for each
    row is many times quicker. The keys are ours to count there: whoever writes is alone."""
    if not objects:
        return
    model = type(objects[0])
    if connection.vendor != "sqlite":
        model._base_manager.bulk_create(objects, batch_size=_BATCH)
        return
    fields, table = model._meta.concrete_fields, connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT MAX(COALESCE((SELECT seq FROM sqlite_sequence WHERE name = %s), 0), COALESCE((SELECT MAX(id) FROM {table}), 0))",
            [model._meta.db_table],
        )
        for key, one in enumerate(objects, cursor.fetchone()[0] + 1):
            one.pk = key
        names = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
        cursor.executemany(
            f"INSERT INTO {table} ({names}) VALUES ({', '.join(['%s'] * len(fields))})",
            [_values(one, fields) for one in objects],
        )
    for one in objects:
        one._state.adding, one._state.db = False, connection.alias


def _values(one: models.Model, fields: Sequence[Any]) -> list[Any]:
    return [field.get_db_prep_save(field.pre_save(one, True), connection) for field in fields]
