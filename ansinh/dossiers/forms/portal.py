"""What citizens type: one question a page, then the papers, then that it is true; and what opens a dossier to who follows it."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ansinh.core.days import read_birth_day
from ansinh.core.language import is_english
from ansinh.core.names import clean_text
from ansinh.core.uploads import SCANS, UploadRefused, accept
from ansinh.dossiers.jobs import answers as answering
from ansinh.dossiers.jobs.served import serving_unit
from ansinh.engine.procedures import Component, Procedure, Question
from ansinh.people.models import personal_number_faults
from ansinh.places.models import Place, PlaceAmbiguous, PlaceUnknown, find_place

MOST_FILES, MOST_MB = 8, 15
_PHONE = re.compile(r"(?:\+84|0)\d{9,10}")


def said(pair: tuple[str, str]) -> str:
    """Words kept in both languages, in the reader's."""
    return pair[is_english()]


class PersonalNumberField(forms.CharField):
    """Twelve digits whose parts agree; whether anybody has the number is not asked, and never told."""

    def __init__(self, **more: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off", "maxlength": 20}
        super().__init__(**{"widget": forms.TextInput(attrs=attrs), "max_length": 20, **more})

    def clean(self, value: Any) -> str:
        digits = re.sub(r"[\s.-]", "", super().clean(value) or "")
        if digits and (len(digits) != 12 or not digits.isdecimal()):
            told = {"typed": clean_text(str(value)), "count": len(digits)}
            raise forms.ValidationError(
                gettext("«%(typed)s» có %(count)s ký tự; số định danh có đúng 12 chữ số, ghi cả số 0 ở đầu.") % told
            )
        if digits and (faults := personal_number_faults(digits)):
            raise forms.ValidationError(
                faults[0] if not is_english() else "This is not a personal number. Look at the card."
            )
        return digits


class BirthField(forms.CharField):
    """A birth day as known: a day, a month and year, or a year; kept as it was typed."""

    def __init__(self, **more: Any) -> None:
        told = {"max_length": 20, "help_text": _("Ngày/tháng/năm, ví dụ 05/01/1950. Chỉ nhớ năm thì ghi năm.")}
        super().__init__(**told, **more)  # type: ignore[arg-type]
        self.widget.attrs |= {"autocomplete": "bday", "inputmode": "text"}

    def clean(self, value: Any) -> str:
        text = clean_text(super().clean(value) or "")
        if text:
            try:
                born = read_birth_day(text)
            except ValueError as wrong:
                raise forms.ValidationError(str(wrong)) from None
            if not 1900 <= born.year <= timezone.localdate().year:
                raise forms.ValidationError(
                    gettext("Năm sinh «%(text)s» không đúng. Ghi lại, ví dụ 05/01/1950.") % {"text": text}
                )
        return text


class NameField(forms.CharField):
    """Family and given name."""

    def clean(self, value: Any) -> str:
        text = clean_text(super().clean(value) or "")
        if text and (len(text.split()) < 2 or any(c.isdigit() for c in text)):
            raise forms.ValidationError(
                gettext("«%(text)s» chưa đủ họ và tên. Ghi như trên căn cước.") % {"text": text}
            )
        return text


class StepForm(forms.Form):
    """One page of the wizard. `initial` is what was typed before."""

    def kept(self) -> dict[str, Any]:
        """What the draft keeps of it."""
        return dict(self.cleaned_data)


class WhoForm(StepForm):
    """Who asks."""

    who = forms.ChoiceField(label=_("Bạn là ai trong hồ sơ này?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, declared: Procedure, **more: Any) -> None:
        super().__init__(*args, **more)
        who = self.fields["who"]
        assert isinstance(who, forms.ChoiceField)
        who.choices = [(key, said(ASKING[key])) for key in asking(declared)]
        who.error_messages["required"] = gettext("Chọn một dòng.")


class ApplicantForm(StepForm):
    """Who hands it in."""

    name = NameField(label=_("Họ và tên"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    number = PersonalNumberField(
        label=_("Số định danh cá nhân"), help_text=_("12 chữ số trên căn cước. Dùng để tra cứu hồ sơ sau này.")
    )
    birth = BirthField(label=_("Ngày sinh"))
    phone = forms.CharField(
        label=_("Điện thoại (nếu có)"), required=False, max_length=20, help_text=_("Để cán bộ gọi khi hồ sơ thiếu giấy tờ hoặc có kết quả."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )  # fmt: skip

    def clean_phone(self) -> str:
        typed = self.cleaned_data["phone"]
        digits = re.sub(r"[\s.()-]", "", typed)
        if digits and not _PHONE.fullmatch(digits):
            raise forms.ValidationError(
                gettext("«%(typed)s» không phải số điện thoại. Ghi như 0912 345 678, hoặc để trống.") % {"typed": typed}
            )
        return "0" + digits[3:] if digits.startswith("+84") else digits

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        _agree(self, told)
        return told


class SubjectForm(StepForm):
    """For whom."""

    name = NameField(label=_("Họ và tên"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    number = PersonalNumberField(
        label=_("Số định danh cá nhân (nếu biết)"),
        required=False,
        help_text=_("12 chữ số trên căn cước hoặc giấy khai sinh. Không biết thì để trống."),
    )
    birth = BirthField(label=_("Ngày sinh"))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        _agree(self, told)
        return told


def _agree(form: forms.Form, told: Mapping[str, Any]) -> None:
    """The number says in which year its holder was born: the two are typed once more when they differ."""
    if not told.get("number") or not told.get("birth"):
        return
    if faults := personal_number_faults(told["number"], birth_year=read_birth_day(told["birth"]).year):
        english = "The number and the birth year do not agree. Look at the card."
        form.add_error("number", english if is_english() else faults[0])


class CommuneForm(StepForm):
    """The commune where the applicant lives: an old name leads to today's unit, several of one name are chosen from."""

    place = forms.CharField(
        label=_("Bạn đang ở xã, phường nào?"), max_length=120,
        help_text=_("Gõ tên, không cần dấu. Tên cũ trước 01/07/2025 cũng được, ví dụ: xã Long Đức, Trà Vinh."),
    )  # fmt: skip
    chosen = forms.ChoiceField(label=_("Là nơi nào trong các nơi sau?"), required=False, widget=forms.RadioSelect)
    address = forms.CharField(label=_("Ấp, thôn, số nhà (nếu có)"), max_length=200, required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.day = timezone.localdate()
        self.candidates: list[Place] = []
        if self.is_bound and (text := clean_text(self.data.get(self.add_prefix("place"), ""))):
            self._look(text)
        self._offer()

    def _look(self, text: str) -> None:
        self.found: Place | None = None
        self.problem = ""
        try:
            self.found = find_place(text, day=self.day, level=3)
        except PlaceAmbiguous as several:
            self.candidates = [place for place in several.candidates if place.level == 3][:12]
            self.problem = gettext("Có %(count)s nơi tên «%(text)s». Chọn nơi của bạn ở dưới.") % {
                "count": len(self.candidates),
                "text": text,
            }
        except PlaceUnknown as unknown:
            self.candidates = [one.place for one in unknown.suggestions if one.place.level == 3][:12]
            told = gettext("«%(text)s» là tên cũ hoặc gõ chưa đúng. Chọn nơi của bạn ở dưới, hoặc gõ lại.")
            none = gettext("Không có xã, phường nào tên «%(text)s». Xem lại chính tả, hoặc ghi thêm tên tỉnh.")
            self.problem = (told if self.candidates else none) % {"text": text}

    def _offer(self) -> None:
        chosen = self.fields["chosen"]
        assert isinstance(chosen, forms.ChoiceField)
        if not self.candidates:
            del self.fields["chosen"]
            return
        chosen.choices = [(place.pk, place.address_on(self.day)) for place in self.candidates]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not told.get("place"):
            return told
        wanted = told.get("chosen")
        place = next((one for one in self.candidates if one.pk == wanted), None) or self.found
        if place is None:
            self.add_error("chosen" if self.candidates else "place", self.problem)
            return told
        unit = serving_unit(place, self.day)
        if unit is None:
            message = gettext("«%(place)s» chưa nhận hồ sơ qua trang này. Nộp ở bộ phận một cửa của xã, phường đó.")
            self.add_error("place", message % {"place": place.address_on(self.day)})
        else:
            told |= {"commune": unit.pk, "place": place.address_on(self.day)}
        return told

    def kept(self) -> dict[str, Any]:
        return {key: self.cleaned_data[key] for key in ("place", "commune", "address")}


class QuestionForm(StepForm):
    """One question of the procedure."""

    def __init__(self, *args: Any, question: Question, **more: Any) -> None:
        super().__init__(*args, **more)
        self.question = question
        self.fields["answer"] = answer_field(question)

    def clean_answer(self) -> str:
        typed = str(self.cleaned_data["answer"])
        try:
            answering.read_answer(self.question, typed)
        except answering.BadAnswer as wrong:
            raise forms.ValidationError(str(wrong)) from None
        return typed


def answer_field(question: Question) -> forms.Field:
    """The field a citizen answers a question in."""
    told: dict[str, Any] = {
        "label": said((question.label_vi, question.label_en)), "help_text": said((question.hint_vi, question.hint_en or question.hint_vi)),
        "required": question.is_required,
    }  # fmt: skip
    if not question.is_required:
        told["label"] += " " + gettext("(nếu có)")
    match question.type:
        case "choice":
            choices = [(key, said(pair)) for key, pair in question.choices.items()]
            if not question.is_required:
                choices.append(("", gettext("Bỏ qua")))
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **told)
        case "yes_no":
            choices = [("true", said(("Có", "Yes"))), ("false", gettext("Không"))]
            if not question.is_required:
                choices.append(("", gettext("Bỏ qua")))
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **told)
        case "long":
            return forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), max_length=2000, **told)
        case "day":
            return forms.CharField(**{**told, "help_text": told["help_text"] or _("Ngày/tháng/năm, ví dụ 05/01/2024.")})
        case "month":
            return forms.CharField(**{**told, "help_text": told["help_text"] or _("Tháng/năm, ví dụ 09/2026.")})
        case "number" | "percent" | "dong" | "person":
            field = forms.CharField(max_length=30, **told)
            field.widget.attrs["inputmode"] = "numeric"
            return field
    return forms.CharField(max_length=300, **told)


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Photographs and PDFs of one paper, each through the house's one door; what was accepted, in order."""

    def __init__(self, **more: Any) -> None:
        attrs = {"multiple": True, "accept": "image/jpeg,image/png,application/pdf"}
        super().__init__(**{"required": False, "widget": SeveralFiles(attrs=attrs), "allow_empty_file": True, **more})

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = [one for one in (data if isinstance(data, list | tuple) else [data]) if isinstance(one, UploadedFile)]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(gettext("Gửi nhiều nhất %(most)s tệp một lần.") % {"most": MOST_FILES})
        accepted, wrong = [], []
        for file in files:
            try:
                accepted.append(accept(file, kinds=SCANS, most_mb=MOST_MB))
            except UploadRefused as refused:
                wrong.append(str(refused))
        if wrong:
            raise forms.ValidationError(wrong)
        return accepted


class PaperForm(StepForm):
    """One paper: photographs of it, or a promise to bring the original."""

    scans = FilesField(label=_("Chụp hoặc chọn tệp"))
    promise = forms.BooleanField(label=_("Tôi sẽ mang bản chính đến bộ phận một cửa"), required=False)

    def __init__(self, *args: Any, component: Component, already: int, **more: Any) -> None:
        super().__init__(*args, **more)
        self.component, self.already = component, already
        self.fields["scans"].help_text = gettext(
            "Ảnh chụp bằng điện thoại hoặc PDF, mỗi tệp không quá %(most)s MB. Có thể chọn nhiều ảnh."
        ) % {"most": MOST_MB}
        if not component.originals:
            del self.fields["promise"]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        came = bool(told.get("scans")) or self.already > 0 or told.get("promise")
        if not self.errors and self.component.is_required and not came:
            message = gettext("Cần giấy này mới nộp được. Chụp giấy, hoặc chọn sẽ mang bản chính đến.")
            short = gettext("Cần giấy này mới nộp được. Chụp hoặc chọn tệp.")
            self.add_error("scans", message if self.component.originals else short)
        if self.already + len(told.get("scans") or ()) > MOST_FILES:
            self.add_error(
                "scans",
                gettext("Giấy này đã có %(count)s tệp; nhiều nhất %(most)s. Bỏ bớt rồi thêm.")
                % {"count": self.already, "most": MOST_FILES},
            )
        return told


class GuardedForm(forms.Form):
    """A form strangers send: a field nobody sees, and a small question where one is asked."""

    website = forms.CharField(
        required=False,
        label=_("Để trống ô này"),
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    puzzle_id = forms.CharField(required=False, widget=forms.HiddenInput)
    puzzle = forms.CharField(
        required=False, max_length=40, label=_("Câu trả lời"), widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


class SendForm(GuardedForm):
    """That it is true."""

    is_true = forms.BooleanField(
        label=_("Tôi cam đoan những điều khai trên đây là đúng và chịu trách nhiệm trước pháp luật."),
        error_messages={"required": _("Đánh dấu cam đoan rồi nộp.")},
    )


class FollowForm(GuardedForm):
    """What opens a dossier: its code and the personal number it was asked with."""

    code = forms.CharField(
        label=_("Mã hồ sơ"), max_length=50, help_text=_("Trên giấy tiếp nhận hoặc phiếu đã nộp, ví dụ 000.00.01.H59-260601-0001."),
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    number = forms.CharField(
        label=_("Số định danh cá nhân"), max_length=20, help_text=_("12 chữ số của người nộp hoặc người hưởng."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip

    def clean_code(self) -> str:
        return re.sub(r"[\s–—]", "", self.cleaned_data["code"]).upper()

    def clean_number(self) -> str:
        return re.sub(r"[\s.-]", "", self.cleaned_data["number"])


class HandInForm(forms.Form):
    """What was asked: files for each paper, a word to the officer."""

    def __init__(self, *args: Any, components: Sequence[Component], **more: Any) -> None:
        super().__init__(*args, **more)
        self.components = components
        for one in components:
            self.fields[f"file_{one.key}"] = FilesField(label=said((one.label_vi, one.label_en)))
        self.fields["said"] = forms.CharField(
            label=_("Lời nhắn cho cán bộ (nếu có)"),
            required=False,
            max_length=500,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def papers(self) -> dict[str, list[Any]]:
        """What came, by component."""
        return {one.key: came for one in self.components if (came := self.cleaned_data[f"file_{one.key}"])}

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not self.errors and not self.papers() and not told.get("said"):
            raise forms.ValidationError(gettext("Chưa có gì để gửi. Chọn tệp, hoặc ghi lời nhắn cho cán bộ."))
        return told


class TakeBackForm(forms.Form):
    """Why it is taken back."""

    reason = forms.CharField(label=_("Vì sao rút hồ sơ?"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    is_sure = forms.BooleanField(label=_("Tôi muốn rút hồ sơ này. Muốn xin lại thì nộp hồ sơ mới."))


ASKING = {
    "self": ("Chính tôi là người hưởng", "I am the person it is for"),
    "household": ("Tôi đại diện cho hộ", "I speak for the household"),
    "relative": ("Tôi là người thân của người đó", "I am a relative of the person"),
    "guardian": ("Tôi là người giám hộ", "I am the guardian"),
    "carer": ("Tôi là người chăm sóc", "I am the carer"),
    "organisation": ("Tôi nộp thay cơ quan, tổ chức", "I act for an organisation"),
}


def asking(declared: Procedure) -> list[str]:
    """Who may ask online: an officer asks at the desk."""
    return [key for key in declared.who if key in ASKING]


def is_about_another(declared: Procedure, who: str) -> bool:
    """Whether somebody else than the applicant is to be named."""
    return declared.subject == "deceased" or (who != "self" and declared.subject != "household")
