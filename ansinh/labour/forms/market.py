"""The labour market as forms: an organisation, a collection, a person's form 01, wanted workers, a file to be looked at."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ansinh.core.days import vietnamese_day
from ansinh.core.language import form_choices
from ansinh.core.uploads import TABLES, UploadField
from ansinh.labour import words
from ansinh.labour.jobs.market import coming_half, newest_half
from ansinh.labour.jobs.market_organisations import section_of_activity
from ansinh.labour.jobs.occupations import DEMAND_CODES, find_occupations, occupation_name
from ansinh.labour.models import SupplyForm
from ansinh.people.forms import CommuneField, DayField
from ansinh.people.models import Organisation, tax_number_faults, tidy_tax_number
from ansinh.people.words import ORGANISATION_KINDS, SECTIONS, WAGE_REGIONS

_FOUND = 8


def _today() -> str:
    return vietnamese_day(timezone.localdate())


def _this_year() -> int:
    return timezone.localdate().year


class TaxField(forms.CharField):
    """A tax number, checked and as it is kept."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            **{"help_text": _("10 chữ số, chi nhánh thêm 3 số: 0100109106-001."), "max_length": 20, **more}
        )

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        if faults := tax_number_faults(text):
            raise forms.ValidationError(" ".join(faults))
        return tidy_tax_number(text)


class OrganisationField(TaxField):
    """An organisation inside the reader's scope by its tax number."""

    def clean(self, value: Any) -> Any:
        number = super().clean(value)
        if not number:
            return None
        found = Organisation.objects.filter(tax_number=number).first()
        if found is None:
            raise forms.ValidationError(
                gettext("Không có đơn vị mã số thuế «%(number)s» trong phạm vi của bạn. Ghi đơn vị vào sổ trước.")
                % {"number": number}
            )
        return found


class OrganisationForm(forms.Form):
    """An organisation; written again it also says why."""

    name = forms.CharField(label=_("Tên đơn vị"), max_length=200)
    tax_number = TaxField(label=_("Mã số thuế"), required=False)
    kind = forms.ChoiceField(label=_("Loại hình"), choices=form_choices(ORGANISATION_KINDS, ("", "–")))
    section = forms.ChoiceField(label=_("Ngành kinh tế"), choices=form_choices(SECTIONS, ("", "–")), required=False)
    activity = forms.RegexField(
        r"^\d{2,5}$",
        label=_("Mã ngành (VSIC)"),
        required=False,
        max_length=5,
        help_text=_("2 đến 5 chữ số, ví dụ 15200."),
    )
    workers = forms.IntegerField(label=_("Số lao động"), required=False, min_value=0, max_value=10_000_000)
    commune = CommuneField()
    address = forms.CharField(label=_("Địa chỉ"), max_length=200, required=False)
    zone = forms.CharField(label=_("Khu, cụm công nghiệp"), max_length=80, required=False)
    wage_region = forms.ChoiceField(
        label=_("Vùng lương tối thiểu"), required=False, choices=[("", "–"), *((one, one) for one in WAGE_REGIONS)]
    )
    phone = forms.CharField(label=_("Điện thoại"), max_length=20, required=False)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    from_day = DayField(label=_("Hoạt động từ ngày"), required=False)
    to_day = DayField(label=_("Chấm dứt từ ngày"), required=False, help_text=_("Để trống khi còn hoạt động."))
    reason = forms.CharField(label=_("Lý do, căn cứ sửa"), max_length=200)

    def __init__(self, data: Any = None, *, organisation: Organisation | None = None) -> None:
        initial = None
        if organisation is not None:
            initial = {
                name: getattr(organisation, name) for name in self.base_fields if name not in ("reason", "commune")
            }
            initial |= {name: vietnamese_day(initial[name]) for name in ("from_day", "to_day") if initial[name]}
            initial["commune"] = organisation.commune.code
        super().__init__(data, initial=initial)
        if organisation is None:
            del self.fields["reason"], self.fields["to_day"]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("activity") and not told.get("section"):
            told["section"] = section_of_activity(told["activity"])
        return told


