"""A small province in the middle of its review, with somebody of every role: what the pages are tried on."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from ansinh.core.access import acting_as, acting_as_system
from ansinh.core.models import ROLES
from ansinh.places.models import Place
from ansinh.poverty import actions, factories
from ansinh.poverty.models import Review

HEADS = (
    ("Thạch Thị Mai", "Ấp Vĩnh Yên"), ("Nguyễn Văn Ân", "Ấp Vĩnh Yên"), ("Kim Sa Rây", "Ấp Rạch Rô"), ("Trần Thị Đào", "Ấp Rạch Rô"),
    ("Sơn Hoàng Ân", "Ấp Rạch Rô"), ("Lê Thị Ánh Tuyết", "Ấp Long Trị"), ("Phạm Văn Ớt", "Ấp Long Trị"), ("Đặng Thị Ưng", "Ấp Long Trị"),
)  # fmt: skip
RICHER = factories.POOR_FORM | {
    "pillar": 1, "roof": 1, "wall": 1, "area_m2": 120, "toilet": 1, "electricity_kwh": 160, "water": 1, "motorbikes": 2, "televisions": 1,
    "computers": 1, "fridges": 1, "washing_machines": 1, "telephones": 3, "air_conditioners": 1, "cattle": 3,
}  # fmt: skip
PASSWORD = "mat-khau-thu-nghiem"


def small_province() -> SimpleNamespace:
    """Three communes of Trà Vinh in the review of 2023: one surveying, one whose notice is over, one reported."""
    with acting_as_system("chuẩn bị thử nghiệm"):
        names = (("29242", "Long Đức", False), ("29281", "Hòa Thuận", False), ("29305", "Cầu Ngang", True))
        province = factories.make_province(communes=names)
        a, b, c = (Place.objects.get(pk=code) for code, _name, _urban in names)
        there = SimpleNamespace(province=province, a=a, b=b, c=c)
        there.users = {role: _user(role, a if role.startswith("commune") else province) for role in ROLES}
        there.other_officer, there.other_leader = (
            _user("commune_officer", b, "xa_b"),
            _user("commune_leader", b, "lanh_dao_xa_b"),
        )
        there.third_leader = _user("commune_leader", c, "lanh_dao_xa_c")
        for number, (head, hamlet) in enumerate(HEADS):
            factories.make_household(f"A{number:03}", head, a, hamlet=hamlet, ethnicity=5 if number % 2 == 0 else 1)
        for unit, letter in ((b, "B"), (c, "C")):
            for number, (head, hamlet) in enumerate(HEADS[:4]):
                factories.make_household(f"{letter}{number:03}", head, unit, hamlet=hamlet)
    chief = there.users["province_officer"]
    with acting_as(chief):
        there.campaign = actions.open_campaign(province=province, year=2023, by=chief)
        actions.list_households(campaign=there.campaign, by=chief)
        there.review_a, there.review_b, there.review_c = (
            there.campaign.communes.get(commune=unit) for unit in (a, b, c)
        )
    _survey(there.users["commune_officer"], there.review_a, poor=2, half=1)
    _survey(there.other_officer, there.review_b, poor=2, richer=1, stopped=1)
    _hold_and_post(there.other_officer, there.review_b)
    _survey(chief, there.review_c, poor=2, stopped=2)
    _hold_and_post(chief, there.review_c)
    with acting_as(there.third_leader):
        actions.sign(
            commune_review=there.review_c,
            decision_number="112/QĐ-UBND",
            decided_on=date(2023, 11, 20),
            signer="Lê Văn C, Chủ tịch",
            by=there.third_leader,
        )
    with acting_as(chief):
        actions.report_commune(commune_review=there.review_c, reported_on=date(2023, 11, 25), by=chief)
    with acting_as_system("xem"):
        for letter in "abc":
            setattr(
                there,
                f"household_{letter}",
                Review.objects.filter(commune_review=getattr(there, f"review_{letter}"))
                .order_by("household__code")
                .first(),
            )
            getattr(there, f"review_{letter}").refresh_from_db()
    return there


def _user(role: str, place: Place, name: str = "") -> Any:
    user = factories.make_user(name or role, role, place)
    user.last_name, user.first_name = ROLES[role][0], place.name
    user.set_password(PASSWORD)
    user.save()
    return user


def _survey(by: Any, commune_review: Any, *, poor: int, richer: int = 0, stopped: int = 0, half: int = 0) -> None:
    day = date(2023, 9, 20)
    seen = {"surveyed_on": day, "surveyor": "Trần Văn Khảo"}
    with acting_as(by):
        reviews = list(Review.objects.filter(commune_review=commune_review).order_by("household__code"))
        for number, review in enumerate(reviews[: poor + richer + stopped + half]):
            form = factories.POOR_FORM if number < poor else RICHER
            if number < poor + richer:
                actions.fill_form_a(review=review, answers=factories.ALL_NO | seen, by=by)
                actions.fill_form_b(
                    review=review,
                    answers=form,
                    members=factories.four_poor_people(),
                    household={"member_count": 4},
                    by=by,
                )
            elif number < poor + richer + stopped:
                actions.fill_form_a(review=review, answers=factories.ALL_NO | {"a_excluded": True} | seen, by=by)
            else:
                actions.fill_form_b(
                    review=review, answers={"wall": 2}, members=factories.four_poor_people(), household=seen, by=by
                )
            actions.score_one(review=review, by=by)


def _hold_and_post(by: Any, commune_review: Any) -> None:
    with acting_as(by):
        for hamlet in (
            Review.objects.filter(commune_review=commune_review)
            .order_by("hamlet")
            .values_list("hamlet", flat=True)
            .distinct()
        ):
            actions.hold_meeting(
                commune_review=commune_review,
                hamlet=hamlet,
                held_on=date(2023, 10, 30),
                chair="Lê Văn Chủ",
                secretary="Phan Thị Thư",
                households_invited=40,
                households_present=36,
                votes_for=33,
                by=by,
            )
        actions.publish_notice(
            commune_review=commune_review,
            from_day=date(2023, 11, 2),
            to_day=date(2023, 11, 2) + timedelta(days=7),
            by=by,
        )
        review = Review.objects.filter(commune_review=commune_review, class_by_rule="poor").first()
        said = actions.raise_objection(
            review=review,
            raised_on=date(2023, 11, 4),
            raised_by="Nguyễn Thị Bình",
            said="Hộ này có người đi làm xa gửi tiền về.",
            by=by,
        )
        actions.settle_objection(
            objection=said,
            outcome="kept",
            answer="Đã xác minh: người đi làm xa đã tách hộ từ năm 2022.",
            settled_on=date(2023, 11, 6),
            by=by,
        )
