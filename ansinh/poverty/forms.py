"""Forms A and B as they are typed, the minutes, the notice, objections and decisions. An answer left empty is unknown, never nought."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ansinh.core.days import read_birth_day, read_day, vietnamese_day
from ansinh.core.language import said
from ansinh.people.models import Person
from ansinh.people.words import ETHNICITIES, SEXES
from ansinh.poverty import facts, words
from ansinh.poverty.models import FormB, FormBMember, Review

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
OUTCOMES: words.Words = {
    "kept": ("giữ kết quả", "result kept"),
    "resurvey": ("rà soát lại", "surveyed again"),
    "changed": ("đổi kết quả", "result changed"),
}
GROUPS_A = ((_("Nhận diện nhanh"), FORM_A), (_("Khảo sát"), ("surveyor", "surveyed_on")))
GROUPS_B = (
    (_("Thông tin chung của hộ"), ("member_count", "is_without_labour", "has_merit_member", "surveyor", "surveyed_on")),
    (_("I–IV. Nhà ở"), ("pillar", "roof", "wall", "area_m2")),
    (_("V–VIII. Tiện nghi"), ("toilet", "power_source", "electricity_kwh", "water")),
    (
        _("IX. Tài sản (số lượng)"),
        (
            "cars",
            "motorbikes",
            "boats",
            "generators",
            "printers",
            "televisions",
            "stereos",
            "computers",
            "fridges",
            "air_conditioners",
            "washing_machines",
            "water_heaters",
            "microwaves",
            "telephones",
            "radios",
        ),
    ),
    (_("X. Đất đai (m²)"), ("pond_garden_m2", "annual_crop_m2", "perennial_crop_m2", "water_surface_m2", "forest_m2")),
    (_("XI–XII. Chăn nuôi, thủy sản"), ("cattle", "pigs_goats_sheep", "poultry", "has_aquaculture")),
    (_("XIII. Nguyên nhân"), tuple(f"cause_{code}" for code in words.CAUSES)),
    (_("XIV. Chính sách hỗ trợ"), ("policies_received", "policies_needed")),
)
ABOUT_HOUSEHOLD = GROUPS_B[0][1]
ASKED_OF_MEMBERS = (
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
_OWN_LABELS = {
    "policies_received": _("Đang được hưởng"),
    "policies_needed": _("Có nhu cầu"),
    "surveyor": _("Điều tra viên"),
    "surveyed_on": _("Ngày khảo sát"),
    "is_without_labour": _("Hộ không có khả năng lao động"),
    "has_merit_member": _("Có thành viên là người có công"),
    "generators": _("IX.4. Máy phát điện"),
    "height_mm": _("Cao (cm)"),
    "weight_g": _("Nặng (kg)"),
}
YES_NO = (("", "–"), ("True", _("có")), ("False", _("không")))


class DayField(forms.CharField):
    """A day typed as officers type it: 1/9/2023, 01-09-2023."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=20, **options)
        self.widget.attrs.update(placeholder=_("ngày/tháng/năm"), inputmode="numeric")

    def clean(self, value: Any) -> date | None:
        typed = super().clean(value)
        try:
            return read_day(typed) if typed else None
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from None

    def prepare_value(self, value: Any) -> Any:
        return vietnamese_day(value) if isinstance(value, date) else value


class ScaledField(forms.CharField):
    """A measure typed with a decimal comma or point, kept as a whole number of smaller units (112,5 cm as 1125 mm)."""

    def __init__(self, *, times: int, **options: Any) -> None:
        super().__init__(max_length=8, **options)
        self.times = times
        self.widget.attrs.update(inputmode="decimal")

    def clean(self, value: Any) -> int | None:
        typed = super().clean(value)
        try:
            return int(Decimal(typed.replace(",", ".")) * self.times) if typed else None
        except InvalidOperation:
            raise forms.ValidationError(
                _("Không đọc được số «%(typed)s». Ghi dạng 112,5."), params={"typed": typed}
            ) from None

    def prepare_value(self, value: Any) -> Any:
        return f"{Decimal(value) / self.times:f}".replace(".", ",") if isinstance(value, int) else value


def _yes_no(**options: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        choices=YES_NO, coerce=lambda typed: typed == "True", empty_value=None, required=False, **options
    )


def _coded(answers: words.Answers, **options: Any) -> forms.TypedChoiceField:
    choices = [
        ("", "–"),
        *((str(code), said(f"{code} · {vi}", f"{code} · {en}")) for code, (_value, vi, en) in answers.items()),
    ]
    return forms.TypedChoiceField(choices=choices, coerce=int, empty_value=None, required=False, **options)


