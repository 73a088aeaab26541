"""The acts on people and households as forms: what is asked, and which verb it becomes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from ansinh.core.days import BirthDay, read_day, vietnamese_day
from ansinh.core.numbers import grouped
from ansinh.core.uploads import TABLES, UploadField
from ansinh.people import actions
from ansinh.people.jobs.doubles_merge import FIELDS, KEPT, MERGED, differing, shown_of
from ansinh.people.jobs.doubles_one import Candidate, possible_same
from ansinh.people.jobs.values import amount_of, birth_of, number_text
from ansinh.people.models import Household, Person
from ansinh.people.words import ETHNICITIES, ROLES, SEXES
from ansinh.places.models import Place, PlaceAmbiguous, PlaceUnknown, find_place


def _choices(words: Mapping[Any, tuple[str, str]], *without: str) -> Callable[[], list[tuple[str, str]]]:
    return lambda: [
        (str(key), pair[(get_language() or "vi").startswith("en")]) for key, pair in words.items() if key not in without
    ]


class DayField(forms.CharField):
    """A day as officers write it."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"help_text": _("Ngày/tháng/năm, ví dụ 05/01/2024."), "max_length": 10, **more})

    def clean(self, value: Any) -> date | None:
        text = super().clean(value)
        try:
            return read_day(text) if text else None
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None


class DongField(forms.CharField):
    """Whole dong, with or without separators."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"help_text": _("Số đồng tròn, ví dụ 3.000.000."), "max_length": 24, **more})

    def prepare_value(self, value: Any) -> Any:
        return grouped(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        try:
            return amount_of(text) if text else None
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from None


class PersonField(forms.CharField):
    """A person inside the reader's scope by their 12 digits."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"help_text": _("12 chữ số của người đó, đã có trong sổ."), "max_length": 20, **more})

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            value = Person._base_manager.get(pk=value)
        return value.personal_number if isinstance(value, Person) else value

    def clean(self, value: Any) -> Person | None:
        number = number_text(super().clean(value))
        if not number:
            return None
        if (found := Person.objects.filter(personal_number=number).first()) is None:
            raise forms.ValidationError(
                gettext("Không có ai mang số «%(number)s» trong phạm vi của bạn. Xem lại số, hoặc ghi người đó vào sổ.")
                % {"number": number}
            )
        return found


class BirthField(forms.CharField):
    """A birth day as known: the whole day, the month and year, or the year."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"help_text": _("Ngày/tháng/năm; chỉ biết năm thì ghi năm."), "max_length": 10, **more})

    def clean(self, value: Any) -> BirthDay | None:
        text = super().clean(value)
        try:
            return birth_of(text) if text else None
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None


class CommuneField(forms.CharField):
    """A commune of today by name or code."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            **{
                "label": _("Xã, phường, thị trấn"),
                "help_text": _("Tên hoặc mã, ví dụ: Phường Long Đức, Tỉnh Vĩnh Long."),
                **more,
            }
        )

    def clean(self, value: Any) -> Place | None:
        text = super().clean(value)
        try:
            return find_place(text, day=timezone.localdate(), level=3) if text else None
        except (PlaceUnknown, PlaceAmbiguous) as error:
            raise forms.ValidationError(str(error)) from None


class HouseholdField(forms.CharField):
    """A household inside the reader's scope by its code."""

    def clean(self, value: Any) -> Household | None:
        code = super().clean(value)
        if not code:
            return None
        found = Household.objects.filter(code=code).first()
        if found is None:
            raise forms.ValidationError(
                _("Không có hộ mã «%(code)s» trong phạm vi của bạn. Xem lại mã hộ.") % {"code": code}
            )
        return found


def _today_text() -> str:
    return vietnamese_day(timezone.localdate())


