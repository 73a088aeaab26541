"""The acts on rights as forms: what is asked, and which verb it becomes."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ansinh.benefits import actions, words
from ansinh.benefits.models import Decision
from ansinh.core.days import read_month, vietnamese_day
from ansinh.core.language import form_choices, is_english
from ansinh.core.uploads import TABLES, UploadField
from ansinh.people.actions import open_membership
from ansinh.people.forms import Act, ActForm, CommuneField, DayField, DongField, PersonField, living_members
from ansinh.people.jobs.values import number_text
from ansinh.people.models import Person


def _categories() -> list[tuple[str, Any]]:
    """Every category under its group."""
    grouped: dict[str, list[tuple[str, str]]] = {group: [] for group in words.GROUPS}
    for category, pair in words.CATEGORY_LABELS.items():
        grouped[words.GROUP_OF[category]].append((category, pair[is_english()]))
    return [("", "–"), *((words.GROUPS[group][is_english()], some) for group, some in grouped.items())]


class MonthField(forms.CharField):
    """A month as officers write it, kept as a number: 09/2026 is 202609."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"help_text": _("Tháng/năm, ví dụ 09/2026."), "max_length": 7, **more})

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        try:
            return read_month(text) if text else None
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from None


class MemberField(forms.ChoiceField):
    """One of the members of a household."""

    def clean(self, value: Any) -> Person | None:
        key = super().clean(value)
        return Person.objects.get(pk=key) if key else None


def _others_of_head(person: Person) -> list[tuple[str, str]]:
    """Who else lives in the household a person heads; nobody when they head none."""
    held = open_membership(person)
    return living_members(held.household, person.pk) if held and held.role == "head" else []


def _today() -> date:
    return timezone.localdate()


def _small(label: Any, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=1200, **more)


class DecisionForm(ActForm):
    """An act by a decision: its number, day and signer."""

    number = forms.CharField(label=_("Số quyết định"), max_length=60, help_text=_("Ví dụ: 125/QĐ-UBND."))
    decided_on = DayField(label=_("Ngày quyết định"))
    signer = forms.CharField(label=_("Người ký"), max_length=120, required=False)

    def person(self) -> Person:
        """Whose rights the act is on."""
        return self.subject if isinstance(self.subject, Person) else self.subject.person

    def decision(self, by: Any) -> Decision:
        """The decision told, recorded; it leaves the form's other values."""
        told, person = self.cleaned_data, self.person()
        return actions.record_decision(
            number=told.pop("number"), decided_on=told.pop("decided_on"), signer=told.pop("signer"), province=person.province,
            commune=person.commune, by=by,
        )  # fmt: skip


