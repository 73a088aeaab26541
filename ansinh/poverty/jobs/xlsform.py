"""Forms A, B1 and B2 as an XLSForm for ODK and Kobo: bilingual, with the household list carried along and impossible answers refused at the door."""

from io import BytesIO, StringIO
from typing import Any

from ansinh.core.cells import Workbook, csv_writer
from ansinh.engine import Fact
from ansinh.law import law_on, law_version
from ansinh.people.words import ETHNICITIES
from ansinh.poverty import facts, words
from ansinh.poverty.actions.answers import ABOUT_HOUSEHOLD, FORM_A, FORM_B, MEMBER
from ansinh.poverty.models import Campaign, CommuneReview, FormB, FormBMember, Review

HOUSEHOLDS = "households.csv"
VI, EN = "Tiếng Việt (vi)", "English (en)"
SURVEY_COLUMNS = (
    "type",
    "name",
    f"label::{VI}",
    f"label::{EN}",
    f"hint::{VI}",
    "required",
    "relevant",
    "constraint",
    f"constraint_message::{VI}",
    f"constraint_message::{EN}",
    "calculation",
    "appearance",
    "repeat_count",
    "default",
)
PRECISIONS = {
    "day": ("đủ ngày, tháng, năm", "full date"),
    "month": ("chỉ biết tháng, năm", "month and year"),
    "year": ("chỉ biết năm", "year only"),
}
# What the facts do not publish, and what is asked beside the answers.
LABELS = {
    "member_count": ("Số nhân khẩu trong hộ", "Number of household members"),
    "generators": ("IX.4. Máy phát điện", "IX.4. Generators"),
    "policies_received": ("XIV. Chính sách đang hưởng", "XIV. Policies received"),
    "policies_needed": ("XIV. Chính sách có nhu cầu", "XIV. Policies needed"),
    "name": ("2. Họ và tên", "2. Full name"),
    "relation": ("3. Quan hệ với chủ hộ", "3. Relation to the head"),
    "birth_date": ("4. Ngày sinh", "4. Birth date"),
    "birth_precision": ("4. Ngày sinh biết đến đâu", "4. How exactly it is known"),
    "personal_number": ("4a. Số định danh cá nhân", "4a. Personal number"),
    "ethnicity": ("4b. Dân tộc", "4b. Ethnicity"),
    "sex": ("5. Giới tính", "5. Sex"),
}
# Answers only asked of some: by age on the day of the survey.
AGE = "int((decimal-date-time(${surveyed_on}) - decimal-date-time(${birth_date})) div 365.25)"
ASKED_OF = {
    "height_mm": f"{AGE} < 16",
    "weight_g": f"{AGE} < 10",
    "school_level": "${attends_school} = 'yes'",
    "work_status": f"{AGE} >= 15",
    "work_kind": "${work_status} = '1'",
    "wage_contract": "${work_status} = '1'",
}
SPANS = {
    "area_m2": (1, 5000),
    "height_mm": (300, 2500),
    "weight_g": (1000, 200_000),
    "member_count": (1, 40),
    "income_per_person_dong": (0, 10**10),
}
MOST = 1_000_000


def xlsform(campaign: Campaign) -> bytes:
    """The form of a campaign as .xlsx, under the law of its day. Its list of households is `household_list`, attached as `households.csv`."""
    return _workbook(
        {
            "survey": (SURVEY_COLUMNS, _survey(campaign)),
            "choices": (_CHOICE_COLUMNS, _choices()),
            "settings": (_SETTING_COLUMNS, [_settings(campaign)]),
        }
    )


def household_list(communes: list[CommuneReview]) -> bytes:
    """The CSV carried with the form: each unsigned household of the communes with what is known of it."""
    out = StringIO()
    writer = csv_writer(out)
    writer.writerow(("name", "label", "head_name", "commune", "hamlet", "address", "member_count", "previous_class"))
    reviews = Review.objects.filter(commune_review__in=[c.pk for c in communes], is_signed=False).select_related(
        "household", "commune"
    )
    for review in reviews.order_by("commune__sort_key", "hamlet", "head_name_key"):
        code = review.household.code
        previous = words.CLASSES[review.previous_class][0] if review.previous_class else ""
        writer.writerow(
            (
                code,
                f"{review.head_name} · {review.hamlet} · {code}",
                review.head_name,
                review.commune.full_name,
                review.hamlet,
                review.household.address,
                review.member_count or "",
                previous,
            )
        )
    return out.getvalue().encode()


