"""What is asked on the pages of job fairs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ansinh.core.language import is_english
from ansinh.core.names import clean_text
from ansinh.labour import words
from ansinh.labour.models import BoothVacancy, FairSession, Seeker, Vacancy
from ansinh.people.forms import CommuneField, DayField
from ansinh.people.models import Organisation, Person, tax_number_faults, tidy_tax_number

MOST_WISHES = 5


def choices(told: dict[str, tuple[str, str]], *without: str) -> Any:
    """The words of a kind as choices, in the reader's language."""
    return lambda: [(key, pair[is_english()]) for key, pair in told.items() if key not in without]


class SessionForm(forms.Form):
    """A session of a job fair."""

    name = forms.CharField(label=_("Tên phiên"), max_length=160)
    code = forms.CharField(label=_("Mã phiên"), max_length=20, help_text=_("Viết tắt, không trùng, ví dụ PGD-2026-10."))
    kind = forms.ChoiceField(label=_("Hình thức"), choices=choices(words.FAIR_KINDS))
    day = DayField(label=_("Ngày tổ chức"))
    from_time = forms.TimeField(label=_("Từ giờ"), help_text=_("Giờ và phút, ví dụ 08:00."), initial="08:00")
    to_time = forms.TimeField(label=_("Đến giờ"), initial="11:30")
    commune = CommuneField(label=_("Xã, phường nơi tổ chức"))
    venue = forms.CharField(label=_("Địa điểm"), max_length=200, required=False)
    is_online = forms.BooleanField(label=_("Đồng thời tham gia trực tuyến được"), required=False)
    online_address = forms.URLField(label=_("Địa chỉ phòng trực tuyến"), required=False, assume_scheme="https")
    slot_minutes = forms.IntegerField(label=_("Mỗi lượt phỏng vấn (phút)"), min_value=5, max_value=120, initial=15)
    most_interviews = forms.IntegerField(
        label=_("Mỗi người được xếp nhiều nhất (lượt)"), min_value=1, max_value=20, initial=3
    )


class BoothForm(forms.Form):
    """A booth: whose, which number, how many visitors it talks to at once."""

    tax_number = forms.CharField(label=_("Mã số thuế của đơn vị"), max_length=20)
    number = forms.IntegerField(
        label=_("Số gian"), min_value=1, max_value=2000, required=False, help_text=_("Để trống thì lấy số tiếp theo.")
    )
    interviewers = forms.IntegerField(label=_("Số người phỏng vấn cùng lúc"), min_value=1, max_value=50, initial=1)

    def clean_tax_number(self) -> str:
        typed = self.cleaned_data["tax_number"]
        if faults := tax_number_faults(typed):
            raise forms.ValidationError(faults)
        found = Organisation.objects.filter(tax_number=tidy_tax_number(typed)).first()
        if found is None:
            raise forms.ValidationError(_("Sổ đơn vị chưa có mã số thuế này. Ghi đơn vị vào sổ trước."))
        self.organisation = found
        return typed


