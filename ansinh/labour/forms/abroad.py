"""Work abroad and foreigners at work as they are asked for and shown: contracts, what is done under them, support, violations, permits."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ansinh.labour import words
from ansinh.labour.actions import abroad as actions
from ansinh.labour.forms.conditions import COMMUNE, DOCUMENT, NUMBER, ORGANISATION, TOLD
from ansinh.labour.forms.conditions_register import Asked, Closing, Register, WordField
from ansinh.labour.models import (
    AbroadContract,
    AbroadSupport,
    AbroadViolation,
    ForeignNeed,
    ForeignPermit,
    ReturnSupport,
)
from ansinh.people.forms import Act, ActForm, DayField, DongField

PERSON = Asked(
    _("Số định danh của người lao động"),
    also=("số định danh", "số định danh cá nhân", "cccd", "số cccd", "căn cước", "số căn cước"),
)
GROUP = Asked(_("Nhóm đối tượng"), also=("đối tượng", "diện"))
AMOUNT = Asked(_("Số tiền hỗ trợ"), also=("số tiền", "kinh phí"))
DECISION = Asked(_("Quyết định"), also=("số quyết định",))

contracts = Register(
    "hop-dong", AbroadContract, _("Hợp đồng đi làm việc ở nước ngoài"), _("hợp đồng"), sheet="108/LĐVL-Cơ sở, 109/LĐVL-Cơ sở",
    asked={
        "person": PERSON,
        "kind": Asked(_("Hình thức đi"), also=("hình thức",)),
        "organisation": Asked(
            _("Doanh nghiệp, đơn vị đưa đi"), _("Mã số thuế. Để trống với hợp đồng trực tiếp giao kết."),
            also=("mã số thuế", "mst", "doanh nghiệp", "doanh nghiệp đưa đi", "công ty"),
        ),
        "number": Asked(_("Số đăng ký hợp đồng"), also=("số hợp đồng", "số đăng ký", "số phiếu trả lời")),
        "registered_on": Asked(_("Ngày đăng ký"), also=("ngày đăng ký hợp đồng", "ngày hợp đồng")),
        "market": Asked(_("Thị trường"), also=("nước", "nước đến", "quốc gia", "nước làm việc")),
        "country": Asked(_("Tên nước"), _("Ghi khi chọn thị trường khác.")),
        "region": Asked(_("Khu vực"), _("Chỉ chọn khi là thị trường khác; các thị trường có tên đã biết khu vực."), is_given=True),
        "group": GROUP,
        "title": Asked(_("Công việc"), also=("nghề", "ngành nghề", "vị trí việc làm")),
        "occupation": Asked(_("Mã nghề"), _("1 đến 4 chữ số theo VSCO 2020.")),
        "qualification": Asked(_("Trình độ"), also=("trình độ chuyên môn", "trình độ chuyên môn kỹ thuật")),
        "employer": Asked(_("Người sử dụng lao động ở nước ngoài"), also=("người sử dụng lao động", "nơi làm việc", "chủ sử dụng lao động")),
        "wage": Asked(_("Tiền lương tháng"), _("Theo loại tiền của hợp đồng."), also=("tiền lương", "mức lương", "lương")),
        "currency": Asked(_("Loại tiền"), _("VND, JPY, KRW, TWD, USD, EUR…"), also=("tiền tệ",)),
        "wage_dong": Asked(
            _("Tiền lương tháng quy ra đồng"), _("Theo tỷ giá ngày đăng ký; để trống nếu hợp đồng ghi bằng đồng."), also=("lương quy đổi",)
        ),
        "contract_months": Asked(_("Thời hạn hợp đồng (tháng)"), also=("thời hạn", "thời hạn hợp đồng", "số tháng")),
        "is_seafarer": Asked(_("Thuyền viên")),
        "is_listed_trade": Asked(_("Nghề thuộc danh mục ký quỹ")),
        "service_fee_dong": Asked(_("Tiền dịch vụ (đồng)"), also=("tiền dịch vụ", "phí dịch vụ")),
        "deposit_dong": Asked(_("Tiền ký quỹ (đồng)"), also=("tiền ký quỹ", "ký quỹ")),
        "departs_on": Asked(_("Dự kiến xuất cảnh"), also=("ngày dự kiến đi",)),
        "commune": COMMUNE,
        "document": DOCUMENT,
    },
    ending={
        "departed_on": Asked(_("Ngày xuất cảnh"), also=("xuất cảnh", "ngày đi")),
        "ends_on": Asked(_("Hết hạn hợp đồng"), also=("ngày hết hạn",)),
        "returned_on": Asked(_("Ngày về nước"), also=("về nước", "ngày nhập cảnh")),
        "return_kind": Asked(_("Về nước vì"), also=("lý do về nước",)),
    },
    shown=("market", "registered_on", "departed_on", "ends_on", "returned_on"), filters=("kind", "market", "group"),
    identity=("person", "registered_on"),
)  # fmt: skip

supports = Register(
    "ho-tro", AbroadSupport, _("Hỗ trợ đi làm việc ở nước ngoài"), _("khoản hỗ trợ"), sheet="B09",
    asked={
        "person": PERSON, "group": GROUP, "content": Asked(_("Nội dung hỗ trợ"), also=("nội dung",)), "amount_dong": AMOUNT,
        "paid_on": Asked(_("Ngày chi"), also=("ngày hỗ trợ",)), "decision": DECISION, "commune": COMMUNE, "document": DOCUMENT,
    },
    shown=("content", "group", "amount_dong", "paid_on", "decision"), filters=("content", "group"),
)  # fmt: skip

returns = Register(
    "ho-tro-ve-nuoc", ReturnSupport, _("Hỗ trợ người về nước"), _("khoản hỗ trợ"),
    asked={
        "person": PERSON, "content": Asked(_("Nội dung hỗ trợ"), also=("nội dung",)), "amount_dong": AMOUNT,
        "supported_on": Asked(_("Ngày hỗ trợ"), also=("ngày",)), "decision": DECISION, "commune": COMMUNE, "document": DOCUMENT,
    },
    shown=("content", "amount_dong", "supported_on", "decision"), filters=("content",),
)  # fmt: skip

violations = Register(
    "vi-pham", AbroadViolation, _("Vi phạm về đi làm việc ở nước ngoài"), _("vi phạm"),
    asked={
        "kind": Asked(_("Loại vi phạm"), also=("vi phạm",)),
        "contract": Asked(
            _("Số định danh của người lao động"), _("Khi vi phạm là của người lao động đã có hợp đồng trong sổ."), also=("số định danh", "cccd")
        ),
        "organisation": ORGANISATION,
        "named": Asked(_("Ai vi phạm"), _("Khi người, đơn vị đó chưa có trong sổ."), also=("tên người, tổ chức vi phạm",)),
        "found_on": Asked(_("Ngày phát hiện"), also=("ngày",)),
        "told": TOLD,
        "commune": COMMUNE,
        "document": DOCUMENT,
    },
    ending={"settled_on": Asked(_("Ngày xử lý xong")), "settled_how": Asked(_("Xử lý thế nào"))},
    shown=("kind", "found_on", "named", "settled_on"), filters=("kind",),
    closing=Closing(_("Ghi xử lý"), ("settled_on", "settled_how"), lambda row: row.settled_on is None),
)  # fmt: skip

permits = Register(
    "giay-phep-lao-dong", ForeignPermit, _("Giấy phép lao động của người nước ngoài"), _("giấy phép"), sheet="103/LĐVL-Sở",
    asked={
        "organisation": ORGANISATION,
        "name": Asked(_("Họ và tên"), also=("họ tên", "tên")),
        "passport": Asked(_("Số hộ chiếu"), also=("hộ chiếu",)),
        "nationality": Asked(_("Quốc tịch")),
        "continent": Asked(_("Châu lục")),
        "sex": Asked(_("Giới tính")),
        "birth_year": Asked(_("Năm sinh")),
        "position": Asked(_("Vị trí công việc"), also=("vị trí",)),
        "title": Asked(_("Chức danh công việc"), also=("chức danh",)),
        "occupation": Asked(_("Mã nghề"), _("1 đến 4 chữ số theo VSCO 2020.")),
        "act": Asked(_("Việc cấp"), also=("hình thức cấp",)),
        "number": NUMBER,
        "issued_on": Asked(_("Ngày cấp")),
        "from_day": Asked(_("Có hiệu lực từ"), also=("từ ngày",)),
        "to_day": Asked(_("Có hiệu lực đến"), _("Ngày cuối còn hiệu lực."), also=("đến ngày", "ngày hết hạn")),
        "commune": COMMUNE,
        "document": DOCUMENT,
    },
    ending={"ended_on": Asked(_("Thôi hiệu lực từ ngày")), "end_kind": Asked(_("Thôi hiệu lực vì"))},
    shown=("name", "nationality", "position", "act", "number", "to_day", "ended_on"), filters=("position", "act", "continent"),
    due="to_day", identity=("number", "act"),
    closing=Closing(_("Ghi thu hồi, thôi việc"), ("ended_on", "end_kind"), lambda row: row.ended_on is None),
)  # fmt: skip

needs = Register(
    "nhu-cau-nuoc-ngoai", ForeignNeed, _("Vị trí được chấp thuận sử dụng người nước ngoài"), _("chấp thuận"),
    asked={
        "organisation": ORGANISATION, "number": NUMBER, "approved_on": Asked(_("Ngày chấp thuận")),
        "position": Asked(_("Vị trí công việc"), also=("vị trí",)), "positions": Asked(_("Số vị trí"), also=("số lượng",)),
        "from_day": Asked(_("Từ ngày")), "to_day": Asked(_("Đến ngày")), "commune": COMMUNE, "document": DOCUMENT,
    },
    shown=("approved_on", "number", "position", "positions", "to_day"), filters=("position",),
)  # fmt: skip

REGISTERS = (contracts, supports, returns, violations, permits, needs)


class DepartForm(ActForm):
    """The day the person left."""

    day = DayField(label=_("Ngày xuất cảnh"))

    def act(self, by: Any) -> Any:
        return actions.depart(contract=self.subject, day=self.cleaned_data["day"], by=by)


class ReturnForm(ActForm):
    """The day and reason of the way back."""

    day = DayField(label=_("Ngày về nước"))
    kind = WordField(label=_("Về nước vì"), words=words.RETURN_KINDS, first=[("", "–")])

    def act(self, by: Any) -> Any:
        told = self.cleaned_data
        return actions.come_back(contract=self.subject, day=told["day"], kind=told["kind"], by=by)


class ExtendForm(ActForm):
    """More months at the same employer."""

    day = DayField(label=_("Ngày gia hạn"))
    months = forms.IntegerField(label=_("Gia hạn thêm (tháng)"), min_value=1, max_value=120)
    fee_dong = DongField(label=_("Tiền dịch vụ gia hạn (đồng)"), required=False)
    document = forms.CharField(label=_("Giấy tờ"), max_length=200, required=False)

    def act(self, by: Any) -> Any:
        return actions.extend(contract=self.subject, **self.cleaned_data, by=by)


class ChangeForm(ActForm):
    """Another employer, wage, job or place."""

    kind = WordField(
        label=_("Thay đổi"),
        words={key: pair for key, pair in words.ABROAD_CHANGES.items() if key != "extension"},
        first=[("", "–")],
    )
    day: Any = DayField(label=_("Từ ngày"))
    employer = forms.CharField(
        label=_("Người sử dụng lao động"), max_length=200, required=False, help_text=_("Để trống nếu không đổi.")
    )
    title = forms.CharField(
        label=_("Công việc"), max_length=120, required=False, help_text=_("Để trống nếu không đổi.")
    )
    wage_dong = DongField(
        label=_("Tiền lương tháng quy ra đồng"), required=False, help_text=_("Để trống nếu không đổi.")
    )
    note = forms.CharField(label=_("Nội dung"), max_length=300, required=False)
    document = forms.CharField(label=_("Giấy tờ"), max_length=200, required=False)

    def act(self, by: Any) -> Any:
        told = dict(self.cleaned_data)
        changes = {name: value for name in ("employer", "title", "wage_dong") if (value := told.pop(name))}
        return actions.change(contract=self.subject, changes=changes, **told, by=by)


class StayForm(ActForm):
    """Why the person did not go after all."""

    reason = forms.CharField(label=_("Lý do không đi"), max_length=300)

    def act(self, by: Any) -> Any:
        return actions.give_up(contract=self.subject, reason=self.cleaned_data["reason"], by=by)


def _is(*states: str) -> Any:
    return lambda contract: contract.state in states and not contract.cancelled_because


CONTRACT_ACTS = (
    Act("xuat-canh", _("Ghi xuất cảnh"), DepartForm, _is("registered")),
    Act("ve-nuoc", _("Ghi về nước"), ReturnForm, _is("abroad")),
    Act("gia-han", _("Ghi gia hạn"), ExtendForm, _is("abroad")),
    Act("thay-doi", _("Ghi thay đổi"), ChangeForm, _is("abroad")),
    Act("khong-di", _("Ghi không đi"), StayForm, _is("registered")),
)
