"""Another pattern to measure against: a plain Python loop that scores one household after another, as a program without the
engine would. The numbers are those of the law of 2023; `None` is unknown."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from ansinh.law import Law
from ansinh.poverty import words

from .by_hand import points_by_row

Answers = Mapping[str, Any]
Scores = tuple[str | None, str | None, int | None, int | None]
FORM_A = ("a_vehicle", "a_cooling", "a_water_heater", "a_washing", "a_rents_out", "a_electricity", "a_floor_area",
          "a_official_or_pension", "a_labour_contract")  # fmt: skip
BANDS = (
    ("floor_area", "area_m2", (("large", 40), ("middle", 30), ("small", 20))),
    ("electricity", "kwh", (("largest", 150), ("large", 100), ("middle", 50), ("small", 25))),
    ("garden", "pond_garden_m2", (("large", 500), ("middle", 300))),
    ("annual_crops", "annual_crop_m2", (("large", 5_000),)),
    ("perennial_crops", "perennial_crop_m2", (("large", 5_000), ("middle", 1_000))),
    ("water_surface", "water_surface_m2", (("large", 5_000), ("middle", 500))),
    ("forest", "forest_m2", (("large", 10_000), ("middle", 5_000))),
)
ASSETS = {"car": "cars", "boat": "boats", "printer": "printers", "stereo": "stereos", "computer": "computers", "fridge": "fridges",
          "washing_machine": "washing_machines", "water_heater": "water_heaters", "microwave": "microwaves"}  # fmt: skip
CODED = {
    "pillar": words.PILLARS, "roof": words.ROOFS, "wall": words.WALLS, "toilet": words.TOILETS,
    "power_source": words.POWER_SOURCES, "water": words.WATERS,
}  # fmt: skip
CODED_OF_MEMBER = {
    "school_level": words.SCHOOL_LEVELS, "general_education": words.GENERAL_EDUCATION, "training": words.TRAININGS,
    "social_allowance": words.SOCIAL_ALLOWANCES, "work_status": words.WORK_STATUSES, "work_kind": words.WORK_KINDS,
    "wage_contract": words.WAGE_CONTRACTS, "pension": words.PENSIONS,
}  # fmt: skip


class Scorer:
    """Scores households one by one: class, living standard, B1 points, B2 points."""

    def __init__(self, law: Law) -> None:
        self.points = points_by_row(law)
        self.heights = law.poverty.nutrition_height.rows
        self.weights = law.poverty.nutrition_weight.rows

    def score(self, a: Answers, members: Iterable[Answers]) -> Scores:
        stops = _stops(a)
        b1, b2 = self._form_b(a, list(members)) if a["has_form_b"] else (None, None)
        class_ = None
        if stops:
            class_ = "not_poor"
        elif a["has_form_b"] and b1 is not None:
            is_low = b1 <= (175 if a["is_urban"] else 140)
            class_ = "not_poor" if not is_low else None if b2 is None else "poor" if b2 >= 30 else "near_poor"
        return class_, _standard(a, class_, stops, b1), b1, b2

    def _form_b(self, a: Answers, members: list[Answers]) -> tuple[int | None, int | None]:
        judged = [self._member(m, a["review_day"]) for m in members]
        found = {name: [one[name] for one in judged] for name in judged[0]} if judged else {}
        size = a["member_count"] if len(members) == a["member_count"] else None
        dependants = _count(found.get("dependant", []))
        return self._b1(a, found, size, dependants), self._b2(a, found, size, dependants)

    def _b1(self, a: Answers, found: dict[str, list], size: int | None, dependants: int | None) -> int | None:
        area = a["b1_area"]

        def row(item: str, key: Any) -> int | None:
            return None if key is None else self.points[item].get((key, area), 0)

        def ticked(item: str, key: str, yes: bool | None) -> int | None:
            return None if yes is None else self.points[item][key, area] if yes else 0

        kwh = a["electricity_kwh"] if a["electricity_kwh"] is not None else 0 if a["power_source"] == "none" else None
        answers = {**a, "kwh": kwh}
        motorbikes = row("motorbikes", _most(a["motorbikes"], 3))
        if area == "rural_central_highlands" and a["motorbikes"] is not None and a["motorbikes"] >= 3:
            motorbikes = 30
        parts = [
            row("household_size", size),
            row("working_age_members", _most(_count(found.get("labour", [])), 5)),
            row("dependants", dependants),
            row("highest_degree", _degree(found)),
            ticked("non_farm_jobs", "civil_servant", _any(found.get("official", []))),
            ticked("non_farm_jobs", "labour_contract", _any(found.get("contract", []))),
            ticked("non_farm_jobs", "hired_or_self_employed", _any(found.get("hired", []))),
            row("pensioners", _most(_count(found.get("pensioner", [])), 2)),
            ticked("house", "wall", _differs(a["wall"], "weak")),
            ticked("house", "column", _differs(a["pillar"], "weak")),
            row("water", a["water"]),
            row("toilet", a["toilet"]),
            motorbikes,
            row("televisions", _most(a["televisions"], 2)),
            row("air_conditioners", _most(a["air_conditioners"], 2)),
            row("cattle", _most(a["cattle"], 3)),
            ticked("livestock", "pigs", _reaches(a["pigs_goats_sheep"], 10)),
            ticked("livestock", "poultry", _reaches(a["poultry"], 100)),
            ticked("livestock", "aquaculture", a["has_aquaculture"]),
        ]
        parts += [ticked("assets", asset, _reaches(a[answer], 1)) for asset, answer in ASSETS.items()]
        for item, answer, floors in BANDS:
            parts.append(row(item, _band(answers[answer], floors, size if item == "floor_area" else 1)))
        if a["is_urban"]:
            parts.append(self.points["region"].get((a["urban_region"],)))
        return None if None in parts else sum(parts)

    def _b2(self, a: Answers, found: dict[str, list], size: int | None, dependants: int | None) -> int | None:
        is_small = None if size is None or a["area_m2"] is None else a["area_m2"] < 8 * size
        weak = [_same(a[part], "weak") for part in ("wall", "pillar", "roof")]
        lacks = [
            _any(found.get("lacks_job", [])),
            None if size is None or dependants is None else dependants * 100 > size * 50,
            _any(found.get("undernourished", [])),
            _any(found.get("uninsured", [])),
            _any(found.get("unschooled", [])),
            _any(found.get("out_of_school", [])),
            None if None in weak else sum(weak) >= 2,
            is_small,
            _same(a["water"], "other"),
            _same(a["toilet"], "other"),
            _not(_any(found.get("online", []))),
            _not(_any([_reaches(a[name], 1) for name in ("televisions", "radios", "computers", "telephones")])),
        ]
        return None if None in lacks else 10 * sum(lacks)

    def _member(self, m: Answers, day: date) -> dict[str, bool | None]:
        age = _age(m["member_birth_date"], day)
        adult, child = _reaches(age, 15), _not(_reaches(age, 16))
        until = None if m["member_sex"] is None else 60 if m["member_sex"] == "m" else 56
        working_age = _all([adult, None if age is None or until is None else age < until])
        works = _all([adult, _same(m["work_status"], "working")])
        official = _same(m["work_kind"], "official")
        contract = _same(m["wage_contract"], "contract")
        draws = _differs(m["pension"], "none")
        is_short = _under(m["height_mm"], self.heights.get((m["age_months"], m["member_sex"])))
        is_light = _under(m["weight_g"], self.weights.get((m["age_months"], m["member_sex"])))
        without_contract = _all([_same(m["work_status"], "working"), _same(m["wage_contract"], "no_contract")])
        education, level = m["general_education"], m["school_level"]
        diploma = [
            _same(education, "upper_secondary"),
            _all([_not(_reaches(age, 18)), _same(education, "lower_secondary")]),
            _differs(m["training"], "none"),
        ]
        at_level = [
            _one_of(level, "lower_secondary", "upper_secondary", "short_course", "intermediate"),
            _all([_same(level, "primary"), _not(_reaches(age, 12))]),
            _all([_same(level, "preschool"), _not(_reaches(age, 6))]),
        ]
        is_beyond = _all([_reaches(age, 12), _one_of(education, "lower_secondary", "upper_secondary")])
        in_school = _all([m["attends_school"], _any(at_level)])
        return {
            "labour": _all([
                working_age, _differs(m["work_status"], "unable"), _differs(m["social_allowance"], "disabled"), _not(m["is_gravely_ill"])
            ]),
            "dependant": _any([child, _one_of(m["social_allowance"], "older_person", "disabled")]),
            "pensioner": None if adult is None else draws if adult else bool(draws),
            "online": None if adult is None else m["uses_internet"] if adult else bool(m["uses_internet"]),
            "college": _all([adult, _one_of(m["training"], "college", "university", "postgraduate")]),
            "intermediate": _all([adult, _same(m["training"], "intermediate")]),
            "elementary": _all([adult, _same(m["training"], "elementary")]),
            "official": _all([works, official]),
            "contract": _all([works, _not(official), contract]),
            "hired": _all([works, _same(m["work_kind"], "hired_or_self_employed"), _not(contract)]),
            "lacks_job": _all([working_age, _any([_same(m["work_status"], "jobless"), without_contract])]),
            "undernourished": _all([child, _any([is_short, _all([_not(_reaches(age, 10)), is_light])])]),
            "uninsured": _all([_reaches(age, 6), _not(m["has_health_insurance"])]),
            "unschooled": _all([_reaches(age, 16), _not(_reaches(age, 30)), _not(_any([m["attends_school"], *diploma]))]),
            "out_of_school": _all([_reaches(age, 3), _not(_reaches(age, 16)), _not(in_school), _not(is_beyond)]),
        }  # fmt: skip


def answers_of(review: Any) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A review read through the ORM, with its form B and members, as the loop asks for it."""
    form = getattr(review, "form_b", None)
    answers: dict[str, Any] = vars(form).copy() if form is not None else {}
    answers |= vars(review)
    for name, codes in CODED.items():
        answers[name] = _word(codes, getattr(form, name, None))
    answers |= {
        "has_form_b": form is not None,
        "is_urban": review.b1_area == "urban",
        "urban_region": review.urban_region or None,
        "review_day": review.surveyed_on or review.campaign.law_day,
    }
    return answers, [_line(member, answers["review_day"]) for member in review.members.all()]


