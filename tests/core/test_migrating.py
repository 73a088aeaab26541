"""A database older than the first release goes on as it is."""

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from pytest import mark, raises

FIRST = "0001_first_release"


def replaced() -> list[tuple[str, str]]:
    """The migrations of before, by room and name."""
    loader = MigrationLoader(None)
    return [each for (_room, name), one in loader.disk_migrations.items() if name == FIRST for each in one.replaces]


def remember(names: list[tuple[str, str]]) -> None:
    """The database knows of these steps of the rooms and of no others."""
    recorder = MigrationRecorder(connection)
    recorder.migration_qs.filter(app__in={room for room, _name in replaced()}).delete()
    for room, name in names:
        recorder.record_applied(room, name)


@mark.django_db
def test_a_database_that_went_every_step_of_before_has_nothing_to_do() -> None:
    remember(replaced())

    executor = MigrationExecutor(connection)

    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


@mark.django_db
def test_one_that_stopped_halfway_is_refused_and_not_taken_for_whole() -> None:
    remember([each for each in replaced() if each != ("people", "0012_organisations")])

    with raises(ValueError, match=r"people\."):
        call_command("migrate", verbosity=0)