def living_members(household: Household, *without: int | None) -> list[tuple[str, str]]:
    """Who lives in a household, as choices: key and name with role and birth day."""
    members = (
        household.memberships.filter(to_day=None)
        .exclude(person__in=[pk for pk in without if pk])
        .select_related("person")
        .order_by("id")
    )
    return [
        (str(member.person_id), f"{member.person.name} ({ROLES[member.role][0]}, {member.person.birth})")
        for member in members
    ]


class ActForm(forms.Form):
    """A form that does one act on its subject."""

    def __init__(self, *args: Any, subject: Any = None, **more: Any) -> None:
        self.subject = subject
        super().__init__(*args, **more)
        self.prepare()

    def prepare(self) -> None:
        """Fill choices and first values from the subject."""

    def act(self, by: Any) -> Any:
        """Do it; gives the row whose file to show next. Raises Refused, NoAccess."""
        raise NotImplementedError


class PersonForm(ActForm):
    """A person's own values."""

    name = forms.CharField(label=_("Họ và tên"), max_length=120)
    birth = BirthField(label=_("Ngày sinh"))
    sex = forms.ChoiceField(label=_("Giới tính"), choices=_choices(SEXES))
    ethnicity = forms.TypedChoiceField(label=_("Dân tộc"), choices=_choices(ETHNICITIES), coerce=int, initial=1)
    personal_number = forms.CharField(
        label=_("Số định danh cá nhân"),
        max_length=20,
        required=False,
        help_text=_("12 chữ số trên thẻ căn cước; chưa có thì để trống."),
    )
    phone = forms.CharField(label=_("Điện thoại"), max_length=20, required=False)

    def clean_personal_number(self) -> str | None:
        return number_text(self.cleaned_data["personal_number"]) or None


