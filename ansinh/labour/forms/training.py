"""The acts on vocational training as forms: what is asked, and which verb it becomes."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ansinh.core.days import vietnamese_day
from ansinh.core.language import is_english
from ansinh.core.names import clean_text, fold
from ansinh.core.numbers import grouped
from ansinh.core.uploads import TABLES, UploadField
from ansinh.labour import words
from ansinh.labour.actions import training
from ansinh.labour.forms.conditions_register import OrganisationField
from ansinh.labour.jobs.occupations import find_occupations, guess_occupation, occupations
from ansinh.labour.jobs.training import support_of
from ansinh.labour.models import Course, Enrolment, Institution
from ansinh.law.reader import LawError
from ansinh.people.forms import Act, ActForm, CommuneField, DayField, DongField, PersonField

LATEST_YEAR = 2100


def _words(labels: Mapping[str, tuple[str, str]], *, is_required: bool = True) -> Callable[[], list[tuple[str, str]]]:
    first = [] if is_required else [("", "–")]
    return lambda: [*first, *((key, pair[is_english()]) for key, pair in labels.items())]


def _choice(label: Any, labels: Mapping[str, tuple[str, str]], *, is_required: bool = True, **more: Any) -> forms.ChoiceField:  # fmt: skip
    choices = _words(labels, is_required=is_required)
    return forms.ChoiceField(label=label, choices=choices, required=is_required, **more)


def _number(label: Any, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=1_000_000, **more)


def _year() -> forms.IntegerField:
    return forms.IntegerField(label=_("Năm"), min_value=2015, max_value=LATEST_YEAR)


def _reason() -> forms.CharField:
    return forms.CharField(label=_("Lý do"), max_length=300)


def _today() -> str:
    return vietnamese_day(timezone.localdate())


class InstitutionField(forms.CharField):
    """An institution inside the reader's places by its name or tax number."""

    def __init__(self, **more: Any) -> None:
        hint = _("Tên, hoặc mã số thuế của cơ sở đã có trong sổ.")
        super().__init__(**{"label": _("Cơ sở đào tạo"), "help_text": hint, "max_length": 200, **more})

    def prepare_value(self, value: Any) -> Any:
        return Institution.objects.get(pk=value).organisation.name if isinstance(value, int) else value

    def clean(self, value: Any) -> Institution | None:
        text = clean_text(super().clean(value))
        if not text:
            return None
        known = Institution.objects.select_related("organisation__commune")
        found = list(known.filter(organisation__name_folded=fold(text))[:2])
        found = found or list(known.filter(organisation__tax_number=text)[:2])
        if len(found) != 1:
            told = gettext("Không có một cơ sở đào tạo nào tên «%(text)s» trong phạm vi của bạn. Xem danh sách cơ sở.")
            raise forms.ValidationError(told % {"text": text})
        return found[0]


class OccupationField(forms.CharField):
    """An occupation by its code, or in words from which it is sure."""

    def __init__(self, **more: Any) -> None:
        hint = _("Mã theo danh mục nghề nghiệp Việt Nam, hoặc tên nghề, ví dụ: thợ may công nghiệp.")
        super().__init__(**{"label": _("Mã nghề"), "help_text": hint, "max_length": 120, "required": False, **more})

    def clean(self, value: Any) -> str:
        text = clean_text(super().clean(value))
        if text.isdigit() and text not in occupations():
            raise forms.ValidationError(gettext("Không có mã nghề «%(text)s».") % {"text": text})
        if not text or text.isdigit():
            return text
        if not (code := guess_occupation(text)):
            near = ", ".join(f"{one.code} {one.name}" for one in find_occupations(text, 3))
            raise forms.ValidationError(
                gettext("Không rõ «%(text)s» là nghề nào. Ghi mã; gần nhất: %(near)s.")
                % {"text": text, "near": near or "–"}
            )
        return code


class InstitutionForm(ActForm):
    """A new institution."""

    organisation = OrganisationField(label=_("Đơn vị"))
    kind = _choice(_("Loại cơ sở"), words.INSTITUTION_KINDS)
    is_public = forms.BooleanField(label=_("Công lập"), required=False)
    managed_by = _choice(_("Cấp quản lý"), words.MANAGED_BY, initial="local")
    licence = forms.CharField(label=_("Số giấy chứng nhận đăng ký hoạt động"), max_length=60, required=False)
    from_day = DayField(label=_("Hoạt động từ"))

    def act(self, by: Any) -> Any:
        return training.register_institution(**self.cleaned_data, by=by)


class CloseForm(ActForm):
    """An institution that teaches no more."""

    to_day = DayField(label=_("Thôi hoạt động từ"))
    reason = _reason()

    def act(self, by: Any) -> Any:
        return training.close_institution(institution=self.subject, **self.cleaned_data, by=by)