def _number(**options: Any) -> forms.IntegerField:
    field = forms.IntegerField(required=False, min_value=0, max_value=10_000_000, **options)
    field.widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return field


def _policies(**options: Any) -> forms.TypedMultipleChoiceField:
    """Some of the thirteen policies; none ticked is unknown."""
    choices = [(code, said(f"{code}. {vi}", f"{code}. {en}")) for code, (vi, en) in words.POLICIES.items()]
    return forms.TypedMultipleChoiceField(
        choices=choices, coerce=int, empty_value=None, required=False, widget=forms.CheckboxSelectMultiple, **options
    )


def label_of(name: str) -> Any:
    """What people call an answer, with the row it has on the paper form."""
    fact = facts.review.facts.get(name) or facts.review_member.facts.get(name)
    if name in _OWN_LABELS or fact is None:
        return _OWN_LABELS.get(name, name)
    row = f"{fact.form_row}. " if fact.form_row and fact.grain == "review" else ""
    return said(f"{row}{fact.label_vi}", f"{row}{fact.label_en}")


def _field(name: str, model_field: Any) -> forms.Field:
    label = label_of(name)
    if name.startswith("policies_"):
        return _policies(label=label)
    if name in words.CODED:
        return _coded(words.CODED[name], label=label)
    if name == "height_mm":
        return ScaledField(times=10, required=False, label=label)
    if name == "weight_g":
        return ScaledField(times=1000, required=False, label=label)
    if model_field.get_internal_type() == "BooleanField":
        return _yes_no(label=label)
    if model_field.get_internal_type() == "DateField":
        return DayField(required=False, label=label)
    if model_field.get_internal_type() == "CharField":
        return forms.CharField(required=False, max_length=model_field.max_length, label=label)
    return _number(label=label)


class AnswerForm(forms.Form):
    """Answers by name. `answers()` gives what is known now, whether typed or kept; a mistyped answer is unknown until put right."""

    groups: Sequence[tuple[Any, Sequence[str]]] = ()
    model: Any = None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for _title, names in self.groups:
            for name in names:
                model = Review if hasattr(Review, name) else self.model
                self.fields[name] = _field(name, model._meta.get_field(name))

    def sections(self) -> Iterator[tuple[Any, list[forms.BoundField]]]:
        """Groups of fields as the paper has them: title, fields."""
        for title, names in self.groups:
            yield title, [self[name] for name in names]

    def answers(self) -> dict[str, Any]:
        """Answer by name; None is unknown."""
        if not self.is_bound:
            return {name: self.initial.get(name) for name in self.fields}
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in self.fields}


class FormAForm(AnswerForm):
    """Form A: ten questions asked at every door."""

    groups = GROUPS_A

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in FORM_A:
            self.fields[name].widget = forms.RadioSelect(
                choices=((("True", _("có")), ("False", _("không")), ("", _("chưa hỏi"))))
            )


class FormBForm(AnswerForm):
    """Form B, part A: the house and what the household has."""

    groups = GROUPS_B
    model = FormB


class MemberForm(AnswerForm):
    """One line of form B, part B. A line without anything typed is no member."""

    groups = (("", ASKED_OF_MEMBERS),)
    model = FormBMember

    name = forms.CharField(required=False, max_length=120, label=_("Họ và tên"))
    relation = _coded(words.RELATIONS, label=_("Quan hệ"))
    born = forms.CharField(required=False, max_length=20, label=_("Ngày sinh"))
    sex = forms.ChoiceField(
        required=False, label=_("Giới"), choices=[("", "–"), *((key, said(*pair)) for key, pair in SEXES.items())]
    )
    ethnicity = forms.TypedChoiceField(
        required=False,
        coerce=int,
        empty_value=None,
        label=_("Dân tộc"),
        choices=[("", "–"), *((str(code), said(*pair)) for code, pair in ETHNICITIES.items())],
    )
    personal_number = forms.CharField(required=False, max_length=20, label=_("Số định danh"))
    person_id = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            if name != "person_id":
                field.widget.attrs["aria-label"] = field.label

    def clean_personal_number(self) -> str:
        digits = self.cleaned_data["personal_number"].replace(" ", "").replace(".", "")
        if digits and not (digits.isascii() and digits.isdigit() and len(digits) == 12):
            raise forms.ValidationError(_("Số định danh «%(typed)s» phải có đúng 12 chữ số."), params={"typed": digits})
        return digits

    def clean_born(self) -> str:
        typed = self.cleaned_data["born"]
        if typed:
            try:
                read_birth_day(typed)
            except ValueError as wrong:
                raise forms.ValidationError(str(wrong)) from None
        return typed

    def is_empty(self) -> bool:
        """Whether nothing at all was typed, or the line was struck out."""
        found = self.answers()
        return bool(found.pop("DELETE", False)) or not any(value not in (None, "", False) for value in found.values())

    def member(self) -> dict[str, Any]:
        """The line as the act takes it."""
        found = self.answers()
        found.pop("DELETE", None)
        born = found.pop("born")
        day = read_birth_day(born) if born else None
        return found | {
            "name": found["name"] or "",
            "sex": found["sex"] or None,
            "personal_number": found["personal_number"] or "",
            "birth_date": date(day.year, day.month or 1, day.day or 1) if day else None,
            "birth_precision": "day" if not day or day.day else "month" if day.month else "year",
        }


