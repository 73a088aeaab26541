"""What officers type: a dossier opened at the desk, and each act on one."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ansinh.core.days import vietnamese_day
from ansinh.core.language import is_english
from ansinh.dossiers import actions, words
from ansinh.dossiers.actions.moving import candidates
from ansinh.dossiers.jobs import answers as answering
from ansinh.dossiers.jobs.catalogue import procedure_named
from ansinh.dossiers.models import Dossier, Ruling
from ansinh.engine.procedures import Component, Procedure, Question
from ansinh.people.forms import Act, ActForm, CommuneField, DayField
from ansinh.people.jobs.values import number_text
from ansinh.people.models import Person


def _choices(labels: Mapping[str, tuple[str, str]], *first: tuple[str, Any]) -> Callable[[], list[tuple[str, Any]]]:
    return lambda: [*first, *((key, pair[is_english()]) for key, pair in labels.items())]


def _checks(is_required: bool) -> dict[str, tuple[str, str]]:
    """How a paper may stand: one the law requires is never «not needed»."""
    return {key: said for key, said in words.CHECKS.items() if not (is_required and key == "not_needed")}


class NumberField(forms.CharField):
    """Twelve digits, or nothing."""

    def clean(self, value: Any) -> str:
        text = number_text(super().clean(value)) or ""
        if text and (len(text) != 12 or not text.isdigit()):
            raise forms.ValidationError(
                gettext("«%(text)s» không phải số định danh: cần đúng 12 chữ số.") % {"text": text}
            )
        return text


def question_field(question: Question) -> forms.Field:
    """The field a question is answered in; nothing is required here, so that what is known is not lost by an empty one."""
    label = (question.label_vi, question.label_en)[is_english()]
    told: dict[str, Any] = {
        "label": label if question.is_required else label + " " + gettext("(nếu có)"), "required": False,
        "help_text": (question.hint_vi, question.hint_en)[is_english()],
    }  # fmt: skip
    match question.type:
        case "choice":
            choices = [("", "–"), *((key, pair[is_english()]) for key, pair in question.choices.items())]
            return forms.ChoiceField(choices=choices, **told)
        case "yes_no":
            return forms.ChoiceField(
                choices=[("", "–"), ("true", ("Có", "Yes")[is_english()]), ("false", _("Không"))], **told
            )
        case "long":
            return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), **told)
        case "day":
            return forms.CharField(**{**told, "help_text": told["help_text"] or _("Ngày/tháng/năm, ví dụ 05/01/2024.")})
        case "month":
            return forms.CharField(**{**told, "help_text": told["help_text"] or _("Tháng/năm, ví dụ 09/2026.")})
        case "person":
            return forms.CharField(**{**told, "help_text": told["help_text"] or _("12 chữ số định danh.")})
    return forms.CharField(**told)


class WhoForm(forms.Form):
    """Who asks and for whom: what the registers then fill in."""

    applicant_number = NumberField(
        label=_("Số định danh người nộp"), required=False, help_text=_("12 chữ số; để trống khi người nộp chưa có số.")
    )
    who = forms.ChoiceField(label=_("Người nộp là"))
    subject_number = NumberField(
        label=_("Số định danh người hưởng"), required=False, help_text=_("Để trống khi chính người nộp hưởng.")
    )

    def __init__(self, *args: Any, procedure: Procedure, **more: Any) -> None:
        super().__init__(*args, **more)
        self.procedure = procedure
        who = self.fields["who"]
        assert isinstance(who, forms.ChoiceField)
        who.choices = [(key, words.WHO[key][is_english()]) for key in procedure.who]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        number = told.get("subject_number") or (told.get("applicant_number") if told.get("who") == "self" else "")
        told["subject"] = Person.objects.filter(personal_number=number).first() if number else None
        told["applicant"] = Person.objects.filter(personal_number=told.get("applicant_number") or None).first()
        if number and told["subject"] is None:
            name = "subject_number" if told.get("subject_number") else "applicant_number"
            self.add_error(
                name, gettext("Không có ai mang số «%(number)s» trong phạm vi của bạn. Ghi người đó vào sổ trước.") % {"number": number}
            )  # fmt: skip
        elif told["subject"] is None and self.procedure.subject != "applicant":
            self.add_error("subject_number", gettext("Thủ tục này cần người hưởng đã có trong sổ. Ghi số định danh."))
        return told


class OpenForm(forms.Form):
    """A dossier at the desk: who hands it in, the answers, how each paper stands."""

    applicant_name = forms.CharField(label=_("Họ và tên người nộp"), max_length=120)
    phone = forms.CharField(label=_("Điện thoại"), max_length=20, required=False)
    address = forms.CharField(label=_("Địa chỉ"), max_length=200, required=False)
    channel = forms.ChoiceField(
        label=_("Nộp bằng cách"), choices=_choices({k: words.CHANNELS[k] for k in ("desk", "post", "behalf")})
    )
    commune = CommuneField(label=_("Xã tiếp nhận"))
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def __init__(self, *args: Any, procedure: Procedure, known: Mapping[str, tuple[Any, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.procedure, self.known = procedure, known
        for question in procedure.questions:
            field = self.fields[f"q_{question.key}"] = question_field(question)
            if question.key in known:
                field.initial = _as_typed(question, known[question.key][0])
                field.help_text = gettext("Sổ đã có: %(source)s.") % {"source": known[question.key][1]}
        for one in procedure.components:
            if not one.held_by:
                self.fields[f"p_{one.key}"] = self._paper_field(one)

    def ask_for_second(self, why: str) -> None:
        """Another runs for the same: a second one only when it is said."""
        self.fields["is_second"] = forms.BooleanField(label=_("Vẫn mở hồ sơ khác"), required=False)
        self.add_error(None, why)

    @staticmethod
    def _paper_field(one: Component) -> forms.Field:
        label = (one.label_vi, one.label_en)[is_english()]
        counted = [
            gettext("%(n)s bản chính") % {"n": one.originals} if one.originals else "",
            gettext("%(n)s bản sao") % {"n": one.copies} if one.copies else "",
            gettext("mẫu %(form)s") % {"form": one.form} if one.form else "",
        ]
        return forms.ChoiceField(
            label=label if one.is_required else label + " " + gettext("(nếu có)"), required=False,
            choices=_choices(_checks(one.is_required)), help_text=", ".join(each for each in counted if each),
            initial="missing" if one.is_required else "not_needed",
        )  # fmt: skip

    @property
    def held_papers(self) -> list[str]:
        """What the state has already, and nobody is asked for."""
        return [(one.label_vi, one.label_en)[is_english()] for one in self.procedure.components if one.held_by]

    @property
    def question_fields(self) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith("q_")]

    @property
    def paper_fields(self) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith("p_")]

    @property
    def own_fields(self) -> list[Any]:
        return [self[name] for name in self.fields if not name.startswith(("q_", "p_"))]

    def typed(self) -> tuple[dict[str, Any], dict[str, str]]:
        """The answers and the state of each paper."""
        told = self.cleaned_data
        raw = {name.removeprefix("q_"): value for name, value in told.items() if name.startswith("q_")}
        papers = {name.removeprefix("p_"): value for name, value in told.items() if name.startswith("p_") and value}
        return raw, papers


def _as_typed(question: Question, value: Any) -> Any:
    if question.type == "yes_no":
        return str(bool(value)).lower()
    return value if question.type == "choice" else answering.said(question, value)


class ReceiveForm(ActForm):
    """The papers counted, the dossier taken in."""

    def prepare(self) -> None:
        declared = procedure_named(self.subject.procedure)
        labels = {one.key: (one.label_vi, one.label_en)[is_english()] for one in declared.components}
        required = {one.key for one in declared.components if one.is_required}
        for check in self.subject.components.all():
            needed = check.key in required
            self.fields[check.key] = forms.ChoiceField(
                label=labels.get(check.key, check.key), choices=_choices(_checks(needed)), initial=check.state
            )

    def act(self, by: Any) -> Any:
        return actions.receive(dossier=self.subject, components=self.cleaned_data, by=by)


class NotReceiveForm(ActForm):
    """Why it is not taken in."""

    reason = forms.CharField(
        label=_("Lý do và việc người nộp cần làm"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def act(self, by: Any) -> Any:
        return actions.refuse_reception(dossier=self.subject, **self.cleaned_data, by=by)


class StepForm(ActForm):
    """An act on the step that was seen: pressed twice, or by two at once, it does not touch the next one."""

    step = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def prepare(self) -> None:
        here = self.subject.steps.filter(ended_at=None).first()
        self.fields["step"].initial = here.pk if here else None


class FinishForm(StepForm):
    """The step done."""

    note = forms.CharField(
        label=_("Kết quả của bước này"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def act(self, by: Any) -> Any:
        return actions.finish_step(dossier=self.subject, **self.cleaned_data, by=by)


class ReturnForm(StepForm):
    """Back to the step before."""

    reason = forms.ChoiceField(label=_("Lý do"), choices=_choices(words.RETURN_REASONS))
    note = forms.CharField(label=_("Cần làm gì"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def act(self, by: Any) -> Any:
        return actions.return_step(dossier=self.subject, **self.cleaned_data, by=by)


class NoteForm(ActForm):
    """An act that needs its reason only."""

    note = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class RecallForm(NoteForm, StepForm):
    def act(self, by: Any) -> Any:
        return actions.recall_step(dossier=self.subject, **self.cleaned_data, by=by)


class WithdrawForm(NoteForm):
    def act(self, by: Any) -> Any:
        return actions.withdraw(dossier=self.subject, **self.cleaned_data, by=by)


class ReassignForm(ActForm):
    """To whom the step goes."""

    to = forms.ChoiceField(label=_("Giao cho"))
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def prepare(self) -> None:
        step = self.subject.steps.filter(ended_at=None).first()
        self.users = {str(user.pk): user for user in candidates(self.subject, step)[:200]} if step else {}
        to = self.fields["to"]
        assert isinstance(to, forms.ChoiceField)
        to.choices = [
            (key, gettext("%(name)s, đang giữ %(load)s việc") % {"name": user.get_full_name() or user.get_username(), "load": user.load})
            for key, user in self.users.items()
        ]  # fmt: skip

    def act(self, by: Any) -> Any:
        to = self.users[self.cleaned_data["to"]]
        return actions.reassign_step(dossier=self.subject, to=to, note=self.cleaned_data["note"], by=by)


class SupplementForm(ActForm):
    """What the applicant is asked for."""

    reason = forms.ChoiceField(label=_("Lý do"), choices=_choices(words.RETURN_REASONS))
    components = forms.MultipleChoiceField(
        label=_("Giấy tờ cần bổ sung"), required=False, widget=forms.CheckboxSelectMultiple
    )
    said = forms.CharField(
        label=_("Người nộp cần làm gì"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Viết như nói với người nộp: giấy nào, xin ở đâu, nộp lại thế nào."),
    )  # fmt: skip

    def prepare(self) -> None:
        declared = procedure_named(self.subject.procedure)
        keys = set(self.subject.components.values_list("key", flat=True))
        components = self.fields["components"]
        assert isinstance(components, forms.MultipleChoiceField)
        components.choices = [
            (one.key, (one.label_vi, one.label_en)[is_english()]) for one in declared.components if one.key in keys
        ]

    def act(self, by: Any) -> Any:
        return actions.ask_supplement(dossier=self.subject, **self.cleaned_data, by=by)


class TakeSupplementForm(ReceiveForm):
    """What came, paper by paper."""

    def act(self, by: Any) -> Any:
        return actions.take_supplement(dossier=self.subject, components=self.cleaned_data, by=by)


class AnswerForm(ActForm):
    """Answers corrected, with the reason."""

    def prepare(self) -> None:
        values = answering.plain(self.subject.answers)
        for question in procedure_named(self.subject.procedure).questions:
            field = self.fields[f"q_{question.key}"] = question_field(question)
            if question.key in values:
                field.initial = _as_typed(question, values[question.key])
        self.fields["reason"] = forms.CharField(label=_("Lý do sửa"), max_length=200)

    def act(self, by: Any) -> Any:
        told = dict(self.cleaned_data)
        reason = told.pop("reason")
        changes = {name.removeprefix("q_"): value for name, value in told.items()}
        try:
            return actions.answer(dossier=self.subject, changes=changes, reason=reason, by=by)
        except actions.BadAnswers as bad:
            for key, why in bad.wrong.items():
                self.add_error(f"q_{key}", why)
            raise


class DraftForm(ActForm):
    """The decision in draft."""

    outcome = forms.ChoiceField(label=_("Kết quả"), choices=_choices(words.OUTCOMES))
    reason = forms.CharField(
        label=_("Lý do, điều luật (khi không chấp thuận)"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def act(self, by: Any) -> Any:
        return actions.draft_ruling(dossier=self.subject, **self.cleaned_data, by=by)


class SignForm(ActForm):
    """Number and day of the decision; signing writes the registers."""

    number = forms.CharField(
        label=_("Số quyết định"), max_length=60, help_text=_("Như trên văn bản, ví dụ 125/QĐ-UBND.")
    )
    decided_on = DayField(label=_("Ngày quyết định"))
    signer_name = forms.CharField(label=_("Người ký"), max_length=120, required=False)
    seen = forms.CharField(widget=forms.HiddenInput)

    def prepare(self) -> None:
        self.fields["decided_on"].initial = vietnamese_day(timezone.localdate())
        ruling = Ruling._base_manager.filter(dossier=self.subject).first()
        self.fields["seen"].initial = actions.draft_stamp(self.subject, ruling) if ruling else "-"

    def act(self, by: Any) -> Any:
        return actions.sign_ruling(dossier=self.subject, **self.cleaned_data, by=by)


class SignManyForm(forms.Form):
    """The first of a running series of numbers, and one day for all."""

    number = forms.CharField(
        label=_("Số đầu tiên"), max_length=60, help_text=_("Các số sau tăng dần, ví dụ 125/QĐ-UBND, 126/QĐ-UBND.")
    )
    decided_on = DayField(label=_("Ngày quyết định"))


class SubjectForm(ActForm):
    """Whose right it is, by the number in the register."""

    number = NumberField(
        label=_("Số định danh người hưởng"), help_text=_("12 chữ số; người chưa có trong sổ thì ghi vào sổ trước.")
    )
    reason = forms.CharField(label=_("Vì sao đúng người này"), max_length=200)

    def act(self, by: Any) -> Any:
        number = self.cleaned_data["number"]
        person = Person.objects.filter(personal_number=number).first()
        if person is None:
            raise actions.DossierRefused(
                gettext("Không có ai mang số «%(number)s» trong phạm vi của bạn. Ghi người đó vào sổ trước.")
                % {"number": number}
            )
        return actions.attach_subject(dossier=self.subject, subject=person, reason=self.cleaned_data["reason"], by=by)


class HandOutForm(ActForm):
    """Who took the result."""

    to = forms.CharField(label=_("Người nhận kết quả"), max_length=120)

    def prepare(self) -> None:
        self.fields["to"].initial = self.subject.applicant_name

    def act(self, by: Any) -> Any:
        return actions.hand_out(dossier=self.subject, **self.cleaned_data, by=by)


class ApologiseForm(ActForm):
    """A new day and why."""

    promised_on = DayField(label=_("Hẹn lại ngày"))
    reason = forms.CharField(label=_("Vì sao trễ"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def act(self, by: Any) -> Any:
        return actions.apologise(dossier=self.subject, **self.cleaned_data, by=by)


def _decides(dossier: Dossier) -> bool:
    return dossier.state == "in_progress" and actions.is_at_decision(dossier)


def _walks(dossier: Dossier) -> bool:
    return dossier.state == "in_progress" and not actions.is_at_decision(dossier)


ACTS = (
    Act("tiep-nhan", _("Tiếp nhận hồ sơ"), ReceiveForm, lambda one: one.state == "submitted"),
    Act("khong-tiep-nhan", _("Không tiếp nhận"), NotReceiveForm, lambda one: one.state == "submitted"),
    Act("ky", _("Ký quyết định"), SignForm, _decides),
    Act("xong-buoc", _("Xong bước này"), FinishForm, _walks),
    Act("du-thao", _("Soạn dự thảo"), DraftForm, lambda one: one.state == "in_progress"),
    Act("yeu-cau-bo-sung", _("Yêu cầu bổ sung"), SupplementForm, lambda one: one.state == "in_progress"),
    Act("da-bo-sung", _("Đã bổ sung"), TakeSupplementForm, lambda one: one.state == "waiting"),
    Act("tra-lai", _("Trả lại bước trước"), ReturnForm, lambda one: one.state == "in_progress"),
    Act("giao-lai", _("Giao người khác"), ReassignForm, lambda one: one.state in words.RUNNING),
    Act("thu-hoi", _("Thu hồi bước"), RecallForm, lambda one: one.state == "in_progress"),
    Act("gan-nguoi", _("Gắn người hưởng"), SubjectForm, lambda one: one.state in words.OPEN),
    Act("sua-khai", _("Sửa mục khai"), AnswerForm, lambda one: one.state in words.OPEN),
    Act("xin-loi", _("Thư xin lỗi"), ApologiseForm, lambda one: one.state in words.RUNNING and one.due_on is not None),
    Act("tra-ket-qua", _("Trả kết quả"), HandOutForm, lambda one: one.state == "decided"),
    Act("rut", _("Rút hồ sơ"), WithdrawForm, lambda one: one.state in words.OPEN),
)
