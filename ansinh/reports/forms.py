"""What an officer types about a report."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ansinh.places.models import PlaceAmbiguous, PlaceUnknown, find_place


class BuildForm(forms.Form):
    """Which place and which year."""

    place = forms.CharField(label=_("Địa bàn"), help_text=_("Tên tỉnh, huyện hoặc xã."))
    year = forms.IntegerField(label=_("Năm"), min_value=2016, max_value=2100)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("place") and told.get("year"):
            try:
                told["place"] = find_place(told["place"], day=date(told["year"], 12, 31))
            except (PlaceUnknown, PlaceAmbiguous) as unclear:
                self.add_error("place", str(unclear))
        return told


class EditForm(forms.Form):
    """New words for one paragraph."""

    text = forms.CharField(label=_("Nội dung"), widget=forms.Textarea(attrs={"rows": 8}))
    reason = forms.CharField(
        label=_("Lý do (bắt buộc khi sửa số)"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class SignForm(forms.Form):
    """The number the report is issued under."""

    number = forms.CharField(label=_("Số báo cáo"), max_length=40, help_text=_("Ví dụ 12/BC-SLĐTBXH."))
