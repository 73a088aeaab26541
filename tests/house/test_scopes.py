"""Rows of people and places fail closed: a model that forgets its scope is named here, not found by a reader."""

from django.apps import apps
from django.db.models import Model

from ansinh.core.access import NoAccess, ScopedManager, acting_as_system
from ansinh.core.rooms import ROOMS

# Models with a person or a place that are not read through a scope, and why that is safe.
EXCEPTIONS = {
    "places.Place": "the map itself: public, no people",
    "places.EarlierState": "the map itself",
    "poverty.Campaign": "a campaign of a province: its days and state; its communes and households are scoped",
    "indicators.Snapshot": "figures of a province, no rows of people",
    "dossiers.Agency": "the bodies that take dossiers: their name, code and place, no people",
    "dossiers.DayOff": "the working calendar of a province",
    "dossiers.Template": "Word templates of a province, no people in them",
    "labour.MatchWeights": "weights of matching a province chose, no people in them",
    "labour.FairSession": "a session of a job fair is announced to everybody; its visitors and interviews are scoped",
    "labour.MarketFile": "read only by who sent it: its pages ask must_hold and the sender",
    "people.ImportedFile": "read only by who wrote it: its pages ask must_hold and the province of the file",
    "benefits.RegisterFile": "read only by who wrote it: its pages ask must_hold and the province of the file",
}
NAMES = {"person", "place", "commune", "province", "household", "subject", "commune_id", "province_id", "place_id"}


def models_of_people_and_places() -> list[type[Model]]:
    """The models of the rooms with a person or a place among their own columns."""
    return [
        model
        for room in ROOMS
        if apps.is_installed(f"ansinh.{room}")
        for model in apps.get_app_config(room).get_models()
        if NAMES & {field.name for field in model._meta.get_fields() if getattr(field, "concrete", False)}
    ]


def test_every_row_with_a_person_or_a_place_is_read_through_a_scope() -> None:
    open_ones = {
        model._meta.label
        for model in models_of_people_and_places()
        if not isinstance(model._default_manager, ScopedManager)
    }

    assert open_ones - set(EXCEPTIONS) == set(), "give it objects = ScopedManager(...), or say here why not"
    assert set(EXCEPTIONS) - open_ones == set(), "no exception any more: take the line away"


def test_a_scoped_row_asked_for_by_nobody_is_refused_and_by_the_system_is_given(db: None) -> None:
    scoped = [model for model in models_of_people_and_places() if isinstance(model._default_manager, ScopedManager)]

    assert len(scoped) > 20
    for model in scoped:
        try:
            model._default_manager.first()
        except NoAccess:
            continue
        raise AssertionError(f"{model._meta.label} gave rows to nobody")
    with acting_as_system("thử phạm vi"):
        for model in scoped:
            model._default_manager.first()
