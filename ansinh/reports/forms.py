"""What an officer types about a report."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ansinh.core.access import current_scope
from ansinh.core.language import is_english
from ansinh.core.uploads import REPORTS, UploadsField
from ansinh.places.models import Place, PlaceAmbiguous, PlaceUnknown, find_place
from ansinh.reports import words
from ansinh.reports.models import Received
from ansinh.reports.models.received import KINDS as RECEIVED_KINDS


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


class NumberField(forms.CharField):
    """A number as officers write it: 6.364,2 or 1,20."""

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value).replace(" ", "").replace("\u00a0", "")
        if not text:
            return None
        is_grouped = "," not in text and re.fullmatch(r"-?\d{1,3}(\.\d{3})+", text)
        plain = text.replace(".", "").replace(",", ".") if "," in text or is_grouped else text
        try:
            return Decimal(plain)
        except InvalidOperation:
            raise forms.ValidationError(
                _("«%(text)s» không phải một số. Ghi như 6.364,2 hoặc 1,20.") % {"text": text}
            ) from None


def place_meant(text: str, day: date, known: Place | None = None) -> Place:
    """The unit a text means on a day; of several of one name, `known` if it is one, else the only one the officer reaches. Raises as
    `find_place`."""
    try:
        return find_place(text, day=day)
    except PlaceAmbiguous as several:
        if known in several.candidates:
            return known
        scope = current_scope()
        mine = [place for place in several.candidates if scope.reaches(place.pk, place.province_id or place.pk)]
        if not mine:
            raise
        if len(mine) > 1:
            told = "; ".join(f"{place.address_on(day)} ({place.pk})" for place in mine)
            raise PlaceAmbiguous(
                f"«{text}» có {len(mine)} nơi bạn làm việc: {told}. Ghi thêm nơi cha hoặc dùng mã.", mine
            ) from None
        return mine[0]


def _words(told: Mapping[str, tuple[str, str]]) -> Callable[[], list[tuple[str, str]]]:
    return lambda: [(key, pair[is_english()]) for key, pair in told.items()]


class DescribeForm(forms.Form):
    """For which place and period a report is, and who sent it."""

    place = forms.CharField(
        label=_("Nơi báo cáo"), help_text=_("Tên tỉnh, huyện hoặc xã; trùng tên thì ghi cả nơi cha.")
    )
    year = forms.IntegerField(label=_("Năm"), min_value=2000, max_value=2100)
    part = forms.ChoiceField(label=_("Kỳ"), choices=_words(words.PARTS), required=False)
    kind = forms.ChoiceField(label=_("Loại báo cáo"), choices=_words(RECEIVED_KINDS))
    sender = forms.CharField(label=_("Nơi gửi"), max_length=200, required=False, help_text=_("Cơ quan hoặc người gửi."))

    def __init__(self, *args: Any, known: Place | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.known = known

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        year, part = told.get("year"), told.get("part", "")
        if year:
            told["period"] = words.period_of(year, part)
        if told.get("place"):
            day = words.days_of(told["period"])[1] if year else timezone.localdate()
            try:
                told["place"] = place_meant(told["place"], day, self.known)
            except (PlaceUnknown, PlaceAmbiguous) as unclear:
                self.add_error("place", str(unclear))
        return told


class ReceiveForm(DescribeForm):
    """Files that came in. Place and period may be left for the reading to propose; they are asked again then."""

    file = UploadsField(
        label=_("Tệp báo cáo"),
        kinds=REPORTS,
        most_mb=100,
        help_text=_("Chọn được nhiều tệp: Word, PDF, Excel, bản quét, .odt, .html, .txt."),
    )
    field_order = ("file", "sender", "place", "year", "part", "kind")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("place", "year"):
            self.fields[name].required = False
        self.fields["place"].help_text = _("Để trống nếu mỗi tệp một nơi: máy đọc sẽ đề xuất, bạn xác nhận sau.")
        self.fields["year"].help_text = _("Để trống nếu chưa rõ.")


class CorrectForm(forms.Form):
    """What a number of a report really is."""

    value = NumberField(label=_("Giá trị"), help_text=_("Đơn vị gốc: đồng, người, hộ, %."))
    unit = forms.ChoiceField(label=_("Đơn vị"), choices=_words(words.CLAIM_UNITS))
    kind = forms.ChoiceField(label=_("Loại"), choices=_words(words.CLAIM_KINDS))
    period = forms.RegexField(
        words.CLAIM_PERIOD, label=_("Kỳ"), required=False, help_text=_("Như 2023, 2023-H1, 2023-Q3, 2023-05."),
        error_messages={"invalid": _("Ghi kỳ như 2023, 2023-H1, 2023-Q3, 2023-05.")},
    )  # fmt: skip
    place = forms.CharField(label=_("Nơi"), required=False, help_text=_("Để trống nếu chưa rõ nơi nào."))
    why = forms.CharField(label=_("Vì sao (nếu cần)"), required=False)

    def __init__(self, *args: Any, known: Place | None = None, **more: Any) -> None:
        """`known` is the place the number or its report is of: its name, left as it stands, means it whatever the period."""
        super().__init__(*args, **more)
        self.known = known

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if "place" in told:
            told["place"] = self._place(told["place"], told.get("period", ""))
        return told

    def _place(self, text: str, period: str) -> Any:
        if self.known is not None and text == self.known.full_name:
            return self.known
        try:
            day = words.days_of(period)[1]
        except ValueError:
            day = timezone.localdate()
        try:
            return place_meant(text, day) if text else None
        except (PlaceUnknown, PlaceAmbiguous) as unclear:
            self.add_error("place", str(unclear))
            return None


class AddForm(CorrectForm):
    """A number the reader missed: the words of the report, and what they say."""

    unit = forms.ChoiceField(label=_("Đơn vị"), choices=lambda: [("", "–"), *_words(words.CLAIM_UNITS)()])
    quote = forms.CharField(label=_("Chữ trong báo cáo"), help_text=_("Chép đúng chữ, ví dụ «1.250 hộ»."))
    indicator = forms.CharField(
        label=_("Chỉ tiêu"), required=False, help_text=_("Tên hoặc mã chỉ tiêu; để trống nếu chưa rõ.")
    )
    near = forms.IntegerField(required=False, widget=forms.HiddenInput())
    field_order = ("quote", "value", "unit", "kind", "period", "place", "indicator", "why", "near")


class ReportsField(forms.ModelMultipleChoiceField):
    """Reports that were read, the newest to be ticked."""

    SHOWN = 60

    def label_from_instance(self, obj: Received) -> str:
        period = words.period_said(obj.period, in_english=is_english()) if obj.period else ""
        told = [obj.place.full_name if obj.place else "", period, Truncator(obj.title or obj.name).chars(70)]
        return " · ".join(word for word in told if word)

    def show(self, ticked: Iterable[str]) -> None:
        """Offer those ticked and the newest others."""
        rows = Received.objects.filter(state="read").select_related("place").order_by("-received_at")
        self.queryset = rows
        kept = rows.filter(pk__in=[key for key in ticked if key.isdigit()])
        self.choices = [(row.pk, self.label_from_instance(row)) for row in dict.fromkeys([*kept, *rows[: self.SHOWN]])]


class TogetherForm(forms.Form):
    """Which reports are laid side by side: those of a place and a period, or those ticked."""

    noi = forms.CharField(label=_("Nơi"), help_text=_("Tên tỉnh, huyện hoặc xã."), required=False)
    ky = forms.RegexField(
        words.CLAIM_PERIOD, label=_("Kỳ"), required=False, help_text=_("Như 2023, 2023-H1, 2023-Q3, 2023-05."),
        error_messages={"invalid": _("Ghi kỳ như 2023, 2023-H1, 2023-Q3, 2023-05.")},
    )  # fmt: skip
    loai = forms.ChoiceField(
        label=_("Loại số liệu"), choices=lambda: [("", gettext("Tất cả")), *_words(words.CLAIM_KINDS)()], required=False
    )
    bc = ReportsField(None, label=_("Báo cáo"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        offered = cast(ReportsField, self.fields["bc"])
        self.ticked = offered.widget.value_from_datadict(self.data, {}, "bc") or [] if self.is_bound else []
        offered.show(self.ticked)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if self.ticked:  # what is ticked is asked, whatever stands in the fields of place and period
            for name in ("noi", "ky"):
                self.errors.pop(name, None)
            return told
        for name in ("noi", "ky"):
            if name not in self.errors and not told.get(name):
                self.add_error(name, self.fields[name].error_messages["required"])
        if told.get("noi") and told.get("ky"):
            try:
                told["noi"] = place_meant(told["noi"], words.days_of(told["ky"])[1])
            except (ValueError, PlaceUnknown, PlaceAmbiguous) as unclear:
                self.add_error("noi", str(unclear))
        return told


class VariantForm(forms.Form):
    """A wording and the indicator it means."""

    said = forms.CharField(
        label=_("Cách gọi"), max_length=200,
        help_text=_("Vài tiếng chữ thường. « & »: phải có cả hai; «|»: một trong các từ; sau « - »: không được có."),
    )  # fmt: skip
    indicator = forms.CharField(label=_("Chỉ tiêu"), help_text=_("Tên hoặc mã chỉ tiêu."))
