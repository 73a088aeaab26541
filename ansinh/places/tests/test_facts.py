from datetime import date

from django.db import connection

from ansinh.core.access import scope_of
from ansinh.places.facts import commune
from ansinh.places.models import Place, predecessor_ids


def test_the_commune_grain_has_one_row_a_commune_and_every_published_column() -> None:
    with connection.cursor() as cursor:
        cursor.execute(commune.query)
        names = [column[0] for column in cursor.description]
        rows = {row[0]: dict(zip(names, row, strict=True)) for row in cursor.fetchall()}

    assert set(names) == {commune.key, *(fact.column for fact in commune.facts.values())}
    assert len(rows) == Place.objects.communes().count() == 10_045 + 3_321
    assert rows["29242"]["commune_district_name"] == "Thành phố Trà Vinh"
    assert rows["29242@2025"]["commune_district_name"] is None
    assert rows["29242@2025"]["commune_region"] == "mekong_delta"


def test_values_of_facts_are_among_their_words() -> None:
    for name, column in (("commune_kind", "kind"), ("commune_region", "region")):
        words = commune.facts[name].words
        assert words is not None
        assert set(Place.objects.communes().values_list(column, flat=True)) <= set(words)


def test_a_grant_in_a_new_unit_reaches_what_went_into_it_and_never_the_other_way(django_user_model) -> None:
    officer = django_user_model.objects.create_user("can_bo")
    officer.grants.create(role="province_officer", place_id="86@2025", from_day=date(2025, 7, 1))
    old_officer = django_user_model.objects.create_user("can_bo_cu")
    old_officer.grants.create(role="province_officer", place_id="84", from_day=date(2020, 1, 1))

    assert scope_of(officer, date(2025, 8, 1)).provinces == {"86@2025", "83", "84", "86"}
    assert scope_of(old_officer, date(2025, 8, 1)).provinces == {"84"}


def test_a_divided_commune_is_reached_from_its_default_successor_only() -> None:
    into = list(Place.objects.get(pk="31178").became.all())

    reached = {row.successor_id: "31178" in predecessor_ids([row.successor_id]) for row in into}

    assert reached == {row.successor_id: row.is_default for row in into}
    assert sorted(reached.values()) == [False, True]
