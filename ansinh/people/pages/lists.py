"""The lists of people and households, quick at a million: see `docs/people.md`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ansinh.core.access import WRITING_ROLES, current_scope
from ansinh.core.days import BirthDay
from ansinh.core.lists import Choice, Column, Filter, Listing, Order, Pick, Row, Search
from ansinh.people.models import Household, Person, ids_by_name, narrow_by_name, search_words
from ansinh.people.words import ETHNICITIES, SEXES
from ansinh.places.models import Place

COUNTED_AT_MOST = 1000


class ManyRows(QuerySet):
    """Rows that answer a search in such numbers that they are counted to a thousand only."""

    def count(self) -> int:
        return QuerySet.count(self[: COUNTED_AT_MOST + 1])


@dataclass(frozen=True)
class NameSearch(Search):
    """Words of a name, with or without diacritics, the last may be a beginning; or a whole number or code."""

    name_path: str = "name_folded"
    key_path: str = "pk"

    def narrow(self, rows: QuerySet, raw: str) -> QuerySet:
        code = raw.replace(" ", "")
        if any(c.isdigit() for c in code):
            return rows.filter(Q(**{self.exact_paths[0]: code}))
        if not (words := search_words(raw)):
            return rows.none()
        if not current_scope().is_whole_province:
            return narrow_by_name(rows, words, self.name_path)
        found = ids_by_name(words)
        if found is None:
            return ManyRows(rows.model, narrow_by_name(rows, words, self.name_path).query, rows.db)
        return rows.filter(**{f"{self.key_path}__in": found})


@dataclass(frozen=True)
class Year(Filter):
    """A year typed."""

    path: str = "birth_year"

    def narrow(self, rows: QuerySet, raw: str) -> QuerySet:
        return rows.filter(**{self.path: int(raw)}) if raw.isdigit() and len(raw) == 4 else rows.none()


@dataclass(frozen=True)
class PeopleListing(Listing):
    """A list that says when it stopped counting."""

    def page(self, request: HttpRequest, rows: QuerySet) -> dict[str, Any]:
        page = super().page(request, rows)
        if page["count"] == COUNTED_AT_MOST + 1:
            page |= {"count": COUNTED_AT_MOST, "unit": _("%(unit)s trở lên") % {"unit": self.unit}}
        return page


def _word(pair: tuple[str, str]) -> str:
    return pair[(get_language() or "vi").startswith("en")]


def _words(words: dict[Any, tuple[str, str]]) -> dict[str, str]:
    return {str(value): _word(pair) for value, pair in words.items()}


def _provinces(model: type[Person] | type[Household]) -> list[Place]:
    """The provinces inside the scope that have rows."""
    provinces = Place.objects.provinces()
    if not current_scope().everything:
        provinces = provinces.filter(pk__in=current_scope().provinces)
    return [province for province in provinces if model.objects.filter(province=province).exists()]


def _rows(request: HttpRequest, model: type[Person] | type[Household]) -> tuple[QuerySet, list[Place], Place | None]:
    """The rows of one province at a time (its index gives them in order), or of the few communes of an officer."""
    if not current_scope().is_whole_province:
        return model.objects.all(), [], None
    provinces = _provinces(model)
    chosen = next(
        (province for province in provinces if province.pk == request.GET.get("tinh")),
        provinces[0] if provinces else None,
    )
    return model.objects.filter(province=chosen), provinces, chosen


def _place_filters(provinces: Sequence[Place], chosen: Place | None) -> list[Filter]:
    communes = (
        Place.objects.communes().filter(province=chosen)
        if chosen
        else Place.objects.communes().filter(pk__in=current_scope().communes)
    )
    filters: list[Filter] = [
        Pick("xa", _("Xã, phường"), units=lambda: [(place.pk, _unit_name(place)) for place in communes])
    ]
    if len(provinces) > 1:
        filters.insert(
            0, Choice("tinh", _("Tỉnh"), choices={place.pk: place.full_name for place in provinces}, path="province")
        )
    return filters


def _unit_name(place: Place) -> str:
    return place.full_name


def person_list(request: HttpRequest) -> HttpResponse:
    """People inside the reader's scope, sorted by given name as Vietnamese does."""
    rows, provinces, chosen = _rows(request, Person)
    listing = PeopleListing(
        "people",
        _("Người"),
        columns=(
            Column("name", _("Họ và tên"), link=lambda row: reverse("person", args=[row["id"]])),
            Column("birth_year", _("Ngày sinh"), show=_birth),
            Column("sex", _("Giới tính"), show=lambda row: _word(SEXES[row["sex"]])),
            Column("ethnicity", _("Dân tộc"), show=lambda row: _word(ETHNICITIES[row["ethnicity"]])),
            Column("personal_number", _("Số định danh"), is_wide_only=True, hides="personal_number"),
            Column("commune__full_name", _("Xã, phường")),
            Column("died_on", _("Ngày chết"), is_wide_only=True),
        ),
        also=("id", "birth_month", "birth_day"),
        orders=(Order("ten", _("Tên"), ("name_key", "id")),),
        filters=(
            NameSearch("tim", _("Tìm"), exact_paths=("personal_number",), hint=_("Họ tên hoặc số định danh")),
            *_place_filters(provinces, chosen),
            Choice("gioi", _("Giới tính"), choices=_words(SEXES), path="sex"),
            Year("sinh", _("Năm sinh")),
            Choice("dan_toc", _("Dân tộc"), choices=_words(ETHNICITIES), path="ethnicity"),
            Choice(
                "con",
                _("Còn sống"),
                choices={"co": _("còn sống"), "khong": _("đã chết")},
                where=lambda raw: Q(died_on__isnull=raw == "co"),
            ),
        ),
        unit=_("người"),
        nothing_yet=_("Chưa có ai trong sổ. Ghi người vào sổ, hoặc nhập danh sách từ Excel."),
        template="people/person_list.html",
    )
    scope = current_scope()
    may_look = scope.everything or bool(scope.provinces or scope.communes)
    return listing.respond(request, rows, may_write=_may_write(), may_look=may_look)