class _Members(forms.BaseFormSet):
    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Bỏ dòng")
        form.fields["DELETE"].widget.attrs["aria-label"] = _("Bỏ dòng")


MemberFormSet = forms.formset_factory(
    MemberForm, formset=_Members, extra=0, can_delete=True, max_num=30, absolute_max=40
)


def kept_answers(record: Any, names: Sequence[str]) -> dict[str, Any]:
    """The answers a record holds; unknown where there is no record."""
    return {name: getattr(record, name, None) for name in names}


def kept_member(line: FormBMember) -> dict[str, Any]:
    """A member's line as the form shows it."""
    names = ("name", "relation", "sex", "ethnicity", "personal_number", "person_id", *ASKED_OF_MEMBERS)
    return kept_answers(line, names) | {"born": _born(line.birth_date, line.birth_precision)}


def known_member(person: Person, *, is_head: bool) -> dict[str, Any]:
    """A member's line as the register knows the person, for a form not yet filled."""
    told = kept_answers(person, ("name", "sex", "ethnicity", "personal_number"))
    return told | {"person_id": person.pk, "relation": 1 if is_head else None, "born": str(person.birth)}


def _born(day: date | None, precision: str) -> str:
    if day is None:
        return ""
    return {"year": f"{day.year}", "month": f"{day.month:02d}/{day.year}"}.get(precision, vietnamese_day(day))


def record_of_answers(
    *,
    review: Review,
    household: Mapping[str, Any],
    form_b: Mapping[str, Any] | None,
    members: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    """The household as the rules read it, from answers in the codes of the paper: what the facts of this room give once it is kept.

    `household` holds form A and what is asked of the household as a whole; without `form_b` nobody has asked yet."""
    day = household.get("surveyed_on") or review.campaign.law_day
    return {
        **{name: getattr(review, name) for name in _KEPT},
        "year": review.campaign.year,
        "campaign_kind": review.campaign.kind,
        "review_day": day,
        "is_urban": review.b1_area == "urban",
        "urban_region": review.urban_region or None,
        "head_ethnicity": review.ethnicity,
        "ethnic_group": words.ETHNIC_GROUP_CODES.get(review.ethnicity, "other"),
        "is_ethnic_minority": review.ethnicity != 1,
        **household,
        **{name: _as_fact(name, value) for name, value in (form_b or {}).items()},
        "has_form_b": form_b is not None,
        "members": {"review_member": [_member_record(line, number, day) for number, line in enumerate(members, 1)]},
    }


_KEPT = ("household_id", "commune_id", "province_id", "hamlet", "b1_area", "head_sex", "member_count", "income_per_person_dong",
         "deprivation_count_reported", "previous_class", "was_poor_before", "was_near_poor_before", "origin", "poverty_class",
         "living_standard", "is_without_labour", "has_merit_member", "is_signed", *FORM_A)  # fmt: skip


def _as_fact(name: str, value: Any) -> Any:
    return words.CODED[name][value][0] if name in words.CODED and value in words.CODED[name] else value


def _member_record(line: Mapping[str, Any], number: int, day: date) -> dict[str, Any]:
    return {
        **{name: _as_fact(name, line.get(name)) for name in ASKED_OF_MEMBERS},
        "member_year": day.year,
        "member_line": number,
        "member_birth_date": line.get("birth_date"),
        "age_months": _months_between(line.get("birth_date"), day),
        "member_sex": line.get("sex"),
        "member_ethnicity": line.get("ethnicity"),
        "label": line.get("name") or str(number),
    }


def _months_between(first: date | None, last: date) -> int | None:
    return None if first is None else (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


class MeetingForm(forms.Form):
    """The minutes of a village meeting (annex V)."""

    held_on = DayField(label=_("Ngày họp"))
    chair = forms.CharField(max_length=120, label=_("Chủ trì"))
    secretary = forms.CharField(max_length=120, label=_("Thư ký"))
    households_invited = forms.IntegerField(min_value=1, label=_("Số hộ được mời"))
    households_present = forms.IntegerField(min_value=0, label=_("Số hộ dự họp"))
    votes_for = forms.IntegerField(
        required=False,
        min_value=0,
        label=_("Số hộ đồng ý với mọi kết quả"),
        help_text=_("Ghi cho cả thôn; hộ nào biểu quyết khác thì sửa riêng ở trang của hộ"),
    )
    notes = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 4}), label=_("Ý kiến tại cuộc họp"))

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        invited, present = found.get("households_invited"), found.get("households_present")
        if invited is not None and present is not None and present > invited:
            self.add_error(
                "households_present",
                _("Có %(present)d hộ dự họp nhưng chỉ mời %(invited)d hộ. Sửa một trong hai số.")
                % {"present": present, "invited": invited},
            )
        return found


