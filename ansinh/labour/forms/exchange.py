"""What is typed in the exchange: a vacancy, a seeker and what they wish, the answers between them."""

import re
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ansinh.core.days import read_birth_day, vietnamese_day
from ansinh.core.language import form_choices
from ansinh.core.names import clean_text, fold
from ansinh.dossiers.forms.portal import ApplicantForm, CommuneForm, GuardedForm
from ansinh.labour import words
from ansinh.labour.jobs.occupations import SURE, find_occupations, occupation_name, occupations, score_occupations
from ansinh.labour.models import Seeker, Vacancy
from ansinh.labour.models.exchange import joined, split
from ansinh.law import law_on
from ansinh.people.forms import CommuneField, DayField
from ansinh.people.words import SEXES
from ansinh.places.models import Place

MOST_WISHED = 3
_MILLION = re.compile(r"(\d+(?:[.,]\d+)?) ?(trieu|tr|cu)")
_DISTANCES = (5, 10, 20, 40)
_YEARS = (0, 6, 12, 24, 36, 60, 120)


class WageField(forms.CharField):
    """Dong a month, also as people say it: «7 triệu», «7,5tr», «7.000.000»."""

    def __init__(self, **more: Any) -> None:
        told = {"required": False, "max_length": 20, "help_text": _("Đồng mỗi tháng, ví dụ 7.000.000 hoặc 7 triệu.")}
        super().__init__(**told | more)  # type: ignore[arg-type]
        self.widget.attrs |= {"autocomplete": "off"}

    def clean(self, value: Any) -> int | None:
        typed = clean_text(super().clean(value) or "")
        plain = fold(typed).replace("dong", "").strip()
        if found := _MILLION.fullmatch(plain):
            return round(float(found[1].replace(",", ".")) * 1_000_000)
        digits = re.sub(r"[\s.,]", "", plain)
        if not digits:
            return None
        if not digits.isdecimal() or not 100_000 <= int(digits) <= 1_000_000_000:
            raise forms.ValidationError(
                gettext("«%(typed)s» không phải mức lương tháng. Ghi như 7.000.000 hoặc 7 triệu.") % {"typed": typed}
            )
        return int(digits)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,}".replace(",", ".") if isinstance(value, int) else value


class OccupationField(forms.CharField):
    """A unit group by its code or by everyday words: «7231», «thợ máy»."""

    def __init__(self, **more: Any) -> None:
        told = {
            "required": False,
            "max_length": 80,
            "help_text": _("Tên hoặc mã nghề, ví dụ: may công nghiệp. Để trống thì lấy theo tên việc."),
        }
        super().__init__(**told | more)  # type: ignore[arg-type]

    def clean(self, value: Any) -> str:
        typed = clean_text(super().clean(value) or "").partition(" ·")[0]
        if not typed:
            return ""
        if typed in occupations() and len(typed) == 4:
            return typed
        if not (found := score_occupations(typed, 4)):
            raise forms.ValidationError(
                gettext("Không thấy nghề «%(typed)s». Ghi tên khác, hoặc để trống.") % {"typed": typed}
            )
        if found[0][1] < SURE:
            names = "; ".join(occupation_name(code) for code, _score in found)
            raise forms.ValidationError(
                gettext("«%(typed)s» có thể là: %(names)s. Ghi một trong các tên đó.")
                % {"typed": typed, "names": names}
            )
        return found[0][0]

    def prepare_value(self, value: Any) -> Any:
        return f"{value} · {occupation_name(value)}" if isinstance(value, str) and value in occupations() else value


def wished_occupations(wish: str) -> str:
    """The codes a wish told in words means, as a seeker keeps them: one for each work named, three at most."""
    found: list[str] = []
    for part in re.split(r"[,;/]| hoặc | hay ", wish):
        if part.strip() and (best := find_occupations(part, 1)):
            found.append(best[0].code)
    return joined(list(dict.fromkeys(found))[:MOST_WISHED])


