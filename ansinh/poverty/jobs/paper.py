"""The papers of a review as PDF: the list (annex I), form A (annex II), form B with what is known filled in, the minutes (annex V) and the
lists of the decision (annex VI)."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import typst

from ansinh.core.days import vietnamese_day
from ansinh.core.numbers import decimal, grouped
from ansinh.law import law_on
from ansinh.people.words import ETHNICITIES
from ansinh.poverty import words
from ansinh.poverty.actions.answers import FORM_A, FORM_B, ReviewRefused
from ansinh.poverty.models import CommuneReview, FormB, FormBMember, Review, VillageMeeting

from .tables.frame import percent
from .xlsform import labels_of

HERE = Path(__file__).resolve().parent.parent / "templates" / "poverty" / "print"
FONTS = Path(__file__).resolve().parents[2] / "core" / "fonts"
BLANK_LINES = 6
SEX_CODES = {"m": "1", "f": "2"}
MEMBER_COLUMNS = (
    "relation",
    "birth_date",
    "personal_number",
    "ethnicity",
    "sex",
    "height_mm",
    "weight_g",
    "attends_school",
    "school_level",
    "general_education",
    "training",
    "has_health_insurance",
    "uses_internet",
    "social_allowance",
    "work_status",
    "work_kind",
    "wage_contract",
    "pension",
    "is_gravely_ill",
)
MEMBER_HEADS = (
    "1 TT",
    "2 Họ và tên",
    "3 Quan hệ",
    "4 Ngày sinh",
    "4a Số định danh",
    "4b Dân tộc",
    "5 Giới",
    "6 Cao (mm)",
    "7 Nặng (g)",
    "8 Đi học",
    "9 Cấp học",
    "10 Văn hóa",
    "11 Đào tạo",
    "12 BHYT",
    "13 Mạng",
    "14 Trợ cấp",
    "15 Việc làm",
    "16 Loại việc",
    "17 Hợp đồng",
    "18 Lương hưu",
    "19 Bệnh nặng",
)


def list_paper(commune_review: CommuneReview, hamlet: str = "") -> bytes:
    """Annex I: the households to review, with points and class once they are known."""
    reviews = _reviews(commune_review, hamlet)
    rows = [
        [
            str(n),
            r.head_name,
            SEX_CODES.get(r.head_sex, ""),
            _known(r.head_birth_year),
            _where(r),
            _known(r.b1_points),
            _known(r.b2_points),
            words.CLASS_CODES.get(_class(r), ""),
        ]
        for n, r in enumerate(reviews, 1)
    ]
    counted = {kind: sum(_class(r) == kind for r in reviews) for kind in words.CLASSES}
    totals = {**counted, "open": len(reviews) - sum(counted.values())}
    return _pdf(
        "list",
        commune_review,
        {
            "place": hamlet or commune_review.commune.full_name,
            "rows": rows,
            "totals": {k: grouped(v) for k, v in totals.items()},
        },
    )


def form_a_paper(commune_review: CommuneReview, hamlet: str = "") -> bytes:
    """Annex II: form A, one line a household; answers already given are printed, the others left blank."""
    law = law_on(commune_review.campaign.law_day).value("poverty.form_a")

    def line(number: int, review: Review) -> list[str]:
        answers = [getattr(review, name) for name in FORM_A]
        excluded = "" if answers[0] is None else ("0" if answers[0] else "1")
        day = vietnamese_day(review.surveyed_on) if review.surveyed_on else ""
        total = "" if None in answers[1:] else str(sum(map(bool, answers[1:])))
        return [
            str(number),
            review.head_name,
            day,
            excluded,
            *("" if a is None else ("x" if a else "–") for a in answers[1:]),
            total,
            "",
            "",
        ]

    rows = [line(n, r) for n, r in enumerate(_reviews(commune_review, hamlet), 1)]
    return _pdf(
        "form_a",
        commune_review,
        {
            "place": hamlet or commune_review.commune.full_name,
            "rows": rows,
            "stop_from": str(law["stop_from_yes"]),
            "exclusions": "; ".join(part["label_vi"] for part in law["exclusions"]),
            "questions": [part["label_vi"] for part in law["questions"]],
        },
    )


def form_b_paper(reviews: Iterable[Review]) -> bytes:
    """Form B (3.1 and the result of 3.2), a household a part, what the register and the answers already say filled in."""
    chosen = list(reviews)
    if not chosen:
        raise ReviewRefused("Chưa chọn hộ nào để in Phiếu B. Chọn hộ trong danh sách rà soát.")
    codes = "; ".join(
        f"cột {head.split()[0]}: " + ", ".join(f"{c} {vi}" for c, (_, vi, _) in words.CODED[name].items())
        for name, head in zip(MEMBER_COLUMNS, MEMBER_HEADS[2:], strict=True)
        if name in words.CODED
    )
    content = {
        "households": [_household(r) for r in chosen],
        "member_heads": list(MEMBER_HEADS),
        "member_codes": f"Cột 8, 12, 13, 19: 1 có, 2 không; {codes}.",
    }
    return _pdf("form_b", chosen[0].commune_review, content)


def minutes_paper(meeting: VillageMeeting) -> bytes:
    """Annex V: the minutes of a hamlet's meeting with the vote on each household."""
    commune_review = meeting.commune_review
    over = law_on(commune_review.campaign.law_day).value("poverty.village_meeting")["agree_percent_over"]

    def line(number: int, review: Review) -> list[str]:
        voted = review.votes_for is not None
        agreed = voted and review.votes_for * 100 > over * meeting.households_present
        verdict = "" if not voted else ("công nhận" if agreed else "rà soát lại")
        return [
            str(number),
            review.head_name,
            words.CLASSES.get(_class(review), ("",))[0],
            _known(review.votes_for),
            _known(review.votes_against),
            verdict,
        ]

    reviews = meeting.reviews.order_by("head_name_key", "id")
    return _pdf(
        "minutes",
        commune_review,
        {
            "hamlet": meeting.hamlet,
            "held_on": vietnamese_day(meeting.held_on),
            "chair": meeting.chair,
            "secretary": meeting.secretary,
            "attendees": "; ".join(f"{who}: {count}" for who, count in meeting.attendees.items())
            or "theo danh sách dự họp",
            "present": grouped(meeting.households_present),
            "invited": grouped(meeting.households_invited),
            "percent": decimal(percent(meeting.households_present, meeting.households_invited)),
            "over": str(over),
            "rows": [line(n, r) for n, r in enumerate(reviews, 1)],
            "notes": meeting.notes,
        },
    )