class OptionalDecisionForm(DecisionForm):
    """An act that may come before its decision."""

    number = forms.CharField(
        label=_("Số quyết định"), max_length=60, required=False, help_text=_("Để trống khi chưa có.")
    )
    decided_on = DayField(label=_("Ngày quyết định"), required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if bool(told.get("number")) != bool(told.get("decided_on")) and not self.errors:
            raise forms.ValidationError(_("Ghi cả số và ngày quyết định, hoặc để trống cả hai."))
        return told

    def decision_if_told(self, by: Any) -> Decision | None:
        """The decision, when there is one yet."""
        if self.cleaned_data.get("number"):
            return self.decision(by)
        for name in ("number", "decided_on", "signer"):
            self.cleaned_data.pop(name, None)
        return None


class TitleFields(forms.Form):
    """What a title of some categories needs beside its decision."""

    loss_rate = _small(
        _("Tỷ lệ tổn thương cơ thể (%)"), help_text=_("Thương binh, bệnh binh, chất độc hóa học và con.")
    )
    is_special = forms.BooleanField(label=_("Thương tật, bệnh tật đặc biệt nặng"), required=False)
    martyr_count = _small(_("Số liệt sĩ"), help_text=_("Thân nhân liệt sĩ."))
    seniority_years = _small(_("Số thâm niên"), help_text=_("Người hoạt động cách mạng trước 1945."))
    child_count = _small(_("Số con"), help_text=_("Người đơn thân; người khuyết tật nuôi con dưới 36 tháng."))
    is_pregnant = forms.BooleanField(label=_("Đang mang thai"), required=False)


class GrantForm(DecisionForm, TitleFields):
    """A new title."""

    category = forms.ChoiceField(label=_("Diện hưởng"), choices=_categories)
    from_month = MonthField(
        label=_("Hưởng từ tháng"), required=False, help_text=_("Ví dụ 09/2026. Để trống: máy lấy tháng theo quy định.")
    )
    cared_for = PersonField(label=_("Số định danh người được chăm sóc"), required=False)
    deceased = PersonField(label=_("Số định danh người có công đã mất"), required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)
    field_order = ("category", "number", "decided_on", "signer", "from_month")

    def act(self, by: Any) -> Person:
        actions.grant_title(person=self.subject, decision=self.decision(by), **self.cleaned_data, by=by)
        return self.subject


class ChangeForm(DecisionForm, TitleFields):
    """A title changed from a month on."""

    category = forms.ChoiceField(label=_("Diện hưởng"), choices=())
    from_month = MonthField(label=_("Từ tháng"))
    reason = forms.CharField(label=_("Lý do"), max_length=300, help_text=_("Ví dụ: xác định lại mức độ khuyết tật."))
    field_order = ("category", "number", "decided_on", "signer", "from_month", "reason")

    def prepare(self) -> None:
        same = {key: pair for key, pair in words.CATEGORY_LABELS.items() if words.GROUP_OF[key] == self.subject.group}
        _choose(self, "category", form_choices(same)())
        self.initial = {name: getattr(self.subject, name) for name in ("category", *TitleFields.base_fields)}

    def act(self, by: Any) -> Person:
        decision, told = self.decision(by), self.cleaned_data
        month, reason = told.pop("from_month"), told.pop("reason")
        changes = {key: value for key, value in told.items() if value != getattr(self.subject, key)}
        actions.change_title(
            title=self.subject, from_month=month, decision=decision, changes=changes, reason=reason, by=by
        )
        return self.subject.person


class StopForm(DecisionForm):
    """A title no longer drawn."""

    reason = forms.ChoiceField(label=_("Lý do"), choices=form_choices(words.STOPS))
    event_on = DayField(
        label=_("Ngày xảy ra"), help_text=_("Thôi hưởng từ tháng sau; hưởng sai thì từ chính tháng này.")
    )
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)
    field_order = ("reason", "event_on", "number", "decided_on", "signer")

    def act(self, by: Any) -> Person:
        actions.stop_title(title=self.subject, decision=self.decision(by), **self.cleaned_data, by=by)
        return self.subject.person


class SuspendForm(OptionalDecisionForm):
    """A title not paid for a while."""

    reason = forms.ChoiceField(label=_("Lý do"), choices=form_choices(words.SUSPENSIONS))
    from_month = MonthField(label=_("Không trả từ tháng"))
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)
    field_order = ("reason", "from_month", "note")

    def act(self, by: Any) -> Person:
        actions.suspend_title(title=self.subject, decision=self.decision_if_told(by), **self.cleaned_data, by=by)
        return self.subject.person


class ResumeForm(OptionalDecisionForm):
    """A title paid again."""

    from_month = MonthField(label=_("Hưởng lại từ tháng"))
    is_paid_back = forms.BooleanField(
        label=_("Trả lại các tháng tạm dừng"),
        required=False,
        help_text=_("Đánh dấu khi những tháng đó vẫn được hưởng."),
    )
    note = forms.CharField(label=_("Lý do"), max_length=300, required=False)
    field_order = ("from_month", "is_paid_back", "note")

    def act(self, by: Any) -> Person:
        actions.resume_title(title=self.subject, decision=self.decision_if_told(by), **self.cleaned_data, by=by)
        return self.subject.person


class CertificateForm(ActForm):
    """A disability certificate."""

    number = forms.CharField(label=_("Số giấy xác nhận"), max_length=60)
    degree = forms.ChoiceField(label=_("Mức độ khuyết tật"), choices=form_choices(words.DEGREES))
    kind = forms.ChoiceField(label=_("Dạng tật"), choices=form_choices(words.DISABILITIES))
    from_day = DayField(label=_("Ngày cấp giấy"))
    to_day = DayField(label=_("Xác định lại trước ngày"), required=False)

    def act(self, by: Any) -> Person:
        actions.add_certificate(person=self.subject, **self.cleaned_data, by=by)
        return self.subject


