"""Forms of matching: weights with the reason, how many pairs to draw, a grade."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ansinh.core.language import is_english, language_code
from ansinh.labour.actions.matching import MOST_SEEKERS
from ansinh.labour.jobs.matching.weights import told
from ansinh.labour.words import GRADES


class WeightsForm(forms.Form):
    """Every weight of data/matching.yaml within its bounds, then why they change."""

    def __init__(self, *args: Any, now: Mapping[str, float], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, one in told()["weights"].items():
            self.fields[name] = forms.FloatField(
                label=one[language_code()], initial=now[name], min_value=one["least"], max_value=one["most"],
                help_text=one["told_en" if is_english() else "told_vi"], widget=forms.NumberInput(attrs={"step": "any"}),
            )  # fmt: skip
        self.fields["reason"] = forms.CharField(
            label=_("Vì sao đổi"),
            max_length=300,
            required=False,
            help_text=_("Bắt buộc khi ghi; xem trước thì chưa cần."),
        )

    def values(self) -> dict[str, float]:
        return {name: self.cleaned_data[name] for name in told()["weights"]}


class DrawForm(forms.Form):
    """How many seekers pairs are drawn of."""

    seekers = forms.IntegerField(
        label=_("Số người tìm việc"),
        min_value=1,
        max_value=MOST_SEEKERS,
        initial=20,
        help_text=_("Mỗi người nhiều nhất tám việc làm."),
    )


class GradeForm(forms.Form):
    """How well the pair fits."""

    grade = forms.TypedChoiceField(label=_("Hợp đến đâu"), coerce=int, widget=forms.RadioSelect)
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(grade, f"{grade}: {words[is_english()]}") for grade, words in GRADES.items()]
        self.fields["grade"].choices = choices  # type: ignore[attr-defined]
