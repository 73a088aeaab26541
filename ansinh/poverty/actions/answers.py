"""Answers taken at the door: form A, form B and its members; what cannot be is refused, what is not known stays unknown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa
from django.db import connection, models, transaction

from ansinh.core import audit
from ansinh.core.access import acting_within
from ansinh.poverty.jobs import bulk
from ansinh.poverty.models import Campaign, FormB, FormBMember, Review

from .standing import (
    TYPISTS,
    ReviewRefused,
    acting_for,
    locked,
    must_be_open,
    must_be_undecided,
    must_be_unsigned,
    within_reach,
)

FORM_A = (
    "a_excluded",
    "a_vehicle",
    "a_cooling",
    "a_water_heater",
    "a_washing",
    "a_rents_out",
    "a_electricity",
    "a_floor_area",
    "a_official_or_pension",
    "a_labour_contract",
)
ABOUT_HOUSEHOLD = (
    "member_count",
    "income_per_person_dong",
    "deprivation_count_reported",
    "is_without_labour",
    "has_merit_member",
)
SURVEY = ("surveyor", "surveyed_on")
REVIEW_ANSWERS = (*FORM_A, *ABOUT_HOUSEHOLD, *SURVEY)
FORM_B = tuple(f.attname for f in FormB._meta.concrete_fields if f.name != "review")
MEMBER = tuple(f.attname for f in FormBMember._meta.concrete_fields if f.name not in ("id", "review"))

# What a new answer makes void: points and classes computed from the old ones, and the village's vote on them.
_VOID = {
    "b1_points": None,
    "b2_points": None,
    "class_by_rule": None,
    "living_standard_by_rule": None,
    "votes_for": None,
    "votes_against": None,
    "meeting_id": None,
    "poverty_class": None,
    "living_standard": None,
    "difference_reason": "",
}


@dataclass(frozen=True)
class Check:
    """Something a form cannot say: an SQL condition over `form` or `member` (with the household's own columns), and how to tell it."""

    name: str
    grain: str
    when: str
    says: str


def _between(column: str, low: int, high: int, says: str, grain: str = "form") -> Check:
    return Check(
        f"{column}_range",
        grain,
        f"{column} NOT BETWEEN {low} AND {high}",
        f"{says} {{{column}}}: chỉ từ {low} đến {high}. Xem lại phiếu.",
    )


_CODES = {
    "pillar": (4, "Mã vật liệu cột"),
    "roof": (4, "Mã vật liệu mái"),
    "wall": (4, "Mã vật liệu tường"),
    "toilet": (3, "Mã nhà tiêu"),
    "power_source": (4, "Mã nguồn điện"),
    "water": (4, "Mã nguồn nước"),
}
_MEMBER_CODES = {
    "relation": (1, 5, "Mã quan hệ với chủ hộ"),
    "school_level": (1, 8, "Mã cấp học"),
    "general_education": (1, 4, "Mã trình độ văn hóa"),
    "training": (1, 6, "Mã trình độ đào tạo"),
    "social_allowance": (0, 3, "Mã trợ cấp xã hội"),
    "work_status": (1, 6, "Mã tình trạng việc làm"),
    "work_kind": (1, 4, "Mã loại việc"),
    "wage_contract": (1, 3, "Mã làm công ăn lương"),
    "pension": (0, 3, "Mã lương hưu, trợ cấp"),
    "height_mm": (300, 2500, "Chiều cao (mm)"),
    "weight_g": (1000, 200_000, "Cân nặng (g)"),
}
_WHOLE = [f for f in FormB._meta.concrete_fields if isinstance(f, models.PositiveIntegerField)]

CHECKS: tuple[Check, ...] = (
    Check("area_zero", "form", "area_m2 = 0", "Diện tích nhà ở là 0 m². Ghi diện tích đo được; chưa đo thì để trống."),
    Check("area_huge", "form", "area_m2 > 5000", "Diện tích nhà ở {area_m2} m² quá lớn. Kiểm tra đơn vị: mét vuông."),
    *(
        Check(
            f"{f.name}_negative",
            "form",
            f"{f.name} < 0",
            f"«{f.help_text}» là {{{f.name}}}. Số không được âm; chưa biết thì để trống.",
        )
        for f in _WHOLE
    ),
    *(_between(column, 1, most, says) for column, (most, says) in _CODES.items()),
    Check("no_members", "form", "member_count = 0", "Số nhân khẩu là 0. Hộ phải có ít nhất một người."),
    Check(
        "member_count_differs",
        "form",
        "members_written > 0 AND member_count <> members_written",
        "Số nhân khẩu ghi {member_count} nhưng phiếu có {members_written} người. Ghi đủ mọi thành viên hoặc sửa số nhân khẩu.",
    ),
    Check(
        "more_workers_than_members",
        "form",
        "workers > member_count",
        "Có {workers} người đang làm việc nhưng hộ chỉ có {member_count} nhân khẩu. Sửa cột 15 hoặc số nhân khẩu.",
    ),
    Check("two_heads", "form", "heads > 1", "Phiếu có {heads} chủ hộ. Chỉ một người ghi quan hệ 1."),
    *(
        _between(column, low, high, f"Người thứ {{line}} ({{name}}), {says.lower()}", "member")
        for column, (low, high, says) in _MEMBER_CODES.items()
    ),
    Check(
        "born_later",
        "member",
        "birth_date > surveyed_on",
        "Người thứ {line} ({name}) sinh ngày {birth_date}, sau ngày rà soát {surveyed_on}. Sửa ngày sinh.",
    ),
    Check(
        "too_old",
        "member",
        "birth_date < surveyed_on - INTERVAL 125 YEAR",
        "Người thứ {line} ({name}) sinh ngày {birth_date}, quá 125 tuổi. Sửa ngày sinh.",
    ),
    Check(
        "sex_unknown_code",
        "member",
        "sex NOT IN ('m', 'f')",
        "Người thứ {line} ({name}): giới tính «{sex}» không có. Ghi nam hoặc nữ.",
    ),
    Check("nameless", "member", "trim(name) = ''", "Người thứ {line} không có họ tên. Ghi họ tên."),
    Check(
        "toddler_works",
        "member",
        "work_status = 1 AND birth_date > surveyed_on - INTERVAL 6 YEAR",
        "Người thứ {line} ({name}) sinh ngày {birth_date} mà ghi đang làm việc. Sửa cột 15 hoặc ngày sinh.",
    ),
)


class ImpossibleAnswers(ReviewRefused):
    """Forms that cannot be true; `by_review` says why, each with the value and what to do."""

    def __init__(self, by_review: Mapping[int, Sequence[str]], names: Mapping[int, str]) -> None:
        self.by_review = by_review
        told = [f"Hộ {names.get(review, review)}: {' '.join(said)}" for review, said in list(by_review.items())[:5]]
        more = f" (và {len(by_review) - 5} hộ khác)" if len(by_review) > 5 else ""
        super().__init__("Không ghi được phiếu. " + " ".join(told) + more)


def fill_form_a(*, review: Review, answers: Mapping[str, Any], by: Any) -> Review:
    """Form A and what is asked of the household as a whole; an answer left out stays as it was, None makes it unknown.
    Raises ReviewRefused for a signed review or an impossible answer."""
    _known_names(answers, REVIEW_ANSWERS)
    with transaction.atomic():
        review = _writable(review, by)
        found = _about(review) | {name: answers[name] for name in answers}
        _refuse_impossible({review.pk: review.head_name}, _one(review.pk, found, {}, []))
        _save_review(review, answers, by)
        audit.record("fill_form_a", f"review:{review.pk}", place_id=review.commune_id, detail=_plain(answers))
    return review


def fill_form_b(
    *,
    review: Review,
    answers: Mapping[str, Any],
    members: Sequence[Mapping[str, Any]],
    household: Mapping[str, Any] | None = None,
    by: Any,
) -> FormB:
    """Form B whole: the household's answers and its members, replacing what was there. `household` may carry answers of form A with it.
    What is left out is unknown. Raises ReviewRefused for a signed review, ImpossibleAnswers for what cannot be."""
    household = household or {}
    _known_names(answers, FORM_B)
    _known_names(household, REVIEW_ANSWERS)
    for member in members:
        _known_names(member, MEMBER)
    with transaction.atomic():
        review = _writable(review, by)
        lines = [{"line": number, **member} for number, member in enumerate(members, 1)]
        _refuse_impossible(
            {review.pk: review.head_name}, _one(review.pk, _about(review) | dict(household), answers, lines)
        )
        _save_review(review, household, by)
        form, _ = FormB.objects.update_or_create(review=review, defaults={name: answers.get(name) for name in FORM_B})
        FormBMember.objects.filter(review=review).delete()
        FormBMember.objects.bulk_create(FormBMember(review=review, **line) for line in lines)
        audit.record(
            "fill_form_b",
            f"review:{review.pk}",
            place_id=review.commune_id,
            detail={"answers": _plain(answers), "household": _plain(household), "members": len(lines)},
        )
    return form


def fill_forms(
    *, campaign: Campaign, households: pa.Table, forms: pa.Table | None = None, members: pa.Table | None = None, by: Any
) -> int:
    """The forms of many households at once, all or none; gives how many households. Tables are keyed by `review_id`; `households` has
    columns of form A, `forms` of form B, `members` of its lines. Raises ImpossibleAnswers naming every household refused."""
    scope = acting_for(by, *TYPISTS)
    must_be_open(campaign)
    forms = forms if forms is not None else pa.table({"review_id": pa.array([], pa.int64())})
    members = members if members is not None else pa.table({"review_id": pa.array([], pa.int64())})
    _known_names(households.column_names, ("review_id", *REVIEW_ANSWERS))
    _known_names(forms.column_names, ("review_id", *FORM_B))
    _known_names(members.column_names, ("review_id", *MEMBER))
    with acting_within(scope), transaction.atomic():
        names = _writable_many(campaign, households, forms, members)
        _refuse_impossible(names, (households, forms, members))
        _write_many(households, forms, members, by)
        audit.record(
            "fill_forms",
            f"campaign:{campaign.pk}",
            place_id=campaign.province_id,
            detail={"households": households.num_rows, "form_b": forms.num_rows, "members": members.num_rows},
        )
    return households.num_rows


def impossible(households: pa.Table, forms: pa.Table, members: pa.Table) -> dict[int, list[str]]:
    """What the forms cannot say, by review; empty when all may be true."""
    found: dict[int, list[str]] = {}
    with duckdb.connect() as db:
        db.register("households", whole(households, REVIEW_ANSWERS, Review))
        db.register("forms", whole(forms, FORM_B, FormB))
        db.register("members", whole(members, MEMBER, FormBMember))
        db.execute(_FORM_VIEW)
        db.execute("CREATE VIEW member AS SELECT m.*, h.surveyed_on FROM members m JOIN households h USING (review_id)")
        for grain in ("form", "member"):
            _collect(db, [check for check in CHECKS if check.grain == grain], grain, found)
    return found


_FORM_VIEW = """
    CREATE VIEW form AS
    SELECT h.*, f.* EXCLUDE (review_id), COALESCE(w.written, 0) AS members_written, w.workers, w.heads
    FROM households h LEFT JOIN forms f USING (review_id)
    LEFT JOIN (SELECT review_id, COUNT(*) AS written, COUNT(*) FILTER (work_status = 1) AS workers, COUNT(*) FILTER (relation = 1) AS heads
               FROM members GROUP BY review_id) w USING (review_id)
"""


def _collect(db: Any, checks: list[Check], grain: str, found: dict[int, list[str]]) -> None:
    marks = " || ".join(f"CASE WHEN {check.when} THEN '{number},' ELSE '' END" for number, check in enumerate(checks))
    bad = db.sql(
        f"SELECT *, {marks} AS broken FROM {grain} WHERE {' OR '.join(f'({c.when})' for c in checks)}"
    ).to_arrow_table()
    for row in bad.to_pylist():
        told = {name: f"{value:%d/%m/%Y}" if isinstance(value, date) else value for name, value in row.items()}
        found.setdefault(row["review_id"], []).extend(
            checks[int(n)].says.format(**told) for n in row["broken"].split(",") if n
        )


def whole(table: pa.Table, names: Sequence[str], model: type[models.Model]) -> pa.Table:
    """The table with all the named columns in their kinds; what was not given is unknown. Raises ReviewRefused for an unreadable one."""
    kinds = {name: kind_of(model, name) for name in names}
    columns = {"review_id": table.column("review_id").cast(pa.int64())}
    for name, kind in kinds.items():
        if name not in table.column_names:
            columns[name] = pa.nulls(table.num_rows, kind)
            continue
        try:
            columns[name] = table.column(name).cast(kind)
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
            raise ReviewRefused(f"Cột «{name}» không đọc được: {error}. Sửa kiểu dữ liệu của cột.") from error
    return pa.table(columns)


def kind_of(model: type[models.Model], name: str) -> pa.DataType:
    """How an answer travels in Arrow: whole numbers, truth values, days or text."""
    field = next(f for f in model._meta.concrete_fields if name in (f.name, f.attname))
    if isinstance(field, models.BooleanField):
        return pa.bool_()
    if isinstance(field, models.DateField):
        return pa.date32()
    return pa.int64() if isinstance(field, models.IntegerField | models.ForeignKey) else pa.string()


def _one(
    review_id: int, household: Mapping[str, Any], form: Mapping[str, Any], members: Sequence[Mapping[str, Any]]
) -> tuple[pa.Table, pa.Table, pa.Table]:
    """One household's answers as the three tables of many."""
    return (
        _table(review_id, [household], [n for n in REVIEW_ANSWERS if n in household], Review),
        _table(
            review_id, [form] if form else [], [n for n in FORM_B if n in form and not n.startswith("policies")], FormB
        ),
        _table(review_id, members, [n for n in MEMBER if any(n in m for m in members)], FormBMember),
    )


def _table(
    review_id: int, given: Sequence[Mapping[str, Any]], names: Sequence[str], model: type[models.Model]
) -> pa.Table:
    columns: dict[str, pa.Array] = {"review_id": pa.array([review_id] * len(given), pa.int64())}
    for name in names:
        values = [row.get(name) for row in given]
        try:
            columns[name] = pa.array(values, kind_of(model, name))
        except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
            told = ", ".join(f"«{value}»" for value in values if value is not None)
            raise ReviewRefused(
                f"Ô «{_label(model, name)}» ghi {told}, không đọc được. Ghi đúng kiểu: {_KIND_WORDS[str(kind_of(model, name))]}."
            ) from error
    return pa.table(columns)


_KIND_WORDS = {"int64": "số nguyên", "bool": "có hoặc không", "date32[day]": "ngày", "string": "chữ"}


def _label(model: type[models.Model], name: str) -> str:
    field = next(f for f in model._meta.concrete_fields if name in (f.name, f.attname))
    return str(field.help_text) or name


def _known_names(given: Mapping[str, Any] | Sequence[str], allowed: Sequence[str]) -> None:
    if strange := sorted(set(given) - set(allowed)):
        raise ReviewRefused(f"Phiếu không có ô «{', '.join(strange)}». Các ô có: {', '.join(allowed)}.")


def _refuse_impossible(names: Mapping[int, str], tables: tuple[pa.Table, pa.Table, pa.Table]) -> None:
    if found := impossible(*tables):
        raise ImpossibleAnswers(found, names)


def _writable(review: Review, by: Any) -> Review:
    """The review as it stands, locked with its commune, when its answers may still change."""
    acting_for(by, *TYPISTS)
    within_reach(review)
    commune_review = locked(review.commune_review)
    must_be_open(commune_review.campaign)
    review = Review.objects.get(pk=review.pk)
    must_be_unsigned(review)
    if commune_review.campaign.kind == "annual":
        must_be_undecided(commune_review)
    return review


def _about(review: Review) -> dict[str, Any]:
    return {name: getattr(review, name) for name in REVIEW_ANSWERS}


def _save_review(review: Review, answers: Mapping[str, Any], by: Any) -> None:
    Review.objects.filter(pk=review.pk).update(**answers, **_VOID, typed_by=by)
    review.refresh_from_db()


def _plain(answers: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in answers.items()}


def _writable_many(campaign: Campaign, *tables: pa.Table) -> dict[int, str]:
    """Names of the reviews the tables speak of, when all of them stand in the campaign and may still change."""
    households, forms, members = tables
    asked = set(households.column("review_id").to_pylist())
    if len(asked) != households.num_rows:
        raise ReviewRefused(
            f"Bảng hộ có {households.num_rows - len(asked)} dòng ghi trùng mã rà soát. Mỗi hộ một dòng."
        )
    strays = (
        set(forms.column("review_id").unique().to_pylist()) | set(members.column("review_id").unique().to_pylist())
    ) - asked
    open_ones = Review.objects.filter(campaign=campaign, is_signed=False).exclude(
        commune_review__state__in=("decided", "reported")
    )
    names = dict(open_ones.values_list("pk", "head_name"))
    if unknown := (asked - set(names)) | strays:
        some = ", ".join(str(pk) for pk in sorted(unknown)[:5])
        raise ReviewRefused(
            f"{len(unknown)} dòng không khớp hộ chưa ký nào của {campaign}: mã {some}. Lấy lại danh sách hộ rồi làm lại."
        )
    return names


def _write_many(households: pa.Table, forms: pa.Table, members: pa.Table, by: Any) -> None:
    given = households
    voided = {name: kind_of(Review, name) for name in _VOID if name != "difference_reason"}
    for name, kind in voided.items():
        given = given.append_column(name, pa.nulls(given.num_rows, kind))
    given = given.append_column("difference_reason", pa.repeat("", given.num_rows))
    given = given.append_column(
        "typed_by_id", pa.repeat(by.pk if by else None, given.num_rows) if by else pa.nulls(given.num_rows, pa.int64())
    )
    bulk.update_by_key(
        "poverty_review", given.rename_columns(["id" if n == "review_id" else n for n in given.column_names])
    )
    _clear("poverty_formbmember", members if members.num_rows else forms)
    _clear("poverty_formb", forms)
    if forms.num_rows:
        bulk.insert_rows("poverty_formb", forms.sort_by("review_id"))
    if members.num_rows:
        bulk.insert_rows("poverty_formbmember", _with_texts(members.sort_by("review_id")))


def _clear(table: str, keyed: pa.Table) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT 1 FROM "{table}" LIMIT 1')
        if cursor.fetchone() is not None and keyed.num_rows:
            keys = keyed.column("review_id").unique().to_pylist()
            for start in range(0, len(keys), 10_000):
                some = ", ".join(str(int(key)) for key in keys[start : start + 10_000])
                cursor.execute(f'DELETE FROM "{table}" WHERE review_id IN ({some})')


def _with_texts(members: pa.Table) -> pa.Table:
    """Columns the table of members must have filled, with what Django would put there."""
    for name, value in (("birth_precision", "day"), ("personal_number", "")):
        if name not in members.column_names:
            members = members.append_column(name, pa.repeat(value, members.num_rows))
    return members
