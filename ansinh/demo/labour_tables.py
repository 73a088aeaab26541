"""Rows of the labour registers as columns: what a row leaves out is what the model itself would put there."""

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
from django.db import models

from ansinh.core.database import insert_arrow
from ansinh.demo.dossiers import tell_sequences

Given = Mapping[str, Any]
RECORDED = np.datetime64("2024-01-02T08:00:00", "us")
NO_DAY = np.datetime64("NaT", "D")
_MANY = (np.ndarray, pa.Array, pa.ChunkedArray, list)
_TYPES: tuple[tuple[type[models.Field], pa.DataType], ...] = (
    (models.BooleanField, pa.bool_()),
    (models.DateTimeField, pa.timestamp("us", "UTC")),
    (models.DateField, pa.date32()),
    (models.TimeField, pa.string()),
    (models.IntegerField, pa.int64()),
)


def write(model: type[models.Model], count: int, given: Given) -> np.ndarray:
    """Append `count` rows inside the open transaction; gives their ids. A column is an array, or one value for all rows.

    Raises KeyError for a name the model has no column of, ValueError for a column of another length."""
    first = 1 + (model._base_manager.aggregate(last=models.Max("pk"))["last"] or 0)
    ids = np.arange(first, first + count)
    if not count:
        return ids
    fields = {str(field.column): field for field in model._meta.concrete_fields if not field.primary_key}
    if unknown := set(given) - set(fields):
        raise KeyError(f"{model.__name__} has no {', '.join(sorted(unknown))}")
    told = {name: given[name] if name in given else _left_out(field) for name, field in fields.items()}
    same = {name: _plainly(value) for name, value in told.items() if value is not None and not isinstance(value, _MANY)}
    own = {name: _column(fields[name], count, value) for name, value in told.items() if isinstance(value, _MANY)}
    insert_arrow(model._meta.db_table, pa.table({"id": ids, **own}), same)
    tell_sequences(model)
    return ids


def _column(field: models.Field, count: int, values: Any) -> pa.Array:
    wanted = _type_of(field)
    if len(values) != count:
        raise ValueError(f"{field.model.__name__}.{field.column} has {len(values)} values, must be {count}")
    if isinstance(values, np.ndarray) and values.dtype.kind == "U":
        return _texts(values)
    if isinstance(values, np.ndarray) and values.dtype.kind == "M" and pa.types.is_date(wanted):
        values = values.astype("datetime64[D]")
    found = values if isinstance(values, (pa.Array, pa.ChunkedArray)) else pa.array(values, from_pandas=True)
    return found if found.type == wanted else found.cast(wanted)


def _plainly(value: Any) -> str | int:
    """One value of all rows as both databases take it in an INSERT; a text without quotes."""
    if isinstance(value, (bool, np.bool_, int, np.integer)):
        return int(value)
    return (
        f"{value.astype('datetime64[s]').item():%Y-%m-%d %H:%M:%S}+00:00"
        if isinstance(value, np.datetime64)
        else str(value)
    )


def _texts(values: np.ndarray) -> pa.Array:
    """Texts that repeat, each turned once."""
    distinct, of_row = np.unique(values, return_inverse=True)
    return pa.array(distinct.tolist(), pa.string()).take(pa.array(of_row))


def _type_of(field: models.Field) -> pa.DataType:
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return next((arrow for kind, arrow in _TYPES if isinstance(field, kind)), pa.string())


def _left_out(field: models.Field) -> Any:
    """What a row gets where nothing is said: the model's own default, the moment of recording, an empty text, nothing."""
    if getattr(field, "auto_now_add", False) or getattr(field, "auto_now", False):
        return RECORDED
    default = field.get_default()
    if isinstance(field, models.JSONField):
        return json.dumps(default)
    if default is None and not field.null:
        raise KeyError(f"{field.model.__name__}.{field.column} must be given")
    return default