class IncomeForm(ActForm):
    """A pension or another monthly income."""

    kind = forms.ChoiceField(label=_("Loại"), choices=form_choices(words.INCOMES))
    amount_dong = DongField(label=_("Số tiền một tháng"), required=False)
    from_day = DayField(label=_("Từ ngày"))
    to_day = DayField(label=_("Đến trước ngày"), required=False)
    source = forms.CharField(label=_("Nguồn"), max_length=80, help_text=_("Ví dụ: sổ BHXH, lời khai."))

    def act(self, by: Any) -> Person:
        actions.add_income(person=self.subject, **self.cleaned_data, by=by)
        return self.subject


class StudyForm(ActForm):
    """A time at school or university."""

    level = forms.ChoiceField(label=_("Cấp học"), choices=form_choices(words.STUDY_LEVELS))
    institution = forms.CharField(label=_("Trường"), max_length=160, required=False)
    from_day = DayField(label=_("Từ ngày"))
    to_day = DayField(label=_("Đến trước ngày"), required=False)

    def act(self, by: Any) -> Person:
        actions.add_study(person=self.subject, **self.cleaned_data, by=by)
        return self.subject


class ChannelForm(ActForm):
    """How a person is paid."""

    kind = forms.ChoiceField(label=_("Hình thức chi trả"), choices=form_choices(words.CHANNELS))
    provider = forms.CharField(
        label=_("Mã ngân hàng, ví hoặc bưu điện"), max_length=20, help_text=_("Ví dụ: VBA, VNPOST.")
    )
    account_number = forms.CharField(label=_("Số tài khoản"), max_length=34, required=False)
    account_name = forms.CharField(label=_("Tên chủ tài khoản"), max_length=140, required=False)
    pay_point = forms.CharField(
        label=_("Điểm chi trả"), max_length=120, required=False, help_text=_("Khi nhận tiền mặt.")
    )
    from_day = DayField(label=_("Từ ngày"))
    reason = forms.CharField(label=_("Lý do đổi"), max_length=200, required=False, help_text=_("Lần đầu thì để trống."))

    def prepare(self) -> None:
        self.initial = {"from_day": vietnamese_day(_today())}

    def act(self, by: Any) -> Person:
        actions.set_channel(person=self.subject, **self.cleaned_data, by=by)
        return self.subject


class VerifyForm(ActForm):
    """An account the bank answered for."""

    account_name = forms.CharField(label=_("Tên chủ tài khoản theo ngân hàng"), max_length=140)
    reason = forms.CharField(
        label=_("Lý do tên khác người hưởng"),
        max_length=200,
        required=False,
        help_text=_("Ví dụ: tài khoản của người giám hộ."),
    )

    def prepare(self) -> None:
        self.initial = {"account_name": self.subject.account_name}

    def act(self, by: Any) -> Person:
        actions.verify_account(channel=self.subject, **self.cleaned_data, by=by)
        return self.subject.person


class ProxyForm(ActForm):
    """Who collects for a person."""

    name = forms.CharField(label=_("Họ tên người nhận thay"), max_length=120)
    personal_number = forms.CharField(label=_("Số định danh người nhận thay"), max_length=20, required=False)
    phone = forms.CharField(label=_("Điện thoại"), max_length=20, required=False)
    relation = forms.CharField(label=_("Quan hệ"), max_length=40, help_text=_("Ví dụ: con, cháu, người giám hộ."))
    document = forms.CharField(label=_("Giấy ủy quyền"), max_length=200, help_text=_("Số, ngày, nơi xác nhận."))
    from_day = DayField(label=_("Từ ngày"))
    to_day = DayField(label=_("Hết hạn ngày"))

    def clean_personal_number(self) -> str:
        return number_text(self.cleaned_data["personal_number"])

    def act(self, by: Any) -> Person:
        actions.add_proxy(person=self.subject, **self.cleaned_data, by=by)
        return self.subject


class EndProxyForm(ActForm):
    """An authority ended before its day."""

    to_day = DayField(label=_("Chấm dứt từ ngày"))
    reason = forms.CharField(label=_("Lý do"), max_length=300)

    def act(self, by: Any) -> Person:
        actions.end_proxy(proxy=self.subject, **self.cleaned_data, by=by)
        return self.subject.person


