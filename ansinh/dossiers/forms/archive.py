"""What is typed about the merit archive: a file and its place, loans, moves, a count of a shelf."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ansinh.core.days import vietnamese_day
from ansinh.core.language import form_choices
from ansinh.dossiers import words
from ansinh.dossiers.actions import archive as acts
from ansinh.people.forms import Act, ActForm, CommuneField, DayField
from ansinh.people.models import Person

from .desk import NumberField

LOAN_DAYS = 14


def _place_fields() -> dict[str, forms.CharField]:
    told = (
        ("store", _("Kho")),
        ("shelf", _("Giá")),
        ("box", _("Hộp (nếu có)")),
        ("position", _("Vị trí trong hộp (nếu có)")),
    )
    return {key: forms.CharField(label=label, max_length=20, required=False) for key, label in told}


class AboutForm(ActForm):
    """Whose file it is."""

    number = forms.CharField(label=_("Số hồ sơ"), max_length=40, help_text=_("Như trên bìa, ví dụ TB-01234."))
    kind = forms.ChoiceField(label=_("Loại hồ sơ"), choices=form_choices(words.ARCHIVE_KINDS, ("", "–")))
    name = forms.CharField(label=_("Họ và tên"), max_length=120)
    birth_year = forms.IntegerField(label=_("Năm sinh (nếu có)"), min_value=1800, max_value=2100, required=False)
    home = forms.CharField(label=_("Nguyên quán ghi trong hồ sơ (nếu có)"), max_length=200, required=False)
    commune = CommuneField(label=_("Xã, phường nay quản lý (nếu có)"), required=False)
    person = NumberField(label=_("Số định danh, nếu người này có trong sổ"), max_length=20, required=False)
    is_scanned = forms.BooleanField(label=_("Đã số hóa"), required=False)
    note = forms.CharField(label=_("Ghi chú (nếu có)"), max_length=300, required=False)

    def clean_person(self) -> Person | None:
        number = self.cleaned_data["person"]
        if not number:
            return None
        if found := Person.objects.filter(personal_number=number).first():
            return found
        raise forms.ValidationError(_("Không có ai mang số định danh này trong sổ. Kiểm tra lại số, hoặc để trống."))


class EnterForm(AboutForm):
    """A file written into the book."""

    province: Any = None

    def prepare(self) -> None:
        self.fields.update(_place_fields())

    def act(self, by: Any) -> Any:
        return acts.enter_file(province=self.province, **self.cleaned_data, by=by)


class CorrectForm(AboutForm):
    """The book as the file says."""

    reason = forms.CharField(label=_("Lý do sửa"), max_length=300, help_text=_("Ví dụ: sửa theo bìa hồ sơ."))

    def prepare(self) -> None:
        file = self.subject
        self.initial = {key: getattr(file, key) for key in acts.CORRECTABLE} | {
            "commune": file.commune.full_name if file.commune else "",
            "person": file.person.personal_number if file.person else "",
        }

    def act(self, by: Any) -> Any:
        changes = dict(self.cleaned_data)
        reason = changes.pop("reason")
        return acts.correct_file(file=self.subject, changes=changes, reason=reason, by=by)


class ShelveForm(ActForm):
    """Where the file stands."""

    def prepare(self) -> None:
        self.fields.update(_place_fields())
        self.initial = {key: getattr(self.subject, key) for key in acts.SHELVED}

    def act(self, by: Any) -> Any:
        return acts.shelve_file(file=self.subject, **self.cleaned_data, by=by)


class LendForm(ActForm):
    """Who takes the file out, why, until when."""

    borrower = forms.CharField(label=_("Người mượn"), max_length=120)
    unit = forms.CharField(label=_("Đơn vị (nếu có)"), max_length=160, required=False)
    purpose = forms.CharField(
        label=_("Mượn để làm gì"), max_length=300, help_text=_("Ví dụ: xét hồ sơ tuất hằng tháng.")
    )
    lent_on = DayField(label=_("Ngày mượn"))
    due_on = DayField(label=_("Hạn trả"))

    def prepare(self) -> None:
        today = timezone.localdate()
        self.initial = {
            "lent_on": vietnamese_day(today),
            "due_on": vietnamese_day(today + timedelta(days=LOAN_DAYS)),
        }

    def act(self, by: Any) -> Any:
        acts.lend_file(file=self.subject, **self.cleaned_data, by=by)
        return self.subject


class TakeBackForm(ActForm):
    """The file is back."""

    returned_on = DayField(label=_("Ngày trả"))
    note = forms.CharField(
        label=_("Tình trạng khi trả (nếu có)"), max_length=300, required=False, help_text=_("Ví dụ: đủ 32 tờ.")
    )

    def prepare(self) -> None:
        self.initial = {"returned_on": vietnamese_day(timezone.localdate())}

    def act(self, by: Any) -> Any:
        acts.take_back_file(file=self.subject, **self.cleaned_data, by=by)
        return self.subject


class MissForm(ActForm):
    """The file is nowhere."""

    reason = forms.CharField(label=_("Đã tìm ở đâu, khi nào"), max_length=300)

    def act(self, by: Any) -> Any:
        return acts.miss_file(file=self.subject, **self.cleaned_data, by=by)


class FindForm(ActForm):
    """The file is found."""

    reason = forms.CharField(label=_("Tìm thấy ở đâu"), max_length=300)

    def act(self, by: Any) -> Any:
        return acts.find_file(file=self.subject, **self.cleaned_data, by=by)


class MoveForm(ActForm):
    """The file goes to another province."""

    to_place = forms.CharField(
        label=_("Nơi nhận hồ sơ"), max_length=200, help_text=_("Ví dụ: Sở Nội vụ thành phố Cần Thơ.")
    )
    request_number = forms.CharField(
        label=_("Số đơn đề nghị di chuyển (Mẫu 27), nếu có"), max_length=60, required=False
    )
    requested_on = DayField(label=_("Ngày đơn"))
    slip_number = forms.CharField(label=_("Số phiếu báo di chuyển (Mẫu 93)"), max_length=60)
    moved_on = DayField(label=_("Ngày chuyển"))
    sheets = forms.IntegerField(label=_("Số tờ (nếu có)"), min_value=1, max_value=10_000, required=False)
    papers = forms.CharField(
        label=_("Giấy tờ có trong hồ sơ, mỗi dòng một loại (nếu có)"), required=False, widget=forms.Textarea(attrs={"rows": 6}),
        max_length=5000,
    )  # fmt: skip

    def prepare(self) -> None:
        kept = self.subject.papers.filter(removed_at=None)
        told = [" ".join(filter(None, [str(one), one.number and f"số {one.number}"])) for one in kept]
        self.initial = {"papers": "\n".join(told), "moved_on": vietnamese_day(timezone.localdate())}

    def act(self, by: Any) -> Any:
        acts.move_file(file=self.subject, **self.cleaned_data, by=by)
        return self.subject


class CountForm(forms.Form):
    """Which shelf was counted and what was found there."""

    store = forms.CharField(label=_("Kho"), max_length=20)
    shelf = forms.CharField(label=_("Giá (trống: cả kho)"), max_length=20, required=False)
    box = forms.CharField(label=_("Hộp (trống: cả giá)"), max_length=20, required=False)
    numbers = forms.CharField(
        label=_("Các số hồ sơ thấy trên giá"), widget=forms.Textarea(attrs={"rows": 12}), max_length=1_000_000,
        help_text=_("Quét mã trên nhãn hoặc gõ, mỗi dòng một số."),
    )  # fmt: skip
    mark_missing = forms.BooleanField(
        label=_("Ghi hồ sơ thiếu là thất lạc, hồ sơ thất lạc tìm thấy là trong kho"), required=False
    )


class LabelsForm(forms.Form):
    """Which boxes get labels."""

    store = forms.CharField(label=_("Kho"), max_length=20)
    shelf = forms.CharField(label=_("Giá (trống: mọi giá)"), max_length=20, required=False)


def _is(*states: str) -> Any:
    return lambda file: file.state in states


ARCHIVE_ACTS = (
    Act("cho-muon", _("Cho mượn"), LendForm, _is("in_place")),
    Act("nhan-lai", _("Nhận lại"), TakeBackForm, _is("lent")),
    Act("tim-thay", _("Tìm thấy"), FindForm, _is("missing")),
    Act("xep-gia", _("Xếp giá"), ShelveForm, _is("in_place", "lent", "missing")),
    Act("chuyen-di", _("Chuyển hồ sơ đi"), MoveForm, _is("in_place")),
    Act("that-lac", _("Ghi thất lạc"), MissForm, _is("in_place")),
    Act("sua", _("Sửa thông tin"), CorrectForm, lambda file: True),
)
