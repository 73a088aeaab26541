"""Server time of the pages an officer uses, through the whole stack, on SQLite with the province in it."""

import random
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from html import unescape
from typing import Any

from django.test import Client
from django.test.utils import setup_test_environment, teardown_test_environment
from django.urls import reverse

from ansinh.core.access import acting_as, acting_as_system
from ansinh.core.models import Grant
from ansinh.core.names import fold
from ansinh.indicators import api
from ansinh.people.models import Household, Person
from ansinh.poverty.jobs.explain import explain
from ansinh.poverty.models import Campaign, CommuneReview, Review

from .measuring import Line, Times

ASKED = 30
MOST = 0.150
MOST_OF_A_FIGURE = 0.300
ONE_HOUSEHOLD_MOST = 0.050
INDICATOR_PAGE = "trang một chỉ tiêu: con số, kế hoạch, phân tổ, nhiều năm, bản đồ, kiểm tra"
NEXT_PAGE = re.compile(r'href="([^"]*[?&;]sau=[^"]*)"')
Way = Callable[[Client], Any]


class BadAnswer(AssertionError):
    """A page did not answer 200."""


def measure(year: int) -> list[Line]:
    """p95 of each page, many different rows of each, after one warm request."""
    with acting_as_system("đo tốc độ"):
        kinds = dict(_kinds(year))
        officer, commune_officer = _user("province_officer"), _user("commune_officer")
        commune = Grant.objects.filter(user=commune_officer, role="commune_officer").first()
        people = Person.objects.count()
    lines = []
    for name, ways in kinds.items():
        most = MOST_OF_A_FIGURE if name == INDICATOR_PAGE else MOST
        lines.append(_times(officer, ways).line(f"{name}, {people:,} người", most=most))
    if commune is not None:
        with acting_as(commune_officer):
            own = CommuneReview.objects.filter(campaign__year=year).first()
        ways = [_get(reverse("person_list")), _get(reverse("household_list")), _get(reverse("desk"))]
        ways += [_get(reverse("review_list", args=[own.pk]))] if own else []
        told = "cán bộ xã: bàn làm việc và các danh sách của xã"
        lines.append(_times(commune_officer, ways * 8).line(told, most=MOST))
    return lines


def measure_explaining(year: int) -> list[Line]:
    """Why one household has its class: the first asked of a process that has just loaded the law, then many others."""
    with acting_as_system("đo tốc độ"):
        reviews = _sample(Review.objects.filter(campaign__year=year, form_b__isnull=False), ASKED)
        first, warm = Times(), Times()
        for number, review in enumerate(reviews):
            (warm if number else first).run(lambda review=review: _explained(review.pk))
    return [
        warm.line("giải thích một hộ từ cơ sở dữ liệu", most=ONE_HOUSEHOLD_MOST),
        Line("giải thích hộ đầu tiên (dựng luật và quy tắc của ngày ấy; giờ / CPU)", str(first.taken[0])),
    ]


def _explained(pk: int) -> list[str]:
    return explain(Review.objects.select_related("campaign", "household").get(pk=pk)).lines()


