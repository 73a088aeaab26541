"""What officers type in the exchange: a vacancy for an organisation, a seeker, advice, a loan for jobs."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ansinh.core.language import form_choices
from ansinh.labour import words
from ansinh.labour.forms.exchange import DeskWishForm, OccupationField, VacancyForm
from ansinh.labour.models import Seeker
from ansinh.people.forms import DayField, DongField, PersonField
from ansinh.people.models import Organisation, tax_number_faults, tidy_tax_number

_NUMBER = _("Số định danh cá nhân")


class EmptyForm(forms.Form):
    """Nothing is asked but to press the button."""


class PostForm(VacancyForm):
    """A vacancy for an organisation named by its tax number."""

    tax_number = forms.CharField(label=_("Mã số thuế của đơn vị"), max_length=20)
    field_order = ("tax_number",)

    def clean_tax_number(self) -> str:
        typed: str = self.cleaned_data["tax_number"]
        if faults := tax_number_faults(typed):
            raise forms.ValidationError(faults)
        found = Organisation.objects.filter(tax_number=tidy_tax_number(typed)).select_related("province").first()
        if found is None:
            raise forms.ValidationError(gettext("Sổ đơn vị chưa có mã số thuế này. Ghi đơn vị vào sổ trước."))
        self.organisation = found
        return typed

    def told(self) -> dict[str, Any]:
        told = super().told()
        told.pop("tax_number")
        return told


class SeekerForm(DeskWishForm):
    """A seeker at the desk: the person by their number, where they registered, what they wish."""

    number = PersonField(label=_NUMBER)
    channel = forms.ChoiceField(
        label=_("Đăng ký ở đâu"),
        choices=form_choices({k: v for k, v in words.SEEKER_CHANNELS.items() if k != "online"}),
    )
    field_order: tuple[str, ...] = ("number", "channel", "phone", "wish")

    @classmethod
    def of(cls, seeker: Seeker, data: Any = None) -> "SeekerForm":
        form = super().of(seeker, data)
        assert isinstance(form, cls)
        return form

    def wished(self) -> dict[str, Any]:
        """The columns of a seeker, without who it is; a telephone left empty keeps the person's own."""
        told = self.told()
        for name in ("number", "channel"):
            told.pop(name, None)
        if not told["phone"]:
            told.pop("phone")
        return told


class SettleForm(forms.Form):
    """Who a waiting seeker is."""

    number = PersonField(label=_NUMBER)


class CounselForm(forms.Form):
    """One turn of advice."""

    number = PersonField(label=_NUMBER)
    subject = forms.ChoiceField(label=_("Tư vấn về"), choices=form_choices(words.COUNSEL_SUBJECTS))
    given_on = DayField(label=_("Ngày tư vấn"))
    note = forms.CharField(
        label=_("Nội dung"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class LoanForm(forms.Form):
    """Money lent for a project."""

    number = PersonField(label=_("Số định danh người vay"))
    project = forms.CharField(
        label=_("Dự án"), max_length=200, help_text=_("Dùng vốn làm gì, ví dụ: nuôi bò sinh sản.")
    )
    amount_dong = DongField(label=_("Số tiền vay"))
    lent_on = DayField(label=_("Ngày vay"))
    fund = forms.ChoiceField(label=_("Nguồn vốn"), choices=form_choices(words.LOAN_FUNDS))
    association = forms.ChoiceField(
        label=_("Qua tổ chức"), required=False, choices=form_choices(words.LOAN_ASSOCIATIONS, ("", "–"))
    )
    document = forms.CharField(label=_("Giấy tờ"), required=False, max_length=200)


class LoanJobForm(forms.Form):
    """One person whose job the loan made, kept or enlarged."""

    number = PersonField(label=_("Số định danh người có việc làm"))
    effect = forms.ChoiceField(label=_("Vốn vay"), choices=form_choices(words.LOAN_EFFECTS))
    started_on = DayField(label=_("Từ ngày"))
    title = forms.CharField(label=_("Việc làm"), required=False, max_length=120)
    occupation = OccupationField(label=_("Nghề"))
    sector = forms.ChoiceField(label=_("Khu vực"), required=False, choices=form_choices(words.SECTORS, ("", "–")))
