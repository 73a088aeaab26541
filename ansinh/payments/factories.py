"""Situations for tests of payments: a small province with people on both programmes, the four hands, a purse with money in it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model

from ansinh.benefits.factories import a_decision
from ansinh.benefits.models import Channel, Title
from ansinh.core.access import acting_as
from ansinh.core.days import BirthDay, first_day, month_after
from ansinh.core.models import Grant
from ansinh.core.names import fold, sort_key
from ansinh.law import parameters
from ansinh.payments import actions
from ansinh.payments.jobs.owed import digest_of
from ansinh.payments.models import Acceptance, Provider, Purse, Run
from ansinh.people.factories import long_duc, tra_vinh
from ansinh.people.models import Household, Membership, Person
from ansinh.places.models import Place

LONG_AGO = date(2020, 1, 1)
PURSE_OF = {"assistance": "province_assistance", "merit": "central_merit", "relief": "relief"}


@dataclass
class PayProvince:
    """A province that pays: its people in the order they were made, and its hands by the act they do."""

    province: Place
    commune: Place
    people: list[Person]
    titles: list[Title]
    officer: Any
    leader: Any
    accountant: Any
    reconciler: Any

    def plan(self, month: int, programme: str = "assistance", on: date | None = None) -> Run:
        """The month's run, planned on the 24th of the month before unless told."""
        day = on or first_day(month_after(month, -1)).replace(day=24)
        with acting_as(self.officer):
            return actions.plan(province=self.province, programme=programme, month=month, plan_day=day, by=self.officer)

    def sign(self, run: Run) -> Run:
        with acting_as(self.leader):
            return actions.sign(run=run, by=self.leader)

    def pay(self, month: int, programme: str = "assistance", on: date | None = None) -> Run:
        """The month planned and signed."""
        return self.sign(self.plan(month, programme, on))

    def accept(self, programme: str, month: int, plan_day: date) -> int:
        """Every law value the run would wait for, accepted by the leader; gives how many."""
        with acting_as(self.leader):
            found = actions.values_to_accept(
                province=self.province, programme=programme, month=month, plan_day=plan_day
            )
            if found:
                values = [one.value for one in found]
                actions.accept_values(
                    province=self.province, values=values, reason="Công văn 12/SLĐTBXH", by=self.leader
                )
            return len(found)


def a_pay_province(
    n: int = 3,
    *,
    category: str = "older_80_without_pension",
    from_month: int = 202401,
    opening: int = 202401,
    programmes: tuple[str, ...] = ("assistance",),
    allotted_dong: int = 100_000_000_000,
    accepted: bool = True,
    **title: Any,
) -> PayProvince:
    """Trà Vinh with one commune and `n` people of 84 who hold a title of the category and an account each; the programmes are open from
    the month on, with money for each year to 2027, and the leader accepted every value of the law, unless told."""
    commune, province = long_duc(), tra_vinh()
    roles = {"officer": "canbo", "leader": "lanhdao", "accountant": "ketoan", "reconciler": "doichieu"}
    hands = {role: a_hand(name, f"province_{role}", province) for role, name in roles.items()}
    a_provider("VBA", "Ngân hàng Nông nghiệp")
    a_provider("VNPOST", "Bưu điện", kind="post", layout="vnpost_xlsx")
    with acting_as(hands["leader"]):
        for programme in programmes:
            actions.open_programme(province=province, programme=programme, month=opening, by=hands["leader"])
            purse, _ = Purse.objects.get_or_create(
                province=province, code=PURSE_OF[programme], defaults={"holder": "Sở LĐTBXH", "account": "9527"}
            )
            for year in range(opening // 100, 2028):
                month = max(opening, year * 100 + 1)
                actions.allot(
                    purse=purse, month=month, amount_dong=allotted_dong, document="QĐ 01", day=first_day(month), by=hands["leader"]
                )  # fmt: skip
    people = some_people(n, commune)
    decision = a_decision(commune, decided_on=first_day(from_month))
    titles = Title._base_manager.bulk_create(
        Title(person=person, category=category, from_day=first_day(from_month), decision=decision, **title)
        for person in people
    )
    Channel._base_manager.bulk_create(
        Channel(
            person=person, kind="account", provider="VBA", account_number=f"7400{person.pk:09d}", account_name=fold(person.name).upper(),
            is_verified=True, from_day=LONG_AGO,
        )
        for person in people
    )  # fmt: skip
    made = PayProvince(province, commune, people, titles, **hands)
    if accepted:
        accept_everything(province, made.leader)
    return made


def accept_everything(province: Place, leader: Any) -> None:
    """Every value of the law that was not read in an official text, accepted by the leader."""
    doubtful = [value for each in parameters().values() for value in each.values if value.status != "official"]
    Acceptance.objects.bulk_create(
        Acceptance(
            province=province, name=value.name, from_day=value.from_day, reference=value.reference, status=value.status,
            digest=digest, reason="Công văn 12/SLĐTBXH", by=leader,
        )
        for digest, value in {digest_of(value): value for value in doubtful}.items()
    )  # fmt: skip


def some_people(n: int, commune: Place, *, born: BirthDay | None = None) -> list[Person]:
    """People living alone in a commune, women of 84 in 2024 unless told."""
    born = born or BirthDay(1940, 1, 2)
    assert commune.province_id is not None
    first = Person._base_manager.count()
    names = [f"Thạch Thị Sa {number}" for number in range(first + 1, first + n + 1)]
    people = Person._base_manager.bulk_create(
        Person(
            name=name, name_folded=fold(name), name_key=sort_key(name), sex="f", birth_year=born.year, birth_month=born.month,
            birth_day=born.day, commune=commune, province_id=commune.province_id,
        )
        for name in names
    )  # fmt: skip
    households = Household._base_manager.bulk_create(
        Household(
            code=f"P{person.pk:06d}", head=person, commune=commune, province_id=commune.province_id, hamlet="Ấp Vĩnh Hội", from_day=LONG_AGO,
        )
        for person in people
    )  # fmt: skip
    Membership._base_manager.bulk_create(
        Membership(person=person, household=household, role="head", from_day=LONG_AGO)
        for person, household in zip(people, households, strict=True)
    )
    return people


def a_hand(name: str, role: str, province: Place) -> Any:
    """A user with one role in the province."""
    user = get_user_model().objects.create_user(name)
    Grant.objects.create(user=user, role=role, place_id=province.pk, field="payments", from_day=LONG_AGO)
    return user


def a_provider(code: str, name: str, *, kind: str = "bank", layout: str = "pain001") -> Provider:
    """Who pays people out."""
    given = {"name": name, "kind": kind, "layout": layout, "from_day": LONG_AGO}
    return Provider.objects.get_or_create(code=code, defaults=given)[0]