class CollectionForm(forms.Form):
    """A commune, or all of the province, and the year its labour supply is collected in."""

    commune = CommuneField(required=False, help_text=_("Cán bộ tỉnh để trống thì mở cho mọi xã chưa mở của tỉnh."))
    year = forms.IntegerField(label=_("Năm"), min_value=2014, max_value=2100, initial=_this_year)
    opened_on = DayField(label=_("Mở từ ngày"), initial=_today)


class ReasonForm(forms.Form):
    """Why something closed is opened again."""

    reason = forms.CharField(label=_("Lý do mở lại"), max_length=300)


class SupplyForm01(forms.Form):
    """Form 01 of one person. What the status does not ask for is left out when it is kept; the occupation is looked for by the told work."""

    general_education = forms.ChoiceField(
        label=_("Trình độ giáo dục phổ thông cao nhất"), choices=form_choices(words.GENERAL_EDUCATION, ("", "–"))
    )
    qualification = forms.ChoiceField(
        label=_("Trình độ chuyên môn kỹ thuật cao nhất"), choices=form_choices(words.QUALIFICATIONS, ("", "–"))
    )
    speciality = forms.CharField(label=_("Chuyên ngành đào tạo"), max_length=120, required=False)
    is_disabled = forms.BooleanField(label=_("Người khuyết tật"), required=False)
    is_poor = forms.BooleanField(label=_("Thuộc hộ nghèo, hộ cận nghèo"), required=False)
    is_minority = forms.BooleanField(label=_("Dân tộc thiểu số"), required=False)
    status = forms.ChoiceField(
        label=_("Tình trạng tham gia hoạt động kinh tế"), choices=form_choices(words.LABOUR_STATUSES, ("", "–"))
    )
    employment = forms.ChoiceField(
        label=_("Vị thế việc làm"),
        choices=form_choices(words.EMPLOYMENT_STATUSES, ("", "–")),
        required=False,
        help_text=_("Khi có việc làm."),
    )
    work = forms.CharField(
        label=_("Công việc cụ thể đang làm"),
        max_length=200,
        required=False,
        help_text=_("Ghi như người dân nói, ví dụ: thợ hồ, may công nghiệp."),
    )
    occupation = forms.ChoiceField(
        label=_("Mã nghề"),
        required=False,
        help_text=_("Để trống thì hệ thống chọn theo công việc. Bấm «Tìm mã nghề» để xem các nghề gần đúng."),
    )
    workplace = forms.CharField(label=_("Nơi làm việc"), max_length=200, required=False)
    organisation = OrganisationField(label=_("Mã số thuế nơi làm việc"), required=False)
    has_worked = forms.NullBooleanField(
        label=_("Đã từng làm việc"),
        required=False,
        help_text=_("Khi thất nghiệp."),
        widget=forms.Select(choices=[("", "–"), ("true", _("đã từng")), ("false", _("chưa bao giờ"))]),
    )
    unemployed_for = forms.ChoiceField(
        label=_("Thời gian thất nghiệp"), choices=form_choices(words.UNEMPLOYED_FOR, ("", "–")), required=False
    )
    inactive_reason = forms.ChoiceField(
        label=_("Lý do không tham gia hoạt động kinh tế"),
        choices=form_choices(words.INACTIVE_REASONS, ("", "–")),
        required=False,
    )
    wanted_job = forms.CharField(label=_("Việc làm muốn tìm"), max_length=120, required=False)
    wanted_training = forms.CharField(label=_("Nghề muốn học"), max_length=120, required=False)
    collected_on = DayField(label=_("Ngày thu thập"), initial=_today)

    def __init__(self, *args: Any, kept: SupplyForm | None = None, **more: Any) -> None:
        if kept is not None:
            names = [name for name in self.base_fields if name not in ("organisation", "collected_on")]
            told = {name: getattr(kept, name) for name in names}
            told["organisation"] = kept.organisation.tax_number if kept.organisation else ""
            told["collected_on"] = vietnamese_day(kept.collected_on)
            more["initial"] = {**more.get("initial", {}), **told}
        super().__init__(*args, **more)
        asked = (self.data.get("work") if self.is_bound else self.initial.get("work")) or ""
        code = (self.data.get("occupation") if self.is_bound else self.initial.get("occupation")) or ""
        found = dict.fromkeys([*([code] if code else []), *(one.code for one in find_occupations(asked, _FOUND))])
        choices = [("", "–"), *((one, f"{one} {occupation_name(one)}") for one in found)]
        self.fields["occupation"].choices = choices  # type: ignore[attr-defined]


