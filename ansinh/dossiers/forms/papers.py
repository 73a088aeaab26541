"""What is typed about a paper: what it is, its files, why there is a new version or none."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ansinh.core.language import form_choices
from ansinh.core.uploads import UploadRefused, UploadsField
from ansinh.dossiers import words
from ansinh.dossiers.actions.papers import KINDS, Upload
from ansinh.people.forms import DayField

MOST_MB = 25


class UploadsForm(forms.Form):
    """One file or several, each looked at by the door; one that is refused says why and the others are not kept either."""

    file = UploadsField(
        kinds=KINDS, most_mb=MOST_MB, label=_("Tệp"),
        help_text=_("PDF, ảnh chụp hoặc ảnh quét, Word, Excel; chọn được nhiều tệp, mỗi tệp tối đa 25 MB."),
    )  # fmt: skip

    def clean_file(self) -> list[Upload]:
        taken = self.cleaned_data["file"]
        if refused := [one for one in taken if isinstance(one, UploadRefused)]:
            raise forms.ValidationError([str(one) for one in refused])
        return [Upload(one.name, one.content()) for one in taken]


class DescribePaperForm(forms.Form):
    """What a paper is."""

    kind = forms.ChoiceField(label=_("Loại giấy tờ"), choices=form_choices(words.PAPER_TYPES, ("", "–")))
    title = forms.CharField(
        label=_("Tên giấy tờ (nếu có)"), max_length=200, required=False, help_text=_("Trống thì gọi theo loại giấy tờ.")
    )
    number = forms.CharField(label=_("Số, ký hiệu (nếu có)"), max_length=60, required=False)
    issued_on = DayField(label=_("Ngày cấp (nếu có)"), required=False)
    issuer = forms.CharField(label=_("Nơi cấp (nếu có)"), max_length=200, required=False)
    component = forms.ChoiceField(label=_("Dùng cho thành phần hồ sơ"), required=False)
    is_original = forms.BooleanField(label=_("Quét từ bản chính"), required=False)
    is_sensitive = forms.BooleanField(
        label=_("Nhạy cảm: chỉ người được giao mới thấy"), required=False,
        help_text=_("HIV, trẻ bị xâm hại, nạn nhân mua bán người."),
    )  # fmt: skip

    def __init__(self, *args: Any, components: Mapping[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["component"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "–"), *components.items()]
        if not components:
            del self.fields["component"]

    def told(self) -> dict[str, Any]:
        """The values as the acts take them."""
        return {"component": "", **self.cleaned_data}


class AddPaperForm(UploadsForm, DescribePaperForm):
    """Papers that come in: the files are pages of one paper, or each is a paper of its own."""

    is_each = forms.BooleanField(
        label=_("Mỗi tệp là một giấy tờ riêng"), required=False,
        help_text=_("Không chọn: các tệp là các trang của cùng một giấy tờ, theo thứ tự đã chọn."),
    )  # fmt: skip

    field_order = (
        "file",
        "kind",
        "component",
        "title",
        "number",
        "issued_on",
        "issuer",
        "is_original",
        "is_each",
        "is_sensitive",
    )


class NewVersionForm(UploadsForm):
    """A better scan of the same paper."""

    reason = forms.CharField(
        label=_("Vì sao có bản mới"), max_length=300, help_text=_("Ví dụ: bản trước mờ, thiếu trang.")
    )


class RemovePaperForm(forms.Form):
    """Why a paper is taken away."""

    reason = forms.CharField(
        label=_("Lý do bỏ"), max_length=300, help_text=_("Ví dụ: nộp nhầm của người khác. Tệp và vết vẫn được giữ.")
    )
