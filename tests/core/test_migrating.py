"""A database older than the first release goes on as it is."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from pytest import mark

FIRST = "0001_first_release"


def replaced() -> list[tuple[str, str]]:
    """The migrations of before, by room and name."""
    loader = MigrationLoader(None)
    return [each for (_room, name), one in loader.disk_migrations.items() if name == FIRST for each in one.replaces]


def as_before(names: list[tuple[str, str]]) -> MigrationExecutor:
    """What would be done to a database that remembers these."""
    recorder = MigrationRecorder(connection)
    recorder.migration_qs.filter(name=FIRST).delete()
    for room, name in names:
        recorder.record_applied(room, name)
    return MigrationExecutor(connection)


@mark.django_db
def test_a_database_that_went_every_step_of_before_has_nothing_to_do() -> None:
    executor = as_before(replaced())

    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
