"""What the acts of payments ask: a day, a reason, a file, a sum. Money is typed in whole dong, with or without dots."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ansinh.core.days import month_text, read_month
from ansinh.core.language import said
from ansinh.core.uploads import TABLES, UploadField
from ansinh.payments import words
from ansinh.people.forms import DayField


class MoneyField(forms.CharField):
    """Whole dong as officers type it: 1.500.000, 1 500 000, 1500000; a minus sign where a cut may be written."""

    def __init__(self, *, may_be_negative: bool = False, **more: Any) -> None:
        super().__init__(**{"max_length": 24, "help_text": _("Số đồng, ví dụ 1.500.000."), **more})
        self.may_be_negative = may_be_negative
        self.widget.attrs.update(inputmode="numeric", autocomplete="off")

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        plain = re.sub(r"[\s.\u00a0]", "", text).replace("đồng", "")
        if not re.fullmatch(r"[-−]?\d{1,15}", plain):
            raise forms.ValidationError(
                _("Không đọc được số tiền «%(text)s». Ghi số đồng tròn, ví dụ 1.500.000."), params={"text": text}
            )
        amount = int(plain.replace("−", "-"))
        if amount < 0 and not self.may_be_negative:
            raise forms.ValidationError(
                _("Số tiền phải từ 0 đồng trở lên, không phải %(text)s."), params={"text": text}
            )
        return amount


class MonthField(forms.CharField):
    """A month as officers write it: 10/2026."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"max_length": 7, "help_text": _("Tháng/năm, ví dụ 10/2026."), **more})
        self.widget.attrs.update(inputmode="numeric")

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        try:
            return read_month(text) if text else None
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from None

    def prepare_value(self, value: Any) -> Any:
        return month_text(value) if isinstance(value, int) else value


def _worded(labels: dict[str, tuple[str, str]]) -> list[tuple[str, Any]]:
    return [(key, said(vi, en)) for key, (vi, en) in labels.items()]


class PlanForm(forms.Form):
    """From which knowledge a list is worked out."""

    plan_day = DayField(
        label=_("Ngày chốt dữ liệu"),
        help_text=_("Chỉ những gì đã ghi và luật đã biết đến hết ngày này được tính."),
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Lý do"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}))


class SignForm(forms.Form):
    """One tick for each named risk, then the signature."""

    def __init__(self, *args: Any, risks: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        for name, told in risks:
            self.fields[name] = forms.BooleanField(
                label=told, error_messages={"required": _("Đánh dấu đã xem điều này, hoặc trả danh sách về người lập.")}
            )


class AcceptForm(forms.Form):
    """Let a value that was not read in an official text be paid."""

    reason = forms.CharField(
        label=_("Lý do chấp nhận"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Căn cứ nào cho thấy mức này đúng: công văn, thông báo, văn bản đã đọc."),
    )
    is_read = forms.BooleanField(label=_("Tôi chịu trách nhiệm cho phép chi theo mức này"))


class OpeningForm(forms.Form):
    """From which month the ledger answers for a programme."""

    programme = forms.ChoiceField(label=_("Chương trình"), choices=lambda: _worded(words.PROGRAMMES))
    month = MonthField(label=_("Tháng đầu tiên chi trả ở đây"))
    document = forms.CharField(
        label=_("Căn cứ"), max_length=200, required=False, help_text=_("Văn bản bàn giao, nếu có.")
    )


class AllotmentForm(forms.Form):
    """Money given to a purse; a cut is a negative sum."""

    amount_dong = MoneyField(
        label=_("Số tiền giao"),
        may_be_negative=True,
        help_text=_("Số đồng; cắt giảm thì ghi số âm, ví dụ -500.000.000."),
    )
    month = MonthField(label=_("Được chi từ tháng"))
    document = forms.CharField(label=_("Quyết định giao dự toán"), max_length=120)
    day = DayField(label=_("Ngày của quyết định"))


class ReturnFileForm(forms.Form):
    """A file a provider sent back."""

    file = UploadField(
        label=_("Tệp kết quả chi trả"),
        kinds=("xml", *TABLES),
        most_mb=200,
        help_text=_("Báo cáo trạng thái pain.002, sổ phụ camt.053/054, hoặc bảng Excel của bưu điện và điểm chi trả."),
    )


class DeskForm(forms.Form):
    """By which signed list a cash point says what was collected."""

    day = DayField(label=_("Ngày chi trả"))
    document = forms.CharField(
        label=_("Chứng từ"), max_length=120, help_text=_("Số và ngày danh sách ký nhận."), error_messages={
            "required": _("Thiếu chứng từ. Ghi số và ngày danh sách ký nhận."),
        },
    )  # fmt: skip


class SettleForm(forms.Form):
    """What an officer says of a row that does not simply settle an order."""

    settled_as = forms.ChoiceField(
        label=_("Kết luận"), choices=lambda: _worded(words.SETTLED_AS), widget=forms.RadioSelect
    )
    reference = forms.CharField(
        label=_("Số lệnh chi"), max_length=35, required=False,
        help_text=_("Chỉ ghi khi dòng này thuộc một lệnh chi khác với lệnh nêu bên cạnh."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Căn cứ"), max_length=200, help_text=_("Đã hỏi ai, theo giấy tờ nào."))


class SettleManyForm(forms.Form):
    """What an officer says of several rows of one kind."""

    settled_as = forms.ChoiceField(
        label=_("Kết luận"), choices=lambda: _worded(words.SETTLED_AS), widget=forms.RadioSelect
    )
    reason = forms.CharField(label=_("Căn cứ"), max_length=200, help_text=_("Đã hỏi ai, theo giấy tờ nào."))


class InstalmentForm(forms.Form):
    """How much is taken back each month."""

    instalment_dong = MoneyField(label=_("Trừ mỗi tháng"))
    decision = forms.CharField(label=_("Quyết định thu hồi"), max_length=120)


class RepaymentForm(forms.Form):
    """Cash given back."""

    amount_dong = MoneyField(label=_("Số tiền nộp lại"))
    day = DayField(label=_("Ngày nộp"))
    document = forms.CharField(label=_("Phiếu thu"), max_length=120)


class CloseForm(forms.Form):
    """What becomes of the orders nobody collected: one decision for all, and another where one is chosen."""

    everybody = forms.ChoiceField(
        label=_("Quyết định chung"), choices=lambda: _worded(words.UNPAID), widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Lý do"), max_length=200, required=False, help_text=_("Bắt buộc khi có lệnh chi nộp trả ngân sách.")
    )

    def __init__(self, *args: Any, rows: list[dict[str, Any]], **more: Any) -> None:
        super().__init__(*args, **more)
        for row in rows:
            self.fields[f"order_{row['order_id']}"] = forms.ChoiceField(
                label=row["person_name"] or row["reference"],
                choices=[("", _("theo quyết định chung")), *_worded(words.UNPAID)],
                required=False,
            )


class PurseForm(forms.Form):
    """The account a programme is paid from."""

    code = forms.ChoiceField(label=_("Nguồn kinh phí"), choices=lambda: _worded(words.PURSES))
    holder = forms.CharField(label=_("Đơn vị chi"), max_length=140, help_text=_("Đúng tên tại kho bạc, ngân hàng."))
    account = forms.CharField(label=_("Tài khoản chi"), max_length=34)
    bic = forms.CharField(label=_("Mã BIC của ngân hàng"), max_length=11, required=False)