class OfferForm(forms.Form):
    """A vacancy brought to a booth."""

    vacancy = forms.ModelChoiceField(label=_("Việc làm đang đăng của đơn vị"), queryset=Vacancy._base_manager.none())
    places = forms.IntegerField(label=_("Số chỉ tiêu tuyển tại phiên"), min_value=1, max_value=100_000)

    def __init__(self, *args: Any, booth: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        rows = Vacancy.objects.filter(organisation=booth.organisation, state="open").exclude(fairs__booth=booth)
        self.fields["vacancy"].queryset = rows.order_by("title", "pk")  # type: ignore[attr-defined]


class WishesForm(forms.Form):
    """What a visitor wants to be interviewed for, most wanted first."""

    def __init__(self, *args: Any, session: FairSession, wished: list[int] | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        rows = BoothVacancy.objects.filter(booth__session=session).select_related("vacancy", "booth__organisation")
        self.offers = {str(one.pk): one for one in rows.order_by("booth__number", "pk")}
        told: list[tuple[str, Any]] = [("", _("– chưa chọn –"))]
        told += [(key, f"{one.vacancy.title} · {one.booth}") for key, one in self.offers.items()]
        for rank in range(1, MOST_WISHES + 1):
            first = str(wished[rank - 1]) if wished and len(wished) >= rank else ""
            self.fields[f"wish_{rank}"] = forms.ChoiceField(
                label=_("Nguyện vọng %(rank)s") % {"rank": rank}, choices=told, required=False, initial=first
            )

    @property
    def wishes(self) -> list[BoothVacancy]:
        """What was chosen, in order, each once."""
        chosen = [self.cleaned_data.get(f"wish_{rank}") for rank in range(1, MOST_WISHES + 1)]
        return [self.offers[key] for key in dict.fromkeys(chosen) if key]


class JoinForm(WishesForm):
    """How one comes, and the wishes."""

    channel = forms.ChoiceField(label=_("Tham gia"), choices=choices(words.VISIT_CHANNELS))

    def __init__(self, *args: Any, session: FairSession, **more: Any) -> None:
        super().__init__(*args, session=session, **more)
        if not session.is_online:
            self.fields["channel"].choices = choices(words.VISIT_CHANNELS, "online")()  # type: ignore[attr-defined]


class RegisterForm(JoinForm):
    """An officer registers a visitor, found by personal number or by the code of their search for work."""

    who = forms.CharField(
        label=_("Số định danh hoặc mã phiếu tìm việc"), max_length=20, help_text=_("12 chữ số trên thẻ căn cước, hoặc mã trên phiếu.")
    )  # fmt: skip
    field_order = ("who", "channel")

    def clean_who(self) -> str:
        typed = clean_text(self.cleaned_data["who"]).replace(" ", "").upper()
        self.seeker = Seeker.objects.filter(code=typed).select_related("person").first()
        person = self.seeker.person if self.seeker else Person.objects.filter(personal_number=typed).first()
        if person is None:
            raise forms.ValidationError(
                _("Không thấy ai có số hoặc mã «%(typed)s» trong phạm vi của bạn. Ghi người vào sổ trước.")
                % {"typed": typed}
            )
        self.person = person
        return typed


class CodeForm(forms.Form):
    """The code of a ticket, typed or read by a scanner."""

    code = forms.CharField(label=_("Mã vé"), max_length=200, help_text=_("Gõ mã trên vé hoặc quét mã QR."))

    def clean_code(self) -> str:
        return clean_text(self.cleaned_data["code"]).rstrip("/").rpartition("/")[2].upper()


class WithdrawForm(forms.Form):
    """Why a visitor does not come."""

    reason = forms.CharField(label=_("Lý do"), max_length=300)


class ResultForm(forms.Form):
    """What came of an interview."""

    state = forms.ChoiceField(label=_("Kết quả"), choices=choices(words.INTERVIEW_STATES, "planned"))
    reason = forms.CharField(
        label=_("Lý do, ghi chú"), max_length=300, required=False, help_text=_("Phải ghi khi không đạt hoặc đã rút.")
    )
    started_on = DayField(
        label=_("Ngày bắt đầu làm"), required=False,
        help_text=_("Chỉ ghi khi được nhận và đã biết ngày; để trống thì ghi sau khi người đó đi làm."),
    )  # fmt: skip
    contract_months = forms.IntegerField(
        label=_("Thời hạn hợp đồng (tháng)"), min_value=1, max_value=600, required=False,
        help_text=_("Để trống thì lấy theo tin tuyển dụng."),
    )  # fmt: skip

    def __init__(self, *args: Any, states: tuple[str, ...], **more: Any) -> None:
        super().__init__(*args, **more)
        told = choices(words.INTERVIEW_STATES)()
        self.fields["state"].choices = [one for one in told if one[0] in states]  # type: ignore[attr-defined]


class BeganForm(forms.Form):
    """The first day of work of somebody hired at a session."""

    started_on = DayField(label=_("Ngày bắt đầu làm"))
    contract_months = forms.IntegerField(
        label=_("Thời hạn hợp đồng (tháng)"), min_value=1, max_value=600, required=False,
        help_text=_("Để trống thì lấy theo tin tuyển dụng."),
    )  # fmt: skip