def _survey(campaign: Campaign) -> list[dict[str, Any]]:
    stop_from = law_on(campaign.law_day).value("poverty.form_a")["stop_from_yes"]
    questions = [name for name in FORM_A if name != "a_excluded"]
    counted = " + ".join(f"if(${{{name}}} = 'yes', 1, 0)" for name in questions)
    return [
        {"type": "start", "name": "start"},
        {"type": "end", "name": "end"},
        _row(
            f"select_one_from_file {HOUSEHOLDS}",
            "household",
            ("Hộ", "Household"),
            required="yes",
            appearance="autocomplete",
        ),
        *(
            {
                "type": "calculate",
                "name": f"known_{column}",
                "calculation": f"pulldata('households', '{column}', 'name', ${{household}})",
            }
            for column in ("head_name", "hamlet", "address", "member_count", "previous_class")
        ),
        _row(
            "note",
            "who",
            (
                "Chủ hộ: ${known_head_name}; ${known_hamlet} ${known_address}. Năm trước: ${known_previous_class}",
                "Head: ${known_head_name}; ${known_hamlet} ${known_address}. Last year: ${known_previous_class}",
            ),
        ),
        _row(
            "date",
            "surveyed_on",
            ("Ngày rà soát", "Day of the survey"),
            required="yes",
            default="today()",
            constraint=". <= today()",
            **_refusal("Ngày rà soát không được ở tương lai.", "The day cannot be in the future."),
        ),
        _row("text", "surveyor", ("Rà soát viên", "Surveyor"), required="yes"),
        _row("begin_group", "form_a", ("Phiếu A: nhận dạng nhanh", "Form A: quick screening")),
        *(_question(name, Review) for name in FORM_A),
        {"type": "calculate", "name": "a_yes_count", "calculation": counted},
        {
            "type": "calculate",
            "name": "a_stops",
            "calculation": f"if(${{a_excluded}} = 'yes' or ${{a_yes_count}} >= {stop_from}, 1, 0)",
        },
        _row(
            "note",
            "a_result",
            ("Dừng ở Phiếu A: không khảo sát Phiếu B.", "Form A stops here: no form B."),
            relevant="${a_stops} = 1",
        ),
        {"type": "end_group", "name": "form_a_end"},
        _row("begin_group", "about", ("Thông tin chung của hộ", "About the household")),
        *(_question(name, Review) for name in ABOUT_HOUSEHOLD if name != "deprivation_count_reported"),
        {"type": "end_group", "name": "about_end"},
        _row(
            "begin_group",
            "form_b",
            ("Phiếu B: nhà ở, tài sản, đất đai, nguyên nhân", "Form B: house, assets, land, causes"),
            relevant="${a_stops} = 0",
        ),
        *(_question(name, FormB) for name in FORM_B),
        _row("begin_repeat", "members", ("Thành viên hộ", "Household member"), repeat_count="${member_count}"),
        *(_question(name, FormBMember) for name in MEMBER if name not in ("line", "person_id")),
        {"type": "end_repeat", "name": "members_end"},
        {"type": "calculate", "name": "heads", "calculation": "count(${members}[relation = '1'])"},
        _row(
            "note",
            "one_head",
            ("Phiếu phải có đúng một chủ hộ.", "There must be exactly one head."),
            relevant="${heads} != 1",
        ),
        {"type": "end_group", "name": "form_b_end"},
    ]


def _row(kind: str, name: str, labels: tuple[str, str], **more: str) -> dict[str, Any]:
    return {"type": kind, "name": name, f"label::{VI}": labels[0], f"label::{EN}": labels[1], **more}


