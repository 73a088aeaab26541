"""The registers of conditions at work, as they are asked for and shown."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ansinh.core.uploads import TABLES, UploadField
from ansinh.labour.forms.conditions_register import Asked, Closing, Register
from ansinh.labour.models import (
    Accident,
    CollectiveAgreement,
    Dispute,
    LeasingReport,
    Licence,
    SafetyTraining,
    Strike,
    WageReport,
    WorkerOrganisation,
    WorkRules,
)
from ansinh.people.forms import CommuneField

ORGANISATION = Asked(
    _("Đơn vị"), also=("mã số thuế", "mst", "doanh nghiệp", "tên đơn vị", "tên doanh nghiệp", "người sử dụng lao động")
)
COMMUNE = Asked(
    _("Xã, phường"),
    _(
        "Để trống: theo địa bàn của đơn vị, của người lao động. Đơn vị ở tỉnh khác thì ghi xã nơi làm việc, đặt văn phòng."
    ),
    also=("xã", "phường", "địa bàn"),
    is_given=True,
)
DOCUMENT = Asked(_("Giấy tờ"), _("Số, ngày văn bản làm căn cứ."), also=("văn bản", "căn cứ"))
NUMBER = Asked(_("Số"), also=("số văn bản", "số quyết định", "số giấy phép", "số gplđ"))
TOLD = Asked(_("Nội dung"), also=("diễn biến", "mô tả", "ghi chú"))
PEOPLE = Asked(_("Số người"), also=("số lao động", "tổng số người"))
WOMEN = Asked(_("Trong đó nữ"), also=("nữ", "số nữ"))


def _of_organisation(*more: tuple[str, Asked]) -> dict[str, Asked]:
    return {"organisation": ORGANISATION, **dict(more), "commune": COMMUNE, "document": DOCUMENT}


work_rules = Register(
    "noi-quy", WorkRules, _("Nội quy lao động đăng ký"), _("lần đăng ký"), sheet="116/LĐVL-Sở",
    asked=_of_organisation(
        ("number", NUMBER),
        ("registered_on", Asked(_("Ngày đăng ký"))),
        ("workers", Asked(_("Số lao động của đơn vị"), also=("quy mô", "số lao động"))),
    ),
    shown=("registered_on", "number", "workers"),
)  # fmt: skip

agreements = Register(
    "thoa-uoc", CollectiveAgreement, _("Thỏa ước lao động tập thể"), _("thỏa ước"), sheet="117/LĐVL-Sở",
    asked=_of_organisation(
        ("kind", Asked(_("Loại thỏa ước"), also=("loại",))),
        ("number", NUMBER),
        ("signed_on", Asked(_("Ngày ký"))),
        ("from_day", Asked(_("Hiệu lực từ"), also=("từ ngày",))),
        ("to_day", Asked(_("Hiệu lực đến"), _("Ngày cuối còn hiệu lực."), also=("đến ngày", "hết hiệu lực"))),
        ("enterprises", Asked(_("Số doanh nghiệp tham gia"))),
        ("workers", Asked(_("Số lao động áp dụng"))),
    ),
    ending={"ended_on": Asked(_("Chấm dứt từ ngày"))},
    shown=("kind", "signed_on", "from_day", "to_day", "ended_on"), filters=("kind",), due="to_day",
    closing=Closing(_("Ghi chấm dứt trước hạn"), ("ended_on",), lambda row: row.ended_on is None),
)  # fmt: skip

worker_organisations = Register(
    "dai-dien", WorkerOrganisation, _("Tổ chức đại diện người lao động"), _("tổ chức"), sheet="118/LĐVL-Sở",
    asked=_of_organisation(
        ("kind", Asked(_("Loại tổ chức"), also=("loại",))),
        ("founded_on", Asked(_("Ngày thành lập"), also=("thành lập",))),
        ("members", Asked(_("Số thành viên"), also=("đoàn viên", "số đoàn viên"))),
        ("women", WOMEN),
    ),
    ending={"ended_on": Asked(_("Giải thể từ ngày"))},
    shown=("kind", "founded_on", "members", "women", "ended_on"), filters=("kind",),
    closing=Closing(_("Ghi giải thể"), ("ended_on",), lambda row: row.ended_on is None),
)  # fmt: skip

disputes = Register(
    "tranh-chap", Dispute, _("Tranh chấp lao động"), _("vụ"), sheet="119/LĐVL-Sở",
    asked=_of_organisation(
        ("kind", Asked(_("Loại tranh chấp"), also=("loại",))),
        ("cause", Asked(_("Nguyên nhân"))),
        ("received_on", Asked(_("Ngày nhận yêu cầu"), also=("ngày nhận", "ngày xảy ra"))),
        ("people", PEOPLE),
        ("told", TOLD),
    ),
    ending={
        "settler": Asked(_("Nơi giải quyết")),
        "settled_on": Asked(_("Ngày giải quyết")),
        "result": Asked(_("Kết quả")),
    },
    shown=("received_on", "kind", "cause", "settler", "result"), filters=("kind", "result"),
    closing=Closing(_("Ghi kết quả giải quyết"), ("settler", "settled_on", "result"), lambda row: not row.result),
)  # fmt: skip

strikes = Register(
    "dinh-cong", Strike, _("Đình công, ngừng việc tập thể"), _("cuộc"), sheet="112/LĐVL-Sở",
    asked=_of_organisation(
        ("started_on", Asked(_("Ngày bắt đầu"), also=("bắt đầu",))),
        ("leader", Asked(_("Ai lãnh đạo"))),
        ("cause", Asked(_("Nguyên nhân"))),
        ("people", Asked(_("Số người tham gia"))),
        ("told", TOLD),
    ),
    ending={"ended_on": Asked(_("Ngày kết thúc"), _("Ngày cuối còn ngừng việc."))},
    shown=("started_on", "ended_on", "leader", "cause", "people"), filters=("leader", "cause"),
    closing=Closing(_("Ghi kết thúc"), ("ended_on",), lambda row: row.ended_on is None),
)  # fmt: skip

wages = Register(
    "tien-luong", WageReport, _("Tiền lương, thưởng Tết, nợ lương"), _("báo cáo"), sheet="113/LĐVL-Sở",
    asked=_of_organisation(
        ("year", Asked(_("Năm"), _("Thưởng Tết là của Tết ngay sau năm này."))),
        ("reported_on", Asked(_("Ngày báo cáo"))),
        ("workers", Asked(_("Số lao động hưởng lương"), also=("số lao động",))),
        ("wage_dong", Asked(_("Lương bình quân tháng"), _("Đồng một người một tháng."), also=("lương bình quân", "tiền lương bình quân"))),
        ("wage_women_dong", Asked(_("Lương bình quân tháng của nữ"))),
        ("bonus_highest_dong", Asked(_("Thưởng Tết cao nhất"), also=("cao nhất",))),
        ("bonus_lowest_dong", Asked(_("Thưởng Tết thấp nhất"), also=("thấp nhất",))),
        ("bonus_average_dong", Asked(_("Thưởng Tết bình quân"), also=("bình quân",))),
        ("wage_debt_dong", Asked(_("Tiền lương còn nợ"), also=("nợ lương",))),
        ("wage_debt_workers", Asked(_("Số lao động bị nợ lương"))),
        ("insurance_debt_dong", Asked(_("Tiền bảo hiểm xã hội còn nợ"), also=("nợ bảo hiểm xã hội", "nợ bhxh"))),
    ),
    shown=("year", "workers", "wage_dong", "bonus_average_dong", "wage_debt_dong"),
)  # fmt: skip

accidents = Register(
    "tai-nan", Accident, _("Tai nạn lao động"), _("vụ"), sheet="110-111/LĐVL-Sở",
    asked=_of_organisation(
        ("where_at", Asked(_("Nơi xảy ra"), _("Khi không có đơn vị trong sổ: tên chủ, nơi làm việc."))),
        ("happened_on", Asked(_("Ngày xảy ra"), also=("ngày",))),
        ("is_contracted", Asked(_("Có quan hệ lao động"), also=("có hợp đồng lao động",))),
        ("sector", Asked(_("Ngành xảy ra tai nạn"), also=("ngành",))),
        ("injury", Asked(_("Dạng chấn thương"), also=("yếu tố gây chấn thương",))),
        ("people", Asked(_("Số người bị nạn"), also=("số người",))),
        ("women", Asked(_("Nữ bị nạn"), also=("nữ",))),
        ("deaths", Asked(_("Số người chết"), also=("chết",))),
        ("women_dead", Asked(_("Nữ chết"))),
        ("severe", Asked(_("Số người bị thương nặng"), also=("thương nặng",))),
        ("damage_dong", Asked(_("Chi phí và thiệt hại"), also=("thiệt hại",))),
        ("days_lost", Asked(_("Số ngày nghỉ"), also=("ngày nghỉ",))),
        ("told", TOLD),
    ),
    shown=("happened_on", "sector", "injury", "people", "deaths", "severe"), filters=("sector", "injury"),
)  # fmt: skip

safety = Register(
    "huan-luyen", SafetyTraining, _("Huấn luyện an toàn, vệ sinh lao động"), _("đợt"),
    asked=_of_organisation(
        ("trainer", Asked(_("Nơi tổ chức"), _("Tổ chức huấn luyện, hoặc cơ quan mở lớp."), also=("tổ chức huấn luyện",))),
        ("group", Asked(_("Nhóm"))),
        ("held_on", Asked(_("Ngày mở lớp"), also=("ngày",))),
        ("courses", Asked(_("Số lớp"))),
        ("people", PEOPLE),
        ("women", WOMEN),
    ),
    shown=("held_on", "group", "courses", "people", "women"), filters=("group",),
)  # fmt: skip

licences = Register(
    "giay-phep", Licence, _("Giấy phép dịch vụ việc làm, đưa người đi nước ngoài, cho thuê lại"), _("giấy phép"),
    sheet="106/LĐVL-Sở, 107/LĐVL-Bộ, 114-115/LĐVL-Sở",
    asked=_of_organisation(
        ("kind", Asked(_("Giấy phép về"), also=("loại giấy phép",))),
        ("act", Asked(_("Việc cấp"), also=("hình thức cấp",))),
        ("number", NUMBER),
        ("issued_on", Asked(_("Ngày cấp"))),
        ("expires_on", Asked(_("Hết hạn"), _("Ngày cuối còn hạn; để trống nếu không ghi thời hạn."), also=("ngày hết hạn",))),
    ),
    ending={"ended_on": Asked(_("Thu hồi, nộp lại từ ngày")), "end_kind": Asked(_("Thôi hiệu lực vì"))},
    shown=("kind", "act", "number", "issued_on", "expires_on", "ended_on"), filters=("kind", "act"), due="expires_on",
    closing=Closing(_("Ghi thu hồi"), ("ended_on",), lambda row: row.ended_on is None),
)  # fmt: skip

leasing = Register(
    "cho-thue-lai", LeasingReport, _("Lao động cho thuê lại"), _("báo cáo"), sheet="114-115/LĐVL-Sở",
    asked=_of_organisation(
        ("reported_on", Asked(_("Ngày báo cáo"))),
        ("workers", Asked(_("Số lao động cho thuê lại"), also=("số lao động",))),
        ("women", WOMEN),
    ),
    shown=("reported_on", "workers", "women"),
)  # fmt: skip

REGISTERS = (
    work_rules, agreements, worker_organisations, disputes, strikes, wages, accidents, safety, licences, leasing,
)  # fmt: skip


class ReasonForm(forms.Form):
    """Why a row is corrected or cancelled."""

    reason = forms.CharField(label=_("Lý do"), max_length=300, help_text=_("Lý do ở lại với dòng và trong vết."))


class ListFileForm(forms.Form):
    """A list for a register."""

    file = UploadField(label=_("Tệp Excel hoặc CSV"), kinds=TABLES, most_mb=20)
    commune = CommuneField(
        label=_("Xã của các dòng không ghi xã"),
        required=False,
        help_text=_("Để trống nếu theo địa bàn của đơn vị, của người."),
    )