class ClaimForm(DecisionForm):
    """A right once."""

    kind = forms.ChoiceField(label=_("Loại trợ cấp một lần"), choices=form_choices(words.CLAIM_LABELS))
    event_on = DayField(
        label=_("Ngày của sự việc"),
        required=False,
        help_text=_("Ngày chết, ngày cấp bằng. Mai táng phí: lấy ngày chết trong sổ."),
    )
    death_extract = forms.CharField(
        label=_("Số trích lục khai tử"), max_length=60, required=False, help_text=_("Bắt buộc với mai táng phí.")
    )
    payee_name = forms.CharField(
        label=_("Người nhận"), max_length=120, required=False, help_text=_("Khi không phải chính người đó.")
    )
    payee_relation = forms.CharField(label=_("Quan hệ của người nhận"), max_length=40, required=False)
    loss_rate = _small(_("Tỷ lệ bị thương (%)"))
    seniority_months = _small(_("Số tháng thâm niên kháng chiến"))
    study_level = forms.ChoiceField(
        label=_("Cấp học"), choices=form_choices(words.STUDY_LEVELS, ("", "–")), required=False
    )
    is_worshipper = forms.BooleanField(label=_("Người thờ cúng hưởng"), required=False)
    field_order = ("kind", "event_on", "death_extract", "number", "decided_on", "signer")

    def act(self, by: Any) -> Person:
        actions.add_claim(person=self.subject, decision=self.decision(by), **self.cleaned_data, by=by)
        return self.subject


class CancelClaimForm(DecisionForm):
    """A right once cancelled."""

    reason = forms.CharField(label=_("Lý do hủy"), max_length=300)

    def act(self, by: Any) -> Person:
        actions.cancel_claim(claim=self.subject, decision=self.decision(by), **self.cleaned_data, by=by)
        return self.subject.person


class IdentityForm(ActForm):
    """What the population database answered."""

    state = forms.ChoiceField(label=_("Kết quả xác thực"), choices=form_choices(words.IDENTITIES))
    at = DayField(label=_("Ngày trả lời"))
    said = forms.CharField(label=_("Lệch ở đâu"), max_length=300, required=False)
    due_on = DayField(
        label=_("Hạn xử lý"), required=False, help_text=_("Bắt buộc khi lệch, không thấy, hoặc không có số.")
    )

    def prepare(self) -> None:
        self.initial = {"at": vietnamese_day(_today())}

    def act(self, by: Any) -> Person:
        actions.set_identity(person=self.subject, **self.cleaned_data, by=by)
        return self.subject


class FeedForm(OptionalDecisionForm):
    """A report to be done: whose it is, by which decision, who becomes the head of the household."""

    who = PersonField(label=_("Số định danh người trong sổ"), help_text=_("Người mà tin báo nói tới."))
    stays = forms.BooleanField(label=_("Chuyển trong tỉnh, vẫn hưởng ở tỉnh này"), required=False)
    new_head = PersonField(
        label=_("Số định danh chủ hộ mới"), required=False, help_text=_("Khi người chết là chủ hộ còn thành viên khác.")
    )
    because = forms.CharField(label=_("Ghi chú xác minh"), max_length=200, required=False)
    field_order = ("who", "new_head", "stays", "because")

    def prepare(self) -> None:
        others = _others_of_head(self.subject.person) if self.subject.person else None
        if self.subject.kind != "death" or others == []:
            del self.fields["new_head"]
        elif others:
            self.fields["new_head"] = MemberField(label=_("Chủ hộ mới"), choices=[("", "–"), *others])
        if self.subject.kind != "move":
            del self.fields["stays"]
        if self.subject.person_id is not None:
            del self.fields["who"]

    def person(self) -> Person:
        return self.subject.person or self.cleaned_data["who"]

    def act(self, by: Any) -> Person:
        person, decision, told = self.person(), self.decision_if_told(by), self.cleaned_data
        return actions.apply_feed(
            feed=self.subject, person=person, decision=decision, new_head=told.get("new_head"), leaves_province=not told.get("stays"),
            because=told["because"], by=by,
        ).person  # fmt: skip