def _question(name: str, model: Any) -> dict[str, Any]:
    labels = labels_of(name)
    relevant = {"relevant": ASKED_OF[name]} if name in ASKED_OF else {}
    if name in words.CODED:
        return _row(f"select_one {name}_codes", name, labels, **relevant)
    special = {
        "relation": "select_one relation_codes",
        "sex": "select_one sex_codes",
        "birth_precision": "select_one precision_codes",
        "ethnicity": "select_one ethnicity_codes",
        "policies_received": "select_multiple policy_codes",
        "policies_needed": "select_multiple policy_codes",
    }
    if name in special:
        return _row(special[name], name, labels, **({"appearance": "autocomplete"} if name == "ethnicity" else {}))
    if name == "birth_date":
        return _row(
            "date",
            name,
            labels,
            required="yes",
            constraint=". <= ${surveyed_on}",
            **_refusal("Ngày sinh sau ngày rà soát: sửa lại.", "Born after the survey."),
        )
    if name == "personal_number":
        return _row(
            "text",
            name,
            labels,
            constraint="regex(., '^[0-9]{12}$')",
            **_refusal("Số định danh gồm đúng 12 chữ số.", "The number has exactly 12 digits."),
        )
    if name == "name":
        return _row("text", name, labels, required="yes")
    if model._meta.get_field(name).get_internal_type() == "BooleanField":
        return _row("select_one yes_no", name, labels)
    low, high = SPANS.get(name, (0, MOST))
    return _row(
        "integer",
        name,
        labels,
        constraint=f". >= {low} and . <= {high}",
        **relevant,
        **_refusal(
            f"Chỉ nhận từ {low} đến {high}; chưa biết thì để trống.",
            f"From {low} to {high}; leave empty when not known.",
        ),
    )


def _refusal(vietnamese: str, english: str) -> dict[str, str]:
    return {f"constraint_message::{VI}": vietnamese, f"constraint_message::{EN}": english}


def labels_of(name: str) -> tuple[str, str]:
    fact: Fact | None = facts.review.facts.get(name) or facts.review_member.facts.get(name)
    if name in LABELS or fact is None:
        return LABELS[name]
    row = f"{fact.form_row.removeprefix('B.')}. " if fact.form_row else ""
    return row + fact.label_vi, row + fact.label_en


_CHOICE_COLUMNS = ("list_name", "name", f"label::{VI}", f"label::{EN}")


def _choices() -> list[dict[str, Any]]:
    lists: dict[str, dict[Any, tuple[str, str]]] = {
        "yes_no": {"yes": ("có", "yes"), "no": ("không", "no")},
        "sex_codes": dict(words.SEXES),
        "precision_codes": dict(PRECISIONS),
        "relation_codes": {code: (vi, en) for code, (_, vi, en) in words.RELATIONS.items()},
        "ethnicity_codes": dict(ETHNICITIES),
        "policy_codes": dict(words.POLICIES),
        **{
            f"{name}_codes": {code: (vi, en) for code, (_, vi, en) in answers.items()}
            for name, answers in words.CODED.items()
        },
    }
    return [
        {"list_name": name, "name": str(code), f"label::{VI}": vi, f"label::{EN}": en}
        for name, choices in lists.items()
        for code, (vi, en) in choices.items()
    ]


_SETTING_COLUMNS = ("form_title", "form_id", "version", "default_language")


def _settings(campaign: Campaign) -> dict[str, Any]:
    title = f"Rà soát hộ nghèo, hộ cận nghèo năm {campaign.year} {campaign.province.full_name}"
    return {
        "form_title": title,
        "form_id": f"ansinh_review_{campaign.year}_{campaign.pk}",
        "version": f"{campaign.year}.{law_version()[:8]}",
        "default_language": VI,
    }


def _workbook(sheets: dict[str, tuple[tuple[str, ...], list[dict[str, Any]]]]) -> bytes:
    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        for name, (columns, rows) in sheets.items():
            page = book.add_worksheet(name)
            page.write_row(0, 0, columns)
            for number, row in enumerate(rows, 1):
                page.write_row(number, 0, [row.get(column, "") for column in columns])
    return out.getvalue()