def _line(member: Any, day: date) -> dict[str, Any]:
    line = vars(member) | {name: _word(codes, getattr(member, name)) for name, codes in CODED_OF_MEMBER.items()}
    born = member.birth_date
    months = None if born is None else (day.year - born.year) * 12 + day.month - born.month - (day.day < born.day)
    return line | {"member_birth_date": born, "member_sex": member.sex, "age_months": months}


def _word(codes: words.Answers, code: int | None) -> str | None:
    return codes[code][0] if code in codes else None


def _stops(a: Answers) -> bool:
    yes = sum(a[name] is True for name in FORM_A)
    unknown = sum(a[name] is None for name in FORM_A)
    enough = True if yes >= 4 else None if yes + unknown >= 4 else False
    return bool(_any([a["a_excluded"], enough]))


def _standard(a: Answers, class_: str | None, stops: bool, b1: int | None) -> str | None:
    if class_ != "not_poor":
        return class_
    if stops:
        is_rich = _any([a["a_excluded"], sum(a[name] is True for name in FORM_A) >= 8])
        return None if is_rich is None else "rich" if is_rich else "better_off"
    return None if b1 is None else "average" if b1 <= (260 if a["is_urban"] else 210) else "better_off"


def _degree(found: dict[str, list]) -> str | None:
    for name, row in (
        ("college", "college_or_university"),
        ("intermediate", "intermediate"),
        ("elementary", "elementary"),
    ):
        has = _any(found.get(name, []))
        if has or has is None:
            return row if has else None
    return "none"


def _band(value: int | None, floors: Any, times: int | None) -> str | None:
    if value is None or times is None:
        return None
    return next((name for name, floor in floors if value >= floor * times), "none")


def _age(born: date | None, day: date) -> int | None:
    return None if born is None else day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _any(values: list[bool | None]) -> bool | None:
    return True if True in values else None if None in values else False


def _all(values: list[bool | None]) -> bool | None:
    return False if False in values else None if None in values else True


def _not(value: bool | None) -> bool | None:
    return None if value is None else not value


def _count(values: list[bool | None]) -> int | None:
    return None if None in values else sum(values)


def _most(value: int | None, most: int) -> int | None:
    return None if value is None else min(value, most)


def _reaches(value: int | None, least: int) -> bool | None:
    return None if value is None else value >= least


def _under(value: int | None, least: int | None) -> bool | None:
    return None if value is None or least is None else value < least


def _same(value: str | None, other: str) -> bool | None:
    return None if value is None else value == other


def _differs(value: str | None, other: str) -> bool | None:
    return None if value is None else value != other


def _one_of(value: str | None, *others: str) -> bool | None:
    return None if value is None else value in others