def _months() -> list[tuple[str, str]]:
    told = {0: gettext("chưa làm"), 6: gettext("khoảng 6 tháng"), 12: gettext("1 năm"), 24: gettext("2 năm"), 36: gettext("3 năm"),
            60: gettext("5 năm"), 120: gettext("10 năm trở lên")}  # fmt: skip
    return [(str(months), told[months]) for months in _YEARS]


class WhoForm(GuardedForm, ApplicantForm, CommuneForm):
    """Who looks for work and where they live, as a stranger types it; a number and a telephone are asked, a register is not shown."""

    sex = forms.ChoiceField(label=_("Giới tính"), choices=form_choices(SEXES), widget=forms.RadioSelect)
    field_order = ("name", "birth", "sex", "number", "phone", "place", "chosen")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        del self.fields["address"]
        self.fields["number"].help_text = _("12 chữ số trên căn cước. Đơn vị tuyển dụng không thấy số này.")
        self.fields["phone"].label = _("Điện thoại")
        self.fields["phone"].help_text = _("Để đơn vị tuyển dụng và trung tâm gọi bạn.")
        self.fields["phone"].required = True

    def kept(self) -> dict[str, Any]:
        """What waits in the session until the second page is sent."""
        told = self.cleaned_data
        return {name: told[name] for name in ("name", "birth", "sex", "number", "phone", "commune", "place")}

    def clean_birth(self) -> str:
        told: str = self.cleaned_data["birth"]
        least, today = law_on(timezone.localdate()).value("labour.working_age")["least"], timezone.localdate()
        if told and read_birth_day(told).year > today.year - least:
            raise forms.ValidationError(gettext("Người dưới %(least)s tuổi chưa được đi làm.") % {"least": least})
        return told