def _kinds(year: int) -> Iterator[tuple[str, list[Way]]]:
    chance = random.Random(3)
    campaign = Campaign.objects.get(province="84", year=year, kind="annual")
    names = [person.name for person in _sample(Person.objects.all(), ASKED)]
    words = [" ".join(name.split()[-2:]) for name in names]
    reviews = _sample(Review.objects.filter(campaign=campaign, form_b__isnull=False), ASKED)
    communes = [*CommuneReview.objects.filter(campaign=campaign)]
    yield "bàn làm việc", [_get(reverse("desk"))] * ASKED
    yield "danh sách người, từ đầu rồi các trang sau", _walk(reverse("person_list")) * 6
    yield "tìm người có dấu", [_get(reverse("person_list"), tim=word) for word in words]
    yield "tìm người không dấu", [_get(reverse("person_list"), tim=fold(word)) for word in words]
    yield "tìm người cả họ tên", [_get(reverse("person_list"), tim=name) for name in names]
    yield "danh sách hộ, từ đầu rồi các trang sau", _walk(reverse("household_list")) * 6
    yield "hồ sơ một người", [_get(reverse("person", args=[p.pk])) for p in _sample(Person.objects.all(), ASKED)]
    yield "hồ sơ một hộ", [_get(reverse("household", args=[h.pk])) for h in _sample(Household.objects.all(), ASKED)]
    yield "đợt rà soát", [_get(reverse("campaign", args=[campaign.pk]))] * ASKED
    yield "hộ rà soát cả tỉnh, các trang", _walk(reverse("campaign_reviews", args=[campaign.pk])) * 6
    yield (
        "hộ rà soát của một xã",
        [_get(reverse("review_list", args=[chance.choice(communes).pk])) for _ in range(ASKED)],
    )
    yield "trang của một xã", [_get(reverse("commune_review", args=[chance.choice(communes).pk])) for _ in range(ASKED)]
    yield "kết quả của một hộ", [_get(reverse("review", args=[review.pk])) for review in reviews]
    yield "vì sao của một hộ", [_get(reverse("review_why", args=[review.pk])) for review in reviews]
    yield "Phiếu B", [_get(reverse("form_b", args=[review.pk])) for review in reviews]
    yield "điểm tính ngay khi gõ Phiếu B", [_typed(review.pk) for review in reviews]
    yield INDICATOR_PAGE, [_get(reverse("indicator", args=[name])) for name in _some(chance, api.catalogue(), ASKED)]


def _user(role: str) -> Any:
    return Grant.objects.filter(role=role).order_by("pk").first().user


def _sample(rows: Any, count: int) -> list[Any]:
    """Rows spread evenly over the keys."""
    keys = [*rows.order_by("pk").values_list("pk", flat=True)]
    step = max(len(keys) // count, 1)
    return [*rows.filter(pk__in=keys[::step][:count])]


def _some(chance: random.Random, names: Iterable[str], count: int) -> list[str]:
    every = sorted(names)
    return chance.sample(every, min(count, len(every)))


def _get(address: str, **asked: str) -> Way:
    return lambda client: client.get(address, asked)


def _walk(address: str) -> list[Way]:
    """The first page, then the ones after it by their own links, five in all."""
    here = [address]

    def turn(client: Client) -> Any:
        response = client.get(here[-1])
        if found := NEXT_PAGE.search(response.content.decode()):
            here.append(unescape(found[1]) if found[1].startswith("/") else address + unescape(found[1]))
        return response

    def begin(client: Client) -> Any:
        del here[1:]
        return turn(client)

    return [begin, turn, turn, turn, turn]


def _typed(pk: int) -> Way:
    """The form as the browser would send it while somebody types."""
    kept: dict[str, str] = {}

    def post(client: Client) -> Any:
        return client.post(reverse("form_points", args=[pk, "b"]), kept)

    def load(client: Client) -> None:
        kept.update(_fields(client.get(reverse("form_b", args=[pk])).context))

    post.load = load  # type: ignore[attr-defined]
    return post


def _fields(context: Any) -> dict[str, str]:
    """Every field of the two forms of the page with the value it shows."""
    bound = [*context["form"]]
    for form in [context["lines"].management_form, *context["lines"].forms]:
        bound += [*form]
    return {field.html_name: _as_typed(field.value()) for field in bound}


def _as_typed(value: Any) -> str:
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def _times(user: Any, ways: list[Way]) -> Times:
    client, times = Client(), Times()
    client.force_login(user)
    loads = [way.load for way in ways if hasattr(way, "load")]
    if loads:
        setup_test_environment(
            debug=False
        )  # it keeps what templates were given, and would slow the pages that are timed
        for load in loads:
            load(client)
        teardown_test_environment()
    _asked(Times(), client, ways[0])
    for way in ways:
        _asked(times, client, way)
    return times


def _asked(times: Times, client: Client, way: Way) -> None:
    response = times.run(lambda: way(client))
    if response.status_code != 200:
        raise BadAnswer(f"{response.request['PATH_INFO']} answered {response.status_code}")