class VoteForm(forms.Form):
    """The meeting's vote on one household."""

    votes_for = forms.IntegerField(min_value=0, label=_("Số hộ đồng ý"))
    votes_against = forms.IntegerField(min_value=0, label=_("Số hộ không đồng ý"))


class NoticeForm(forms.Form):
    """The days the list hangs at the commune office and in the villages."""

    from_day = DayField(label=_("Niêm yết từ ngày"))
    to_day = DayField(label=_("Đến trước ngày"), help_text=_("Ngày đầu tiên không còn niêm yết"))


class ObjectionForm(forms.Form):
    """What somebody says against the notice."""

    raised_on = DayField(label=_("Ngày nhận ý kiến"))
    raised_by = forms.CharField(max_length=120, label=_("Người có ý kiến"))
    said = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), label=_("Nội dung ý kiến"))


class SettleForm(forms.Form):
    """What was done about an objection."""

    outcome = forms.ChoiceField(
        choices=[(key, said(*pair)) for key, pair in OUTCOMES.items()], label=_("Kết quả xem xét")
    )
    answer = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), label=_("Trả lời người có ý kiến"))
    settled_on = DayField(label=_("Ngày trả lời"))


class DecisionForm(forms.Form):
    """The commune's decision to recognise the result."""

    number = forms.CharField(max_length=40, label=_("Số quyết định"), help_text=_("Ví dụ: 112/QĐ-UBND"))
    decided_on = DayField(label=_("Ngày ký"))
    signer = forms.CharField(max_length=120, label=_("Người ký"), help_text=_("Họ và tên, chức vụ"))


class DifferenceForm(forms.Form):
    """A class to sign that differs from the class by rule, with its reason."""

    poverty_class = forms.ChoiceField(
        choices=[(key, said(*pair)) for key, pair in words.CLASSES.items()], label=_("Kết quả đề nghị công nhận")
    )
    reason = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 3}), label=_("Lý do khác kết quả tính theo điểm")
    )


class ReportForm(forms.Form):
    """The day the commune's result is sent up."""

    reported_on = DayField(label=_("Ngày báo cáo"))


class OpenForm(forms.Form):
    """A campaign to open; days left empty are those of the law's calendar."""

    year = forms.IntegerField(min_value=2016, max_value=2100, label=_("Năm"))
    kind = forms.ChoiceField(
        choices=[("annual", _("định kỳ hằng năm")), ("ad_hoc", _("thường xuyên"))], label=_("Loại rà soát")
    )
    plan_number = forms.CharField(required=False, max_length=40, label=_("Số kế hoạch"))
    from_day = DayField(
        required=False, label=_("Từ ngày"), help_text=_("Để trống: theo lịch của Quyết định 24/2021/QĐ-TTg")
    )
    to_day = DayField(required=False, label=_("Ngày cuối"))


class RequestForm(forms.Form):
    """A household asking to be reviewed between the yearly reviews."""

    code = forms.CharField(max_length=20, label=_("Mã hộ"))
    requested_on = DayField(label=_("Ngày nhận đề nghị"))


class ReasonForm(forms.Form):
    """Why something closed is opened again."""

    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), label=_("Lý do"))