class StaffForm(ActForm):
    """How many people of one sort there are."""

    year = _year()
    role = _choice(_("Nhà giáo hay cán bộ quản lý"), words.STAFF_ROLES)
    contract = _choice(_("Biên chế, hợp đồng"), words.STAFF_CONTRACTS)
    level = _choice(_("Trình độ"), words.STAFF_LEVELS)
    total = _number(_("Tổng số"))
    women = _number(_("Trong đó nữ"), initial=0)
    minority = _number(_("Trong đó dân tộc thiểu số"), initial=0)
    minority_women = _number(_("Trong đó nữ dân tộc thiểu số"), initial=0)

    def act(self, by: Any) -> Any:
        training.tell_staff(
            institution=self.subject, commune=self.subject.organisation.commune, **self.cleaned_data, by=by
        )
        return self.subject


class BodyStaffForm(StaffForm):
    """Managers in a state body, which is no institution."""

    commune = CommuneField(label=_("Xã, phường nơi cơ quan đóng"))
    managed_by = _choice(_("Cấp quản lý"), words.MANAGED_BY, initial="local")

    def act(self, by: Any) -> Any:
        return training.tell_staff(institution=None, **self.cleaned_data, by=by)


class CourseForm(ActForm):
    """A course as it is opened or put right."""

    institution = InstitutionField()
    name = forms.CharField(label=_("Tên lớp, nghề"), max_length=200, help_text=_("Ví dụ: May công nghiệp, ấp Tân Lập."))
    code = forms.CharField(label=_("Mã lớp của cơ sở"), max_length=30, required=False)
    level = _choice(_("Trình độ"), words.TRAINING_LEVELS)
    occupation = OccupationField()
    is_agricultural = forms.BooleanField(label=_("Nghề nông nghiệp"), required=False)
    commune = CommuneField(label=_("Xã, phường mở lớp"))
    from_day = DayField(label=_("Khai giảng"))
    to_day = DayField(label=_("Bế giảng"), required=False)
    learning_days = _number(_("Số ngày học"), required=False)
    places = _number(_("Số chỗ"), required=False)
    programme = _choice(_("Nguồn kinh phí"), words.TRAINING_PROGRAMMES)
    tuition_dong = DongField(label=_("Chi phí đào tạo một người (đồng)"), required=False)
    ordered_by = OrganisationField(label=_("Đơn vị đặt hàng"), required=False)
    decision = forms.CharField(label=_("Quyết định mở lớp"), max_length=80, required=False)

    def act(self, by: Any) -> Any:
        return training.open_course(**self.cleaned_data, by=by)


class CorrectCourseForm(CourseForm):
    """A course put right; who teaches it and where stay."""

    reason = _reason()

    def prepare(self) -> None:
        for fixed in ("institution", "commune"):
            del self.fields[fixed]
        self.initial = {name: _shown(getattr(self.subject, name)) for name in training.CORRECTABLE}

    def act(self, by: Any) -> Any:
        reason = self.cleaned_data.pop("reason")
        return training.correct_course(course=self.subject, changes=self.cleaned_data, reason=reason, by=by)


class ReasonForm(ActForm):
    """An act that asks only for its reason."""

    reason = _reason()


class CancelCourseForm(ReasonForm):
    def act(self, by: Any) -> Any:
        return training.cancel_course(course=self.subject, **self.cleaned_data, by=by)


class EnrolForm(ActForm):
    """One person into the course."""

    person = PersonField(label=_("Người học"))
    enrolled_on = DayField(label=_("Ngày nhập học"))
    group = _choice(_("Diện ưu tiên"), words.GROUPS, initial="none")
    other_ground = _choice(_("Diện chính sách khác"), words.TRAINING_GROUNDS, is_required=False)
    left_school = _choice(_("Vừa tốt nghiệp phổ thông"), words.SCHOOLS_LEFT, is_required=False)
    is_special_area = forms.BooleanField(label=_("Ở xã, thôn đặc biệt khó khăn"), required=False)
    distance_km = _number(_("Nơi học cách nơi ở (km)"), required=False)

    def prepare(self) -> None:
        self.initial = {"enrolled_on": vietnamese_day(self.subject.from_day), "group": "none"}

    def act(self, by: Any) -> Any:
        training.enrol(course=self.subject, **self.cleaned_data, by=by)
        return self.subject