class HalfForm(forms.Form):
    """A half year."""

    year = forms.IntegerField(label=_("Năm"), min_value=2014, max_value=2100)
    half = forms.TypedChoiceField(label=_("Kỳ"), choices=form_choices(words.HALVES), coerce=int)


class DemandForm(HalfForm):
    """Whom an organisation wants, by the groups of form 02: two numbers a group, those left empty are nought."""

    received_on = DayField(label=_("Ngày nhận phiếu"), initial=_today)

    def __init__(self, *args: Any, **more: Any) -> None:
        year, half = coming_half(timezone.localdate())
        more["initial"] = {"year": year, "half": half, **(more.get("initial") or {})}
        super().__init__(*args, **more)
        for code in DEMAND_CODES:
            for part in ("count", "women"):
                self.fields[f"{part}_{code}"] = forms.IntegerField(
                    required=False, min_value=0, max_value=1_000_000, label=code
                )

    def rows(self) -> list[tuple[str, str, Any, Any]]:
        """(code, name, field of all, field of women) of each group."""
        return [(code, occupation_name(code), self[f"count_{code}"], self[f"women_{code}"]) for code in DEMAND_CODES]

    def head(self) -> list[Any]:
        return [self[name] for name in ("year", "half", "received_on")]

    def lines(self) -> dict[str, tuple[int, int]]:
        """What was told: all and women, by group."""
        told = self.cleaned_data
        return {
            code: (told[f"count_{code}"] or 0, told[f"women_{code}"] or 0)
            for code in DEMAND_CODES
            if told[f"count_{code}"] or told[f"women_{code}"]
        }


class MarketFileForm(forms.Form):
    """A file, and what holds for all its rows."""

    file = UploadField(label=_("Tệp Excel hoặc CSV"), kinds=TABLES, most_mb=50)
    sheet = forms.CharField(
        label=_("Tên trang"), required=False, max_length=80, help_text=_("Để trống thì chọn trang giống nhất.")
    )

    def told(self) -> dict[str, Any]:
        """What is kept with the file."""
        return {}


class OrganisationsFileForm(MarketFileForm):
    commune = CommuneField(required=False, help_text=_("Cho các dòng không ghi xã."))


class SupplyFileForm(MarketFileForm):
    year = forms.IntegerField(label=_("Năm thu thập"), min_value=2014, max_value=2100, initial=_this_year)

    def told(self) -> dict[str, Any]:
        return {"year": self.cleaned_data["year"]}


class DemandFileForm(MarketFileForm, HalfForm):
    def __init__(self, *args: Any, **more: Any) -> None:
        year, half = coming_half(timezone.localdate())
        super().__init__(*args, **{**more, "initial": {"year": year, "half": half}})

    def told(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("year", "half")}


class WorkforceFileForm(MarketFileForm, HalfForm):
    organisation = OrganisationField(label=_("Mã số thuế người sử dụng lao động"))
    received_on = DayField(label=_("Ngày nhận báo cáo"), initial=_today)
    is_supplement = forms.BooleanField(
        label=_("Bổ sung vào báo cáo đã có của kỳ này"),
        required=False,
        help_text=_("Chọn khi tệp chỉ gồm các dòng đã trả lại và sửa xong."),
    )
    field_order = ("organisation", "year", "half", "received_on", "file", "sheet", "is_supplement")

    def __init__(self, *args: Any, **more: Any) -> None:
        year, half = newest_half(timezone.localdate())
        super().__init__(*args, **{**more, "initial": {"year": year, "half": half}})

    def clean_received_on(self) -> date:
        day: date = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(gettext("Ngày nhận ở sau hôm nay. Ghi ngày đã nhận."))
        return day

    def told(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {
            "organisation": told["organisation"].tax_number, "year": told["year"], "half": told["half"],
            "received_on": told["received_on"].isoformat(), "is_supplement": told["is_supplement"],
        }  # fmt: skip


FILE_FORMS: dict[str, type[MarketFileForm]] = {
    "organisations": OrganisationsFileForm,
    "supply": SupplyFileForm,
    "demand": DemandFileForm,
    "workforce": WorkforceFileForm,
}