def household_list(request: HttpRequest) -> HttpResponse:
    """Households inside the reader's scope, by code."""
    rows, provinces, chosen = _rows(request, Household)
    listing = PeopleListing(
        "households",
        _("Hộ dân"),
        columns=(
            Column("code", _("Mã hộ"), link=lambda row: reverse("household", args=[row["id"]])),
            Column("head__name", _("Chủ hộ")),
            Column("hamlet", _("Thôn, ấp, khóm")),
            Column("commune__full_name", _("Xã, phường")),
            Column("from_day", _("Từ ngày"), is_wide_only=True),
            Column("to_day", _("Chấm dứt"), is_wide_only=True),
        ),
        also=("id",),
        orders=(Order("ma", _("Mã hộ"), ("code",)),),
        filters=(
            NameSearch(
                "tim",
                _("Tìm"),
                exact_paths=("code",),
                hint=_("Tên chủ hộ hoặc mã hộ"),
                name_path="head__name_folded",
                key_path="head",
            ),
            *_place_filters(provinces, chosen),
            Choice(
                "con",
                _("Tình trạng"),
                choices={"co": _("đang có"), "khong": _("đã chấm dứt")},
                where=lambda raw: Q(to_day__isnull=raw == "co"),
            ),
        ),
        unit=_("hộ"),
        nothing_yet=_("Chưa có hộ nào trong sổ. Lập hộ từ trang của một người, hoặc nhập danh sách từ Excel."),
        template="people/household_list.html",
    )
    return listing.respond(request, rows, may_write=_may_write())


def _birth(row: Row) -> str:
    return str(BirthDay(row["birth_year"], row["birth_month"], row["birth_day"]))


def _may_write() -> bool:
    return bool(current_scope().roles & WRITING_ROLES)