class RefuseFeedForm(ActForm):
    """A report that is not followed."""

    reason = forms.CharField(
        label=_("Lý do không áp dụng"), max_length=200, help_text=_("Ví dụ: đã xác minh, người này còn sống.")
    )

    def act(self, by: Any) -> Person:
        return actions.refuse_feed(feed=self.subject, **self.cleaned_data, by=by).person


class RegisterFileForm(forms.Form):
    """A file of increases, changes, stops and deaths to look at before it goes in."""

    file = UploadField(label=_("Tệp biến động (Excel hoặc CSV)"), kinds=TABLES, most_mb=50)
    sheet = forms.CharField(
        label=_("Tên trang"),
        max_length=80,
        required=False,
        help_text=_("Để trống thì máy tìm trang giống danh sách nhất."),
    )
    commune = CommuneField(required=False, help_text=_("Chỉ cần khi tệp có người mới mà không có cột xã."))
    number = forms.CharField(
        label=_("Số quyết định chung"),
        max_length=60,
        required=False,
        help_text=_("Cho những dòng không ghi quyết định."),
    )
    decided_on = DayField(label=_("Ngày quyết định chung"), required=False)
    signer = forms.CharField(label=_("Người ký"), max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if bool(told.get("number")) != bool(told.get("decided_on")) and not self.errors:
            raise forms.ValidationError(_("Ghi cả số và ngày quyết định chung, hoặc để trống cả hai."))
        return told


class FeedFileForm(forms.Form):
    """A file of reports from another register."""

    kind = forms.ChoiceField(label=_("Loại tin"), choices=form_choices(words.FEEDS))
    file = UploadField(label=_("Tệp tin báo (Excel hoặc CSV)"), kinds=TABLES, most_mb=50)
    source = forms.CharField(
        label=_("Nơi gửi"), max_length=80, help_text=_("Ví dụ: Công an tỉnh, danh sách tháng 9/2026.")
    )


def _always(_row: Any) -> bool:
    return True


def _is_alive(person: Person) -> bool:
    return person.died_on is None


def _is_drawn(title: Any) -> bool:
    return title.to_day is None and not title.is_suspended


PERSON_ACTS = (
    Act("dien-huong", _("Ghi diện hưởng"), GrantForm, _is_alive),
    Act("mot-lan", _("Ghi trợ cấp một lần"), ClaimForm, _always),
    Act("giay-khuyet-tat", _("Ghi giấy khuyết tật"), CertificateForm, _is_alive),
    Act("thu-nhap", _("Ghi lương hưu, thu nhập"), IncomeForm, _is_alive),
    Act("hoc-tap", _("Ghi đi học"), StudyForm, _is_alive),
    Act("chi-tra", _("Đổi hình thức chi trả"), ChannelForm, _is_alive),
    Act("nhan-thay", _("Ghi người nhận thay"), ProxyForm, _is_alive),
    Act("xac-thuc", _("Ghi kết quả xác thực"), IdentityForm, _always),
)
TITLE_ACTS = (
    Act("dieu-chinh", _("Điều chỉnh"), ChangeForm, _is_drawn),
    Act("tam-dung", _("Tạm dừng"), SuspendForm, _is_drawn),
    Act("huong-lai", _("Hưởng lại"), ResumeForm, lambda title: title.to_day is None and title.is_suspended),
    Act("thoi-huong", _("Thôi hưởng"), StopForm, lambda title: title.to_day is None),
)
CHANNEL_ACTS = (
    Act(
        "xac-minh",
        _("Xác minh tài khoản"),
        VerifyForm,
        lambda channel: channel.to_day is None and channel.kind in words.CASHLESS,
    ),
)
PROXY_ACTS = (Act("cham-dut", _("Chấm dứt ủy quyền"), EndProxyForm, lambda proxy: proxy.to_day > _today()),)
CLAIM_ACTS = (Act("huy", _("Hủy trợ cấp"), CancelClaimForm, lambda claim: claim.cancelled_by_id is None),)
FEED_ACTS = (
    Act("ap-dung", _("Áp dụng tin báo"), FeedForm, lambda feed: feed.state == "new"),
    Act("khong-ap-dung", _("Không áp dụng tin báo"), RefuseFeedForm, lambda feed: feed.state == "new"),
)


def _choose(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