def result_paper(commune_review: CommuneReview) -> bytes:
    """Annex VI: poor, near-poor, escaped and no longer near-poor households of the decision. Refused before it is signed."""
    if not commune_review.decision_number or commune_review.decided_on is None:
        raise ReviewRefused(f"{commune_review.commune} chưa có quyết định công nhận. Ký kết quả rồi in danh sách.")
    signed = [r for r in _reviews(commune_review, "") if r.is_signed]
    escaped: list[tuple[str, Callable[[Review], bool]]] = [
        ("Danh sách hộ nghèo", lambda r: r.poverty_class == "poor"),
        ("Danh sách hộ cận nghèo", lambda r: r.poverty_class == "near_poor"),
        ("Danh sách hộ thoát nghèo", lambda r: r.previous_class == "poor" and r.poverty_class != "poor"),
        ("Danh sách hộ thoát cận nghèo", lambda r: r.previous_class == "near_poor" and r.poverty_class == "not_poor"),
    ]
    parts = []
    for title, belongs in escaped:
        inside = [r for r in signed if belongs(r)]
        rows = [
            [str(n), r.head_name, words.SEXES.get(r.head_sex, ("",))[0], _known(r.head_birth_year), _where(r)]
            for n, r in enumerate(inside, 1)
        ]
        parts.append({"title": title, "rows": rows, "count": grouped(len(inside))})
    return _pdf(
        "result",
        commune_review,
        {
            "parts": parts,
            "decision": f"{commune_review.decision_number} ngày {vietnamese_day(commune_review.decided_on)}",
        },
    )


