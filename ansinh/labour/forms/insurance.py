"""The acts of unemployment insurance as forms: what is asked, and which verb it becomes."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ansinh.core.days import month_after, month_of, month_text, read_month, vietnamese_day
from ansinh.core.language import is_english
from ansinh.core.uploads import TABLES, UploadField
from ansinh.labour import words
from ansinh.labour.actions import insurance
from ansinh.labour.forms.conditions_register import OrganisationField
from ansinh.labour.models import SearchNotice, TrainingSupport, UnemploymentRight
from ansinh.people.forms import Act, ActForm, DayField, DongField
from ansinh.people.words import WAGE_REGIONS
from ansinh.places.models import PlaceAmbiguous, PlaceUnknown, find_place


class MonthField(forms.CharField):
    """A month as officers write it, as a number 202405."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"help_text": _("Tháng/năm, ví dụ 05/2024."), "max_length": 10, **more})

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        try:
            return read_month(text) if text else None
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None


class ProvinceField(forms.CharField):
    """A province of today by name or code."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return find_place(text, day=timezone.localdate(), level=1) if text else None
        except (PlaceUnknown, PlaceAmbiguous) as error:
            raise forms.ValidationError(str(error)) from None


def _words(labels: dict[str, tuple[str, str]]) -> Any:
    return lambda: [(key, pair[is_english()]) for key, pair in labels.items()]


def _note() -> forms.CharField:
    return forms.CharField(label=_("Ghi chú"), max_length=300, required=False)


class _Decided(ActForm):
    """An act by a decision."""

    number = forms.CharField(label=_("Số quyết định"), max_length=60)
    decided_on = DayField(label=_("Ngày quyết định"))

    def prepare(self) -> None:
        self.fields["decided_on"].initial = vietnamese_day(timezone.localdate())
        if "month" in self.fields:
            self.fields["month"].initial = month_text(
                max(self.subject.first_month, month_after(month_of(timezone.localdate())))
            )


class SuspendForm(_Decided):
    month = MonthField(label=_("Không chi từ tháng"))
    note = _note()

    def act(self, by: Any) -> Any:
        return insurance.suspend_right(right=self.subject, by=by, **self.cleaned_data)


class ResumeForm(_Decided):
    month = MonthField(label=_("Chi lại từ tháng"))
    note = _note()

    def act(self, by: Any) -> Any:
        return insurance.resume_right(right=self.subject, by=by, **self.cleaned_data)


class EndForm(_Decided):
    reason = forms.ChoiceField(label=_("Lý do chấm dứt"), choices=_words(words.UNEMPLOYMENT_ENDS))
    day = DayField(label=_("Ngày chấm dứt"))
    kept_months = forms.IntegerField(
        label=_("Số tháng đóng được bảo lưu"), min_value=0, max_value=600, required=False, help_text=_("Như quyết định ghi; chưa rõ thì để trống.")
    )  # fmt: skip
    organisation = OrganisationField(
        label=_("Có việc làm ở đơn vị"), required=False, help_text=_("Mã số thuế hoặc tên đơn vị đã có trong sổ; dùng khi lý do là có việc làm.")
    )  # fmt: skip
    employer = forms.CharField(label=_("Hoặc nơi làm việc như được báo"), max_length=200, required=False)
    title = forms.CharField(label=_("Công việc"), max_length=120, required=False)
    note = _note()

    def act(self, by: Any) -> Any:
        return insurance.end_right(right=self.subject, by=by, **self.cleaned_data)


class CancelForm(_Decided):
    note = _note()

    def act(self, by: Any) -> Any:
        return insurance.cancel_right(right=self.subject, by=by, **self.cleaned_data)


class MoveOutForm(_Decided):
    place = ProvinceField(label=_("Tỉnh, thành phố chuyển đến"))
    month = MonthField(label=_("Nơi mới chi từ tháng"))
    note = _note()

    def act(self, by: Any) -> Any:
        return insurance.move_out(right=self.subject, by=by, **self.cleaned_data)


class MoveInForm(_Decided):
    """The rest of a right decided in another province; the subject is the person."""

    place = ProvinceField(label=_("Tỉnh, thành phố ra quyết định"))
    signer = forms.CharField(label=_("Người ký"), max_length=120, required=False)
    applied_on = DayField(label=_("Ngày nộp hồ sơ"))
    contract_ended_on = DayField(label=_("Ngày chấm dứt hợp đồng"))
    paid_months = forms.IntegerField(label=_("Số tháng đã đóng chưa hưởng"), min_value=12, max_value=600)
    kept_months = forms.IntegerField(label=_("Số tháng đóng được bảo lưu"), min_value=0, max_value=600, required=False)
    average_wage_dong = DongField(label=_("Lương bình quân 6 tháng đóng cuối (đồng)"))
    wage_region = forms.ChoiceField(
        label=_("Vùng lương tối thiểu"), choices=[(region, region) for region in WAGE_REGIONS]
    )
    is_state_pay = forms.BooleanField(label=_("Lương do Nhà nước quy định"), required=False)
    months = forms.IntegerField(label=_("Số tháng hưởng theo quyết định"), min_value=1, max_value=12)
    amount_dong = DongField(label=_("Mức hưởng một tháng theo quyết định (đồng)"))
    from_day = DayField(label=_("Hưởng từ ngày"))
    first_month = MonthField(label=_("Chi ở đây từ tháng"))

    def act(self, by: Any) -> Any:
        return insurance.move_in(person=self.subject, by=by, **self.cleaned_data)


class NoticeForm(ActForm):
    """What a person told in a month; the subject is the notice."""

    subject: SearchNotice
    told_on = DayField(label=_("Ngày thông báo"))
    result = forms.ChoiceField(label=_("Kết quả tìm việc"), choices=_words(words.SEARCH_RESULTS))
    was_counselled = forms.BooleanField(label=_("Đã tư vấn việc làm"), required=False)
    was_referred = forms.BooleanField(label=_("Đã giới thiệu việc làm"), required=False)
    note = _note()

    def prepare(self) -> None:
        self.fields["told_on"].initial = vietnamese_day(timezone.localdate())

    def act(self, by: Any) -> Any:
        return insurance.tell_search(notice=self.subject, by=by, **self.cleaned_data)


class CancelTrainingForm(ActForm):
    subject: TrainingSupport
    number = forms.CharField(label=_("Số quyết định hủy"), max_length=60)
    cancelled_on = DayField(label=_("Ngày quyết định"))

    def act(self, by: Any) -> Any:
        return insurance.cancel_training(support=self.subject, by=by, **self.cleaned_data)


class SettleForm(forms.Form):
    """Whether a row that differs is taken, and why."""

    take = forms.ChoiceField(
        label=_("Xử lý"), choices=[("co", _("Nhận là của người này")), ("khong", _("Bỏ dòng này"))]
    )
    reason = forms.CharField(label=_("Lý do"), max_length=300)


class ContributionFileForm(forms.Form):
    """A file of contributions."""

    file = UploadField(label=_("Tệp Excel hoặc CSV"), kinds=TABLES, most_mb=50)


class ClaimForm(forms.Form):
    """The two days a claim is worked out from."""

    ended_on = DayField(label=_("Ngày chấm dứt hợp đồng"))
    applied_on = DayField(label=_("Ngày nộp hồ sơ"))


def _drawn(right: UnemploymentRight) -> bool:
    return right.state in ("drawing", "suspended")


RIGHT_ACTS = (
    Act("tam-dung", _("Tạm dừng hưởng"), SuspendForm, lambda right: right.state == "drawing"),
    Act("tiep-tuc", _("Tiếp tục hưởng"), ResumeForm, lambda right: right.state == "suspended"),
    Act("cham-dut", _("Chấm dứt hưởng"), EndForm, _drawn),
    Act("chuyen-di", _("Chuyển nơi hưởng đi"), MoveOutForm, _drawn),
    Act("huy", _("Hủy quyết định hưởng"), CancelForm, _drawn),
)
