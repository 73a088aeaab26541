"""The tables of places brought to what the source says; a second run finds nothing to do."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.db import models, transaction

from ansinh.places.jobs.source import Source
from ansinh.places.models import Competence, EarlierState, Place, Succession

Progress = Callable[[str, int], None]
_KEYS: dict[type[models.Model], tuple[str, ...]] = {
    Place: ("id",),
    EarlierState: ("place_id", "to_day"),
    Succession: ("predecessor_id", "successor_id", "day"),
    Competence: ("field", "act", "level", "from_day"),
}


@dataclass(frozen=True, slots=True)
class Counted:
    """Rows added, changed and removed by one loading."""

    added: int = 0
    changed: int = 0
    removed: int = 0

    def __add__(self, other: "Counted") -> "Counted":
        return Counted(self.added + other.added, self.changed + other.changed, self.removed + other.removed)

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


def load(progress: Progress = lambda what, rows: None) -> Counted:
    """Add and change what differs from the source, all or nothing. Units are never removed: records may rest on them."""
    source = Source.read()
    places = sorted(source.places.values(), key=lambda place: place.level)
    wanted: list[tuple[type[models.Model], Iterable[models.Model]]] = [
        (Place, places),
        (EarlierState, source.states),
        (Succession, source.successions),
        (Competence, source.competences),
    ]
    with transaction.atomic():
        total = Counted()
        for model, rows in wanted:
            total += _bring_up_to_date(model, list(rows), progress)
    return total


def _bring_up_to_date(model: type[models.Model], rows: list[Any], progress: Progress) -> Counted:
    keys = _KEYS[model]
    columns = [column.attname for column in model._meta.concrete_fields if not column.primary_key]
    kept = {tuple(row[: len(keys)]): row for row in model._default_manager.values_list(*keys, "pk", *columns)}
    added, changed = [], []
    for row in rows:
        before = kept.pop(tuple(getattr(row, key) for key in keys), None)
        if before is None:
            added.append(row)
        elif before[len(keys) + 1 :] != tuple(getattr(row, column) for column in columns):
            row.pk = before[len(keys)]
            changed.append(row)
    gone = [] if model is Place else [row[len(keys)] for row in kept.values()]
    if model is Place:
        _write(model, changed, progress, update_conflicts=True, unique_fields=["id"], update_fields=columns)
    else:  # written anew, so that two rows may change places under one constraint
        model._default_manager.filter(pk__in=[*gone, *(row.pk for row in changed)]).delete()
        _write(model, changed, progress)
    _write(model, added, progress)
    return Counted(len(added), len(changed), len(gone))


def _write(model: type[models.Model], rows: list[Any], progress: Progress, **how: Any) -> None:
    for start in range(0, len(rows), 2000):
        written = model._default_manager.bulk_create(rows[start : start + 2000], **how)
        progress(str(model._meta.verbose_name), len(written))