class RegisterForm(PersonForm):
    """A new person; one without a number is first looked for among those who are there."""

    commune = CommuneField()
    is_new = forms.BooleanField(label=_("Đã xem những người dưới đây, đây là người khác"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.candidates: list[Candidate] = []
        if not self.data.get("is_new"):
            self.fields["is_new"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        asked = all(told.get(name) for name in ("name", "birth", "sex", "commune"))
        if asked and not told.get("personal_number") and not told.get("is_new"):
            self.candidates = possible_same(
                name=told["name"], birth=told["birth"], sex=told["sex"], commune=told["commune"]
            )
        if self.candidates:
            self.fields["is_new"].widget = forms.CheckboxInput()
            self.add_error(
                None,
                _(
                    "Có thể người này đã có trong sổ. Mở từng người bên dưới để xem; nếu là người khác, đánh dấu rồi ghi lại."
                ),
            )
        return told

    def act(self, by: Any) -> Person:
        self.cleaned_data.pop("is_new", None)
        return actions.register_person(**self.cleaned_data, source=f"nhập tay {_today_text()}", by=by)


class CorrectForm(PersonForm):
    """What is wrong about a person put right."""

    reason = forms.CharField(label=_("Lý do sửa"), max_length=300, help_text=_("Ví dụ: sửa theo giấy khai sinh."))

    def prepare(self) -> None:
        person: Person = self.subject
        self.initial = {name: getattr(person, name) for name in actions.CORRECTABLE}

    def act(self, by: Any) -> Person:
        reason = self.cleaned_data.pop("reason")
        return actions.correct_person(person=self.subject, changes=self.cleaned_data, reason=reason, by=by)


class DeathForm(ActForm):
    """A death; a head's household needs a new head."""

    died_on = DayField(label=_("Ngày chết"))
    new_head = forms.ChoiceField(label=_("Chủ hộ mới"), required=False)

    def prepare(self) -> None:
        held = actions.open_membership(self.subject)
        others = living_members(held.household, self.subject.pk) if held and held.role == "head" else []
        if others:
            _choose(self, "new_head", [("", "–"), *others])
        else:
            del self.fields["new_head"]

    def act(self, by: Any) -> Person:
        new_head = _person(self.cleaned_data.get("new_head"))
        return actions.record_death(person=self.subject, died_on=self.cleaned_data["died_on"], new_head=new_head, by=by)


class JoinForm(ActForm):
    """A person into a household."""

    household = HouseholdField(label=_("Mã hộ"))
    role = forms.ChoiceField(label=_("Quan hệ với chủ hộ"), choices=_choices(ROLES, "head"))
    from_day = DayField(label=_("Từ ngày"))

    def prepare(self) -> None:
        self.initial = {"from_day": _today_text()}

    def act(self, by: Any) -> Household:
        actions.join_household(person=self.subject, **self.cleaned_data, by=by)
        return self.cleaned_data["household"]


class LeaveForm(ActForm):
    """A person out of their household."""

    to_day = DayField(label=_("Từ ngày"))
    reason = forms.CharField(label=_("Lý do"), max_length=300)

    def prepare(self) -> None:
        self.initial = {"to_day": _today_text()}

    def act(self, by: Any) -> Person:
        actions.leave_household(person=self.subject, **self.cleaned_data, by=by)
        return self.subject


class FoundForm(ActForm):
    """A household with this person as its head."""

    commune = CommuneField()
    hamlet = forms.CharField(label=_("Thôn, ấp, khóm"), max_length=80, required=False)
    address = forms.CharField(label=_("Địa chỉ"), max_length=200, required=False)
    code = forms.CharField(label=_("Mã hộ"), max_length=20, required=False, help_text=_("Để trống thì máy đặt mã."))
    from_day = DayField(label=_("Từ ngày"))

    def prepare(self) -> None:
        self.initial = {"from_day": _today_text(), "commune": self.subject.commune_id}

    def act(self, by: Any) -> Household:
        return actions.found_household(
            head=self.subject, **self.cleaned_data, source=f"nhập tay {_today_text()}", by=by
        )


class SplitForm(ActForm):
    """Some members found a household of their own."""

    members = forms.MultipleChoiceField(label=_("Người tách đi"), widget=forms.CheckboxSelectMultiple)
    head = forms.ChoiceField(label=_("Chủ hộ mới"), help_text=_("Một trong những người tách đi."))
    day = DayField(label=_("Từ ngày"))
    hamlet = forms.CharField(label=_("Thôn, ấp, khóm"), max_length=80, required=False)
    address = forms.CharField(label=_("Địa chỉ"), max_length=200, required=False)
    code = forms.CharField(label=_("Mã hộ mới"), max_length=20, required=False, help_text=_("Để trống thì máy đặt mã."))

    def prepare(self) -> None:
        members = living_members(self.subject, self.subject.head_id)
        _choose(self, "members", members)
        _choose(self, "head", members)
        self.initial = {"day": _today_text(), "hamlet": self.subject.hamlet, "address": self.subject.address}

    def act(self, by: Any) -> Household:
        told = dict(self.cleaned_data)
        members = list(Person.objects.filter(pk__in=told.pop("members")))
        head = _person(told.pop("head"))
        if head not in members:
            raise actions.Refused(
                f"{head} không ở trong những người tách đi. Đánh dấu người đó, hoặc chọn chủ hộ khác."
            )
        return actions.split_household(household=self.subject, members=members, head=head, **told, by=by)


class MergeForm(ActForm):
    """The whole household into another."""

    into = HouseholdField(label=_("Nhập vào hộ mã"))
    day = DayField(label=_("Từ ngày"))

    def prepare(self) -> None:
        self.initial = {"day": _today_text()}

    def act(self, by: Any) -> Household:
        return actions.merge_households(household=self.subject, **self.cleaned_data, by=by)


class MoveForm(ActForm):
    """The household to another address; the old one stays in its history."""

    commune = CommuneField()
    hamlet = forms.CharField(label=_("Thôn, ấp, khóm"), max_length=80, required=False)
    address = forms.CharField(label=_("Địa chỉ"), max_length=200, required=False)
    day = DayField(label=_("Từ ngày"))

    def prepare(self) -> None:
        self.initial = {"day": _today_text()}

    def act(self, by: Any) -> Household:
        return actions.move_household(household=self.subject, **self.cleaned_data, by=by)


class HeadForm(ActForm):
    """Another member as head."""

    head = forms.ChoiceField(label=_("Chủ hộ mới"))
    role_of_old = forms.ChoiceField(label=_("Chủ hộ cũ nay là"), choices=_choices(ROLES, "head"), initial="other")
    day = DayField(label=_("Từ ngày"))

    def prepare(self) -> None:
        _choose(self, "head", living_members(self.subject, self.subject.head_id))
        self.initial = {"day": _today_text()}

    def act(self, by: Any) -> Household:
        told = dict(self.cleaned_data)
        return actions.change_head(household=self.subject, head=_person(told.pop("head")), **told, by=by)


class FileForm(forms.Form):
    """A file of people to look at before it goes in."""

    file = UploadField(label=_("Tệp Excel hoặc CSV"), kinds=TABLES, most_mb=50)
    sheet = forms.CharField(
        label=_("Tên trang"),
        max_length=80,
        required=False,
        help_text=_("Để trống thì máy tìm trang giống danh sách người nhất."),
    )
    commune = CommuneField(required=False, help_text=_("Chỉ cần khi tệp không có cột xã."))
    accept_offers = forms.BooleanField(
        label=_("Nhận các gợi ý sửa"),
        required=False,
        help_text=_("Thêm số 0 bị mất ở đầu số định danh; thay xã cũ bằng xã mới."),
    )


@dataclass(frozen=True)
class Act:
    """An act as a page offers it: its name in the address, its words, its form, and when it can be done."""

    slug: str
    label: Any
    form: type[ActForm]
    is_open: Callable[[Any], bool]


def _is_alive(person: Person) -> bool:
    return person.died_on is None


def _stands(household: Household) -> bool:
    return household.to_day is None


PERSON_ACTS = (
    Act("sua", _("Sửa thông tin"), CorrectForm, lambda person: True),
    Act("vao-ho", _("Vào hộ"), JoinForm, lambda person: _is_alive(person) and actions.open_membership(person) is None),
    Act(
        "lap-ho",
        _("Lập hộ mới"),
        FoundForm,
        lambda person: _is_alive(person) and actions.open_membership(person) is None,
    ),
    Act("ra-khoi-ho", _("Ra khỏi hộ"), LeaveForm, lambda person: actions.open_membership(person) is not None),
    Act("chet", _("Ghi người chết"), DeathForm, _is_alive),
)
HOUSEHOLD_ACTS = (
    Act("chuyen", _("Chuyển nơi ở"), MoveForm, _stands),
    Act("doi-chu-ho", _("Đổi chủ hộ"), HeadForm, _stands),
    Act("tach", _("Tách hộ"), SplitForm, _stands),
    Act("nhap", _("Nhập vào hộ khác"), MergeForm, _stands),
)


def acts_open_to(subject: Any, acts: tuple[Act, ...]) -> list[Act]:
    """The acts that can be done on a row as it stands."""
    return [act for act in acts if act.is_open(subject)]


def _person(pk: str | None) -> Person | None:
    return Person.objects.get(pk=pk) if pk else None


def _choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices


class TwoForm(forms.Form):
    """Two persons after all."""

    reason = forms.CharField(
        label=_("Vì sao là hai người"),
        max_length=300,
        help_text=_("Ví dụ: sinh đôi; đã gặp cả hai. Cặp này không hiện lại nữa."),
    )


class UnclearForm(forms.Form):
    """Somebody looks into it until a day."""

    owner = forms.CharField(
        label=_("Giao cho (tên tài khoản)"),
        max_length=150,
        required=False,
        help_text=_("Để trống thì giao cho chính mình."),
    )
    due_on = DayField(label=_("Hạn xem"))
    reason = forms.CharField(label=_("Cần làm gì"), max_length=300, required=False)

    def clean_owner(self) -> Any:
        return _user(self.cleaned_data["owner"])


class ReasonForm(forms.Form):
    """Why; nothing is asked of who confirms."""

    reason = forms.CharField(label=_("Lý do"), max_length=300)

    def __init__(self, *args: Any, asks: bool = True, **more: Any) -> None:
        super().__init__(*args, **more)
        if not asks:
            del self.fields["reason"]


class MergePersonsForm(forms.Form):
    """Which of two rows stays, whose value of each field that differs, whose open row of those that may not both stand."""

    def __init__(self, *args: Any, pair: Any, open_rows: Mapping[str, tuple[str, str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.people = {str(one.pk): one for one in (pair.one, pair.other)}
        self.asked: list[str] = []
        self._ask("stays", _("Dòng ở lại"), [_told(one) for one in self.people.values()])
        for name in differing(pair.one, pair.other):
            self._ask(
                name, _(FIELDS[name][0]).capitalize(), [shown_of(one, name) or "–" for one in self.people.values()]
            )
        for table, (what, *rows) in open_rows.items():
            self._ask(table, what, rows)
        self.fields["reason"] = forms.CharField(
            label=_("Căn cứ để gộp"), max_length=300, help_text=_("Ví dụ: đã đối chiếu căn cước, cùng một người.")
        )

    def _ask(self, name: str, label: Any, rows: list[str]) -> None:
        if name != "stays":
            self.asked.append(name)
        choices = list(zip(self.people, rows, strict=True))
        first = next((key for key, said in choices if said != "–"), choices[0][0])
        self.fields[name] = forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, initial=first)

    def told(self) -> dict[str, Any]:
        """What the proposal needs: the rows, the choices, the reason."""
        stays = self.cleaned_data["stays"]
        goes = next(key for key in self.people if key != stays)
        choices = {name: KEPT if self.cleaned_data[name] == stays else MERGED for name in self.asked}
        return {
            "kept": self.people[stays],
            "merged": self.people[goes],
            "choices": choices,
            "reason": self.cleaned_data["reason"],
        }


def _told(person: Person) -> str:
    return f"{person.name}, {person.birth}, {person.commune}, {person.source or person.pk}"


def _user(name: str) -> Any:
    """A user by name; none for a blank."""
    if not name.strip():
        return None
    found = get_user_model().objects.filter(username=name.strip(), is_active=True).first()
    if found is None:
        raise forms.ValidationError(_("Không có tài khoản «%(name)s». Xem lại tên.") % {"name": name})
    return found


class AskForm(forms.Form):
    """Whom to ask about, and in which file."""

    commune = CommuneField(required=False, help_text=_("Để trống thì gửi cả địa bàn của bạn."))
    kind = forms.ChoiceField(
        label=_("Loại tệp"),
        choices=[("xlsx", "Excel (.xlsx)"), ("csv", "CSV")],
        widget=forms.RadioSelect,
        initial="xlsx",
    )
    everybody = forms.BooleanField(label=_("Gửi lại cả những người đã xác thực"), required=False)


class AnswerForm(forms.Form):
    """A file of answers."""

    file = UploadField(label=_("Tệp trả lời (Excel hoặc CSV)"), kinds=TABLES, most_mb=100)
    owner = forms.CharField(
        label=_("Người xử lý mục lệch (tên tài khoản)"),
        max_length=150,
        required=False,
        help_text=_("Để trống thì giao cho chính mình."),
    )
    due_on = DayField(label=_("Hạn xử lý mục lệch"))

    def clean_owner(self) -> Any:
        return _user(self.cleaned_data["owner"])


class AssignForm(forms.Form):
    """Who settles a mismatch and until when."""

    owner = forms.CharField(label=_("Giao cho (tên tài khoản)"), max_length=150, required=False)
    due_on = DayField(label=_("Hạn xử lý"))

    def clean_owner(self) -> Any:
        return _user(self.cleaned_data["owner"])