class ResultForm(ActForm):
    """How the course ended for the learner."""

    result = _choice(_("Kết quả"), words.TRAINING_RESULTS)
    finished_on = DayField(label=_("Ngày kết thúc"))
    certificate = forms.CharField(label=_("Số văn bằng, chứng chỉ"), max_length=40, required=False)
    days_attended = _number(_("Số ngày thực học"), required=False)

    def prepare(self) -> None:
        course: Course = self.subject.course
        self.initial = {"finished_on": vietnamese_day(course.to_day or timezone.localdate()), "days_attended": course.learning_days}  # fmt: skip

    def act(self, by: Any) -> Any:
        return training.record_result(enrolment=self.subject, **self.cleaned_data, by=by)


class WorkForm(ActForm):
    """What work the graduate has."""

    employed_after = _choice(_("Việc làm"), words.WORK_AFTER)
    checked_on = DayField(label=_("Ngày hỏi"))
    started_on = DayField(label=_("Làm việc từ"), required=False)
    destination = _choice(_("Nơi làm việc"), words.DESTINATIONS, initial="local")
    organisation = OrganisationField(label=_("Đơn vị trong sổ"), required=False)
    employer = forms.CharField(label=_("Nơi làm việc, như được báo"), max_length=200, required=False)
    title = forms.CharField(label=_("Công việc"), max_length=120, required=False)
    wage_dong = DongField(label=_("Tiền lương tháng (đồng)"), required=False)
    contract_months = forms.IntegerField(label=_("Thời hạn hợp đồng (tháng)"), min_value=1, max_value=600, required=False)  # fmt: skip

    def prepare(self) -> None:
        self.initial = {"checked_on": _today(), "destination": "local"}

    def act(self, by: Any) -> Any:
        return training.record_work_after(enrolment=self.subject, **self.cleaned_data, by=by)


class PayForm(ActForm):
    """What a decision paid; the amounts begin as the rule gives them."""

    decision = forms.CharField(label=_("Số quyết định hỗ trợ"), max_length=80)
    decided_on = DayField(label=_("Ngày quyết định"))
    paid_on = DayField(label=_("Ngày chi"))
    tuition_dong = DongField(label=_("Chi phí đào tạo (đồng)"), required=False)
    meals_dong = DongField(label=_("Tiền ăn (đồng)"), required=False)
    travel_dong = DongField(label=_("Tiền đi lại (đồng)"), required=False)
    again_because = forms.CharField(
        label=_("Lý do hỗ trợ lại"), max_length=300, required=False,
        help_text=_("Chỉ ghi khi người này đã được hỗ trợ, mất việc do nguyên nhân khách quan và được xét hỗ trợ lại."),
    )  # fmt: skip

    def prepare(self) -> None:
        today = timezone.localdate()
        self.initial = {
            "decided_on": vietnamese_day(today),
            "paid_on": vietnamese_day(today),
            **_due(self.subject, today),
        }

    def act(self, by: Any) -> Any:
        told = self.cleaned_data
        told |= {name: told[name] or 0 for name in ("tuition_dong", "meals_dong", "travel_dong")}
        training.pay_support(enrolment=self.subject, **told, by=by)
        return self.subject


class CancelPaymentForm(ReasonForm):
    def act(self, by: Any) -> Any:
        training.cancel_payment(payment=_payment(self.subject), **self.cleaned_data, by=by)
        return self.subject


class CancelEnrolmentForm(ReasonForm):
    def act(self, by: Any) -> Any:
        return training.cancel_enrolment(enrolment=self.subject, **self.cleaned_data, by=by)


class PartnershipForm(ActForm):
    """An enterprise that registers."""

    enterprise = OrganisationField(label=_("Doanh nghiệp"))
    institution = InstitutionField(required=False, help_text=_("Để trống khi đăng ký chung với ngành."))
    registered_on = DayField(label=_("Ngày đăng ký"))
    trades = forms.CharField(label=_("Nghề hợp tác đào tạo"), max_length=300, required=False)

    def act(self, by: Any) -> Any:
        return training.register_partnership(**self.cleaned_data, by=by)


class SignForm(ActForm):
    """The framework contract."""

    signed_on = DayField(label=_("Ngày ký hợp đồng nguyên tắc"))
    contract_number = forms.CharField(label=_("Số hợp đồng"), max_length=60, required=False)

    def act(self, by: Any) -> Any:
        return training.sign_framework(partnership=self.subject, **self.cleaned_data, by=by)


class EndPartnershipForm(ActForm):
    """No more together."""

    ended_on = DayField(label=_("Chấm dứt từ"))
    reason = _reason()

    def act(self, by: Any) -> Any:
        return training.end_partnership(partnership=self.subject, **self.cleaned_data, by=by)