def _pdf(form: str, commune_review: CommuneReview, content: dict[str, Any]) -> bytes:
    campaign = commune_review.campaign
    given = {
        "province": campaign.province.full_name,
        "commune": commune_review.commune.full_name,
        "year": str(campaign.year),
        "form_id": f"Rà soát {campaign.year} · {commune_review.commune.full_name}",
        **content,
    }
    made: bytes = typst.compile(
        str(HERE / f"{form}.typ"),
        root=str(HERE),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(given, ensure_ascii=False)},
    )
    return made


def _reviews(commune_review: CommuneReview, hamlet: str) -> list[Review]:
    reviews = (
        Review.objects.filter(commune_review=commune_review)
        .select_related("household")
        .order_by("hamlet", "head_name_key", "id")
    )
    found = list(reviews.filter(hamlet=hamlet) if hamlet else reviews)
    if not found:
        raise ReviewRefused(
            f"{hamlet or commune_review.commune} chưa có hộ nào trong danh sách rà soát. Lập danh sách trước khi in."
        )
    return found


def _household(review: Review) -> dict[str, Any]:
    form = FormB.objects.filter(review=review).first()
    members = list(FormBMember.objects.filter(review=review).order_by("line")) or _from_register(review)
    lines = [_member(number, member) for number, member in enumerate(members, 1)]
    lines += [[str(number), ""] + [""] * len(MEMBER_COLUMNS) for number in range(len(lines) + 1, BLANK_LINES + 1)]
    questions = []
    for name in FORM_B:
        if name.startswith("policies"):
            continue
        codes = ", ".join(f"{c} {vi}" for c, (_, vi, _) in words.CODED[name].items()) if name in words.CODED else ""
        questions.append(
            {"label": labels_of(name)[0], "codes": codes, "answer": _answer(getattr(form, name)) if form else ""}
        )
    return {
        "code": review.household.code,
        "head_name": review.head_name,
        "hamlet": review.hamlet,
        "address": review.household.address,
        "area": words.AREAS[review.b1_area][0],
        "ethnicity": ETHNICITIES[review.ethnicity][0],
        "previous_class": words.CLASSES[review.previous_class][0] if review.previous_class else "chưa biết",
        "member_count": _known(review.member_count),
        "questions": questions,
        "members": lines,
        "b1": _known(review.b1_points) or "......",
        "b2": _known(review.b2_points) or "......",
        "result": words.CLASSES.get(_class(review), ("......",))[0],
    }


def _from_register(review: Review) -> list[FormBMember]:
    """The household's members as the register knows them, for a form not yet filled."""
    found = []
    for membership in review.household.memberships.filter(to_day__isnull=True).select_related("person").order_by("id"):
        person = membership.person
        found.append(
            FormBMember(
                name=person.name,
                personal_number=person.personal_number or "",
                ethnicity=person.ethnicity,
                sex=person.sex,
                relation=1 if person.pk == review.household.head_id else None,
            )
        )
    return found


def _member(number: int, member: FormBMember) -> list[str]:
    cells = {name: _answer(getattr(member, name)) for name in MEMBER_COLUMNS} | {
        "sex": SEX_CODES.get(member.sex or "", "")
    }
    if member.birth_date:
        cells["birth_date"] = {"day": f"{member.birth_date:%d/%m/%Y}", "month": f"{member.birth_date:%m/%Y}"}.get(
            member.birth_precision, f"{member.birth_date:%Y}"
        )
    return [str(number), member.name, *(cells[name] for name in MEMBER_COLUMNS)]


def _answer(value: Any) -> str:
    if isinstance(value, bool):
        return "1" if value else "2"
    return _known(value)


def _known(value: Any) -> str:
    return "" if value is None else str(value)


def _where(review: Review) -> str:
    return ", ".join(part for part in (review.household.address, review.hamlet) if part)


def _class(review: Review) -> str:
    return review.poverty_class or review.class_by_rule or ""
