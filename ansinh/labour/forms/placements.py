"""What is typed of jobs begun: who, where, by what; whether they still work; a commune's list."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ansinh.core.language import form_choices
from ansinh.core.uploads import TABLES, UploadField
from ansinh.labour import words
from ansinh.labour.forms.exchange import OccupationField, WageField
from ansinh.labour.jobs.occupations import SURE, score_occupations, sector_of
from ansinh.people.forms import CommuneField, DayField, PersonField
from ansinh.people.models import Organisation, tax_number_faults, tidy_tax_number


class PlacementForm(forms.Form):
    """A job begun, quickly: the person, the day, the job; the rest may stay."""

    number = PersonField(label=_("Số định danh cá nhân"))
    started_on = DayField(label=_("Ngày bắt đầu làm"))
    title = forms.CharField(
        label=_("Công việc"), max_length=120, help_text=_("Ví dụ: công nhân may, phụ hồ, bán hàng.")
    )
    channel = forms.ChoiceField(label=_("Qua kênh nào"), choices=form_choices(words.CHANNELS), initial="self")
    destination = forms.ChoiceField(label=_("Làm ở đâu"), choices=form_choices(words.DESTINATIONS))
    employer = forms.CharField(
        label=_("Nơi làm việc"), required=False, max_length=200, help_text=_("Tự làm thì để trống.")
    )
    tax_number = forms.CharField(label=_("Mã số thuế nơi làm việc (nếu biết)"), required=False, max_length=20)
    contract_months = forms.IntegerField(
        label=_("Thời hạn hợp đồng (tháng)"), required=False, min_value=1, max_value=72,
        help_text=_("Không xác định thời hạn hoặc tự làm thì để trống."),
    )  # fmt: skip
    wage_dong = WageField(label=_("Lương"))
    occupation = OccupationField(label=_("Nghề"))
    is_new = forms.BooleanField(label=_("Việc làm tăng thêm, không phải thay người"), required=False, initial=True)

    def clean_tax_number(self) -> str:
        typed: str = self.cleaned_data["tax_number"]
        self.organisation: Organisation | None = None
        if typed:
            if faults := tax_number_faults(typed):
                raise forms.ValidationError(faults)
            self.organisation = Organisation.objects.filter(tax_number=tidy_tax_number(typed)).first()
            if self.organisation is None:
                raise forms.ValidationError(
                    gettext("Sổ đơn vị chưa có mã số thuế này. Để trống và ghi tên nơi làm việc.")
                )
        return typed

    def told(self) -> dict[str, Any]:
        """What `record_placement` takes."""
        told = dict(self.cleaned_data)
        told.pop("tax_number")
        found = score_occupations(told["title"], 1)
        told["occupation"] = told["occupation"] or (found[0][0] if found and found[0][1] >= SURE else "")
        told["sector"] = sector_of(told["occupation"], self.organisation.section if self.organisation else "")
        return told | {"person": told.pop("number"), "organisation": self.organisation}


class CheckForm(forms.Form):
    """What was answered."""

    is_employed = forms.ChoiceField(
        label=_("Còn làm việc đó không?"),
        widget=forms.RadioSelect,
        choices=[("co", _("còn làm")), ("khong", _("không còn làm"))],
    )
    ended_on = DayField(label=_("Thôi từ ngày (nếu biết)"), required=False)
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=300)


class EndForm(forms.Form):
    """When and why it ended."""

    ended_on = DayField(label=_("Thôi từ ngày"))
    reason = forms.CharField(label=_("Lý do"), max_length=300)


class PlacementFileForm(forms.Form):
    """A commune's list."""

    file = UploadField(kinds=TABLES, most_mb=20, label=_("Tệp danh sách"), help_text=_("Excel hoặc CSV."))
    commune = CommuneField(required=False, help_text=_("Cho những dòng không ghi xã và không có số định danh."))
    sheet = forms.CharField(label=_("Trang tính"), required=False, max_length=80, help_text=_("Để trống thì máy chọn."))