class SpendingForm(ActForm):
    """Money of a month; told again, it takes the place of the old."""

    commune = CommuneField(label=_("Xã, phường nơi đơn vị giữ kinh phí đóng"))
    year = _year()
    month = forms.IntegerField(label=_("Tháng"), min_value=1, max_value=12, initial=12)
    source = _choice(_("Nguồn"), words.MONEY_FROM)
    nature = _choice(_("Loại chi"), words.MONEY_FOR)
    programme = _choice(_("Chương trình"), words.TRAINING_MONEY)
    allotted_dong = DongField(label=_("Được giao (đồng)"), required=False)
    spent_dong = DongField(label=_("Đã chi (đồng)"), required=False)
    document = forms.CharField(label=_("Văn bản"), max_length=200, required=False)

    def act(self, by: Any) -> Any:
        told = self.cleaned_data
        told |= {name: told[name] or 0 for name in ("allotted_dong", "spent_dong")}
        return training.tell_spending(**told, by=by)


class LeaversForm(ActForm):
    """School leavers of a commune in a year; told again, they take the place of the old."""

    commune = CommuneField()
    year = _year()
    lower_secondary = _number(_("Tốt nghiệp trung học cơ sở"))
    upper_secondary = _number(_("Tốt nghiệp trung học phổ thông"))
    target_group = _number(_("Trong đó thuộc diện phân luồng sau THCS"), required=False)
    document = forms.CharField(label=_("Văn bản"), max_length=200, required=False)

    def act(self, by: Any) -> Any:
        return training.tell_leavers(**self.cleaned_data, by=by)


class TrainingFileForm(forms.Form):
    """A list of learners or of their results."""

    kind = _choice(_("Danh sách"), words.TRAINING_FILES)
    file = UploadField(label=_("Tệp Excel hoặc CSV"), kinds=TABLES, most_mb=20)


def _shown(value: Any) -> Any:
    return vietnamese_day(value) if isinstance(value, date) else value


def _due(enrolment: Enrolment, day: date) -> dict[str, str]:
    """What the rule gives, where it can be worked out."""
    try:
        parts = support_of(enrolment, day=day).parts
    except LawError:
        return {}
    return {f"{part}_dong": grouped(due) for part, (due, _label) in parts.items() if due is not None}


def _payment(enrolment: Enrolment) -> Any:
    return enrolment.payments.get(cancelled_because="")


def _stands(row: Any) -> bool:
    return not row.cancelled_because


def _is_paid(enrolment: Enrolment) -> bool:
    return enrolment.payments.filter(cancelled_because="").exists()


def _goes_on(partnership: Any) -> bool:
    return partnership.ended_on is None


# What begins a row: the word in the address, and its form.
NEW: dict[str, tuple[Any, type[ActForm]]] = {
    "lop": (_("Mở lớp"), CourseForm),
    "co-so": (_("Ghi cơ sở đào tạo"), InstitutionForm),
    "hop-tac": (_("Ghi doanh nghiệp đăng ký hợp tác"), PartnershipForm),
    "kinh-phi": (_("Ghi kinh phí"), SpendingForm),
    "hoc-sinh": (_("Ghi học sinh tốt nghiệp"), LeaversForm),
    "can-bo-quan-ly": (_("Ghi cán bộ quản lý ở cơ quan nhà nước"), BodyStaffForm),
}
COURSE_ACTS = (
    Act("ghi-danh", _("Ghi danh một người"), EnrolForm, _stands),
    Act("sua", _("Sửa lớp"), CorrectCourseForm, _stands),
    Act("huy", _("Hủy lớp"), CancelCourseForm, _stands),
)
LEARNER_ACTS = (
    Act("ket-qua", _("Ghi kết quả học"), ResultForm, lambda one: _stands(one) and not one.result),
    Act("viec-lam", _("Ghi việc làm sau học"), WorkForm, lambda one: _stands(one) and one.result == "graduated" and not one.placement_id),
    Act("chi", _("Ghi chi hỗ trợ"), PayForm, lambda one: _stands(one) and not _is_paid(one)),
    Act("huy-chi", _("Hủy khoản chi"), CancelPaymentForm, lambda one: _stands(one) and _is_paid(one)),
    Act("huy", _("Hủy lần ghi danh"), CancelEnrolmentForm, lambda one: _stands(one) and not _is_paid(one)),
)  # fmt: skip
INSTITUTION_ACTS = (
    Act("nhan-su", _("Ghi nhà giáo, cán bộ quản lý"), StaffForm, lambda one: True),
    Act("thoi", _("Thôi hoạt động"), CloseForm, lambda one: one.to_day is None),
)
PARTNERSHIP_ACTS = (
    Act("ky", _("Ghi ký hợp đồng nguyên tắc"), SignForm, lambda one: _goes_on(one) and one.framework_signed_on is None),
    Act("cham-dut", _("Chấm dứt hợp tác"), EndPartnershipForm, _goes_on),
)
