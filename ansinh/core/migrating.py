"""What migrations share: a room's first tables made together, and the months every database holds."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.migrations.operations.base import Operation

FIRST_YEAR, LAST_YEAR = 2014, 2040


class Together(Operation):
    """Operations that make new models, on one picture of all models instead of one after each.

    Django draws every model anew that is tied to the one just made, and here nearly all are tied to a person and a place: drawn once, a new
    database stands in a quarter of the time. What changes a model that was there before belongs in an operation of its own."""

    serialization_expand_args = ["operations"]
    reduces_to_sql = True

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = list(operations)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__qualname__, [], {"operations": self.operations}

    def state_forwards(self, app_label: str, state: Any) -> None:
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Make {len(self.operations)} models together"


def fill_months(apps: Any, _schema_editor: Any) -> None:
    """The months as rows, so that columns of months meet days in one comparison."""
    Month = apps.get_model("core", "Month")
    months = []
    for number in range(FIRST_YEAR * 12, (LAST_YEAR + 1) * 12):
        first, after = date(number // 12, number % 12 + 1, 1), date((number + 1) // 12, (number + 1) % 12 + 1, 1)
        day = timedelta(days=1)
        months.append(
            Month(
                id=first.year * 100 + first.month, year=first.year, number=first.month, first_day=first, last_day=after - day, next_day=after,
                day_before=first - day,
            )
        )  # fmt: skip
    Month.objects.bulk_create(months)
