"""What officers type here: a target with its resolution, a figure with its source."""

from django import forms
from django.utils.translation import gettext_lazy as _


class TargetForm(forms.Form):
    """What a resolution sets for a year."""

    year = forms.IntegerField(label=_("Năm"), min_value=2016, max_value=2100)
    value = forms.DecimalField(label=_("Chỉ tiêu"), min_value=0, max_digits=20, decimal_places=4, localize=True)
    resolution = forms.CharField(label=_("Nghị quyết, quyết định giao"), max_length=120)
    resolved_on = forms.DateField(label=_("Ngày ban hành"), widget=forms.DateInput(attrs={"type": "date"}))


class EnteredForm(forms.Form):
    """A figure no record gives."""

    year = forms.IntegerField(label=_("Năm"), min_value=2016, max_value=2100)
    value = forms.DecimalField(label=_("Số liệu"), max_digits=24, decimal_places=4, localize=True)
    source = forms.CharField(label=_("Nguồn: văn bản, đơn vị báo cáo"), max_length=200)