class WishForm(forms.Form):
    """What a seeker wishes and can. Only the work is asked for; all else may stay as it is."""

    wish = forms.CharField(
        label=_("Bạn muốn làm việc gì?"), max_length=300, help_text=_("Ví dụ: may công nghiệp, phụ bếp. Không cần dấu."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    wage_floor_dong = WageField(label=_("Lương thấp nhất bạn nhận"))
    education = forms.ChoiceField(label=_("Học hết"), choices=form_choices(words.SCHOOLING))
    experience_months = forms.TypedChoiceField(label=_("Đã làm nghề này"), choices=_months, coerce=int)
    skills = forms.CharField(
        label=_("Biết làm gì (nếu có)"), required=False, max_length=500, help_text=_("Ngăn bằng dấu phẩy, ví dụ: may vắt sổ, lái xe nâng."),
    )  # fmt: skip
    certificates = forms.CharField(
        label=_("Bằng, chứng chỉ (nếu có)"),
        required=False,
        max_length=300,
        help_text=_("Ví dụ: hàn 3G, lái xe hạng C."),
    )
    farthest_km = forms.TypedChoiceField(
        label=_("Đi làm xa nhất mỗi ngày"), required=False, coerce=int, empty_value=None,
        choices=lambda: [("", gettext("không ngại xa")), *((str(km), f"{km} km") for km in _DISTANCES)],
    )  # fmt: skip
    moves = forms.BooleanField(label=_("Sẵn sàng đi tỉnh khác"), required=False)
    is_abroad_ok = forms.BooleanField(label=_("Muốn đi làm việc ở nước ngoài"), required=False)
    takes_shifts = forms.BooleanField(label=_("Làm ca được"), required=False, initial=True)
    takes_night = forms.BooleanField(label=_("Làm đêm được"), required=False)
    access_need = forms.ChoiceField(
        label=_("Khuyết tật cần nơi làm việc phù hợp (nếu có)"), required=False, choices=form_choices(words.ACCESS, ("", "–")),
    )  # fmt: skip
    consents_to_be_shown = forms.BooleanField(
        label=_("Cho đơn vị tuyển dụng có việc phù hợp xem phiếu này (không có số định danh, điện thoại)"),
        required=False,
    )

    @classmethod
    def of(cls, seeker: Seeker, data: Any = None) -> "WishForm":
        """The form as the seeker filled it before."""
        told = {name: getattr(seeker, name) for name in cls.base_fields if hasattr(seeker, name)}
        told |= {
            "moves": seeker.willing_places == "*",
            "skills": ", ".join(split(seeker.skills)),
            "certificates": ", ".join(split(seeker.certificates)),
        }
        told["experience_months"] = max(months for months in _YEARS if months <= seeker.experience_months)
        return cls(data, initial=told)

    def told(self) -> dict[str, Any]:
        """The columns of a seeker."""
        told = dict(self.cleaned_data)
        told["willing_places"] = "*" if told.pop("moves") else ""
        told["occupations"] = wished_occupations(told["wish"])
        told["skills"] = joined(told["skills"].split(","))[:500]
        told["certificates"] = joined(told["certificates"].split(","))[:300]
        return told


class DeskWishForm(WishForm):
    """The same at an officer's desk, with the telephone and where it was registered."""

    phone = forms.CharField(label=_("Điện thoại"), required=False, max_length=20)
    field_order: tuple[str, ...] = ("phone", "wish")


class EnterForm(GuardedForm):
    """What opens a seeker's own page: the code they got and their personal number."""

    code = forms.CharField(
        label=_("Mã phiếu tìm việc"), max_length=20, help_text=_("Bắt đầu bằng TV, nhận khi đăng ký."),
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    number = forms.CharField(
        label=_("Số định danh cá nhân"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_code(self) -> str:
        return re.sub(r"[\s–—-]", "", self.cleaned_data["code"]).upper()

    def clean_number(self) -> str:
        return re.sub(r"[\s.-]", "", self.cleaned_data["number"])


class ApplyForm(forms.Form):
    """A word to the employer."""

    message = forms.CharField(
        label=_("Lời nhắn cho đơn vị tuyển dụng (nếu có)"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class VacancyForm(forms.Form):
    """A vacancy as it is posted."""

    title = forms.CharField(label=_("Tên việc làm"), max_length=120, help_text=_("Ví dụ: Công nhân may công nghiệp."))
    occupation = OccupationField(label=_("Nghề"))
    places_count = forms.IntegerField(
        label=_("Cần tuyển"), min_value=1, max_value=5000, initial=1, help_text=_("Số người.")
    )
    commune = CommuneField(
        label=_("Xã, phường nơi làm việc"),
        required=False,
        help_text=_("Để trống khi làm ở nhiều nơi hoặc ở tỉnh khác."),
    )
    work_province = forms.ModelChoiceField(
        label=_("Tỉnh nơi làm việc"),
        required=False,
        queryset=Place.objects.none(),
        help_text=_("Chỉ chọn khi làm ở tỉnh khác."),
    )
    address = forms.CharField(label=_("Địa chỉ nơi làm việc"), required=False, max_length=200)
    wage_from_dong = WageField(label=_("Lương từ"))
    wage_to_dong = WageField(label=_("Lương đến"))
    hours_a_week = forms.IntegerField(label=_("Số giờ mỗi tuần"), required=False, min_value=1, max_value=72)
    contract_months = forms.IntegerField(
        label=_("Thời hạn hợp đồng (tháng)"),
        required=False,
        min_value=1,
        max_value=72,
        help_text=_("Không xác định thời hạn thì để trống."),
    )
    least_education = forms.ChoiceField(label=_("Học vấn ít nhất"), choices=form_choices(words.SCHOOLING))
    experience_months = forms.IntegerField(
        label=_("Kinh nghiệm ít nhất (tháng)"), min_value=0, max_value=240, initial=0
    )
    certificates = forms.CharField(
        label=_("Chứng chỉ bắt buộc"), required=False, max_length=300, help_text=_("Ngăn bằng dấu phẩy.")
    )
    skills = forms.CharField(label=_("Kỹ năng cần"), required=False, max_length=500, help_text=_("Ngăn bằng dấu phẩy."))
    has_shifts = forms.BooleanField(label=_("Làm theo ca"), required=False)
    has_night = forms.BooleanField(label=_("Có làm đêm"), required=False)
    is_hazardous = forms.BooleanField(label=_("Nặng nhọc, độc hại, nguy hiểm"), required=False)
    is_new = forms.BooleanField(label=_("Chỗ làm tăng thêm, không phải thay người"), required=False, initial=True)
    has_dormitory = forms.BooleanField(label=_("Có chỗ ở"), required=False)
    accessible_for = forms.MultipleChoiceField(
        label=_("Phù hợp với người khuyết tật"),
        required=False,
        choices=form_choices(words.ACCESS),
        widget=forms.CheckboxSelectMultiple,
    )
    accessible_how = forms.CharField(label=_("Phù hợp như thế nào"), required=False, max_length=200)
    description = forms.CharField(
        label=_("Mô tả"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 6})
    )
    phone = forms.CharField(label=_("Điện thoại liên hệ"), max_length=20, widget=forms.TextInput(attrs={"type": "tel"}))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        provinces = self.fields["work_province"]
        assert isinstance(provinces, forms.ModelChoiceField)
        provinces.queryset = Place.objects.on(timezone.localdate()).filter(level=1).order_by("sort_key")
        provinces.empty_label = "–"

    @classmethod
    def of(cls, vacancy: Vacancy, data: Any = None) -> "VacancyForm":
        """The form as the vacancy stands."""
        told = {name: getattr(vacancy, name) for name in cls.base_fields if hasattr(vacancy, name)}
        told |= {"commune": vacancy.work_commune_id or "", "accessible_for": split(vacancy.accessible_for)}
        told |= {"skills": ", ".join(split(vacancy.skills)), "certificates": ", ".join(split(vacancy.certificates))}
        told["work_province"] = None if vacancy.work_commune_id else vacancy.work_province_id
        return cls(data, initial=told)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not self.errors and not told.get("commune") and not told.get("work_province"):
            self.add_error("commune", gettext("Ghi xã, phường nơi làm việc, hoặc chọn tỉnh khi làm ở tỉnh khác."))
        return told

    def told(self) -> dict[str, Any]:
        """The columns of a vacancy."""
        told = dict(self.cleaned_data)
        told["work_commune"] = told.pop("commune")
        if told["work_commune"]:
            told["work_province"] = told["work_commune"].province
        found = score_occupations(told["title"], 1)
        told["occupation"] = told["occupation"] or (found[0][0] if found and found[0][1] >= SURE else "")
        for column, most in (("skills", 500), ("certificates", 300)):
            told[column] = joined(told[column].split(","))[:most]
        told["accessible_for"] = joined(told["accessible_for"])
        return told


class PublishForm(forms.Form):
    """Until when a vacancy is shown."""

    expires_on = DayField(label=_("Đăng đến hết ngày trước"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.initial.setdefault("expires_on", vietnamese_day(timezone.localdate() + timedelta(days=30)))


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Lý do"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class InterviewForm(forms.Form):
    """When and where."""

    at = forms.DateTimeField(
        label=_("Ngày và giờ phỏng vấn"), input_formats=["%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M", "%H:%M %d/%m/%Y"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )  # fmt: skip
    place = forms.CharField(label=_("Nơi phỏng vấn"), required=False, max_length=200)


class HireForm(forms.Form):
    """The job begun."""

    started_on = DayField(label=_("Ngày bắt đầu làm"))
    contract_months = forms.IntegerField(
        label=_("Thời hạn hợp đồng (tháng)"),
        required=False,
        min_value=1,
        max_value=72,
        help_text=_("Không xác định thời hạn thì để trống."),
    )
    wage_dong = WageField(label=_("Lương"))
    document = forms.CharField(
        label=_("Giấy tờ"), required=False, max_length=200, help_text=_("Ví dụ: hợp đồng lao động số 15.")
    )
