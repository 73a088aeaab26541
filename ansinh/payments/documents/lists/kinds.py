"""Each list: its title, columns, the columns of its printed page, who signs."""

from collections.abc import Sequence
from dataclasses import dataclass

from .paper import Column, Stack


@dataclass(frozen=True)
class Kind:
    """A list as officials know it. `title` may name {month}; `words_of` is the column whose sum is written in words."""

    title: str
    columns: Sequence[Column]
    stacks: Sequence[Stack] = ()
    words_of: str = ""
    signers: Sequence[str] = ("Người lập", "Kế toán", "Thủ trưởng đơn vị")

    def pressed(self) -> Sequence[Stack]:
        """The columns of the printed page: one for each unless told."""
        return self.stacks or [
            Stack(one.heading, (one.name,), max(one.width, 6) ** 0.75, "right" if one.is_number else "left")
            for one in self.columns
        ]


_LINE = Column("line", "STT", 5)
_NAME = Column("name", "Họ và tên", 26)
_BIRTH = Column("birth", "Ngày sinh", 11)
_NUMBER = Column("personal_number", "Số CCCD", 14)
_HAMLET = Column("hamlet", "Thôn, tổ", 18)
_GROUND = Column("ground", "Loại đối tượng", 30)


def _number(name: str, heading: str, width: int = 13) -> Column:
    return Column(name, heading, width, is_number=True)


KINDS = {
    "pay": Kind(
        "Danh sách chi trả trợ cấp tháng {month}",
        (
            _LINE, Column("code", "Mã đối tượng", 10), _NAME, _BIRTH, Column("sex", "Giới tính", 7), _NUMBER, _HAMLET, _GROUND,
            Column("base_dong", "Mức chuẩn", 11), Column("coefficient", "Hệ số", 7), _number("monthly_dong", "Mức hưởng tháng"),
            Column("arrears_months", "Truy lĩnh (số tháng)", 9), _number("arrears_dong", "Truy lĩnh (số tiền)"),
            _number("once_dong", "Một lần"), _number("taken_dong", "Truy thu"), _number("carried_dong", "Chưa nhận kỳ trước"),
            _number("amount_dong", "Tổng được lĩnh", 14), Column("channel", "Hình thức", 16), Column("bank", "Ngân hàng, số tài khoản", 30),
            Column("payee", "Tên tài khoản, người nhận", 26), Column("proxy", "Người nhận thay (họ tên, CCCD)", 28),
            Column("relation", "Quan hệ", 10), Column("proxy_until", "Hạn ủy quyền", 11), Column("reference", "Mã lệnh chi", 22),
            Column("check", "Mã kiểm tra", 8), Column("received_on", "Ngày nhận", 11), Column("signature", "Ký nhận", 16),
            Column("note", "Ghi chú", 16),
        ),
        (
            Stack("STT", ("line",), 0.55, "center"),
            Stack("Họ và tên; ngày sinh, giới tính; số CCCD", ("name", "birth sex", "personal_number"), 2.5),
            Stack("Mã đối tượng; thôn, tổ; loại đối tượng", ("code", "hamlet", "ground"), 2.6),
            Stack("Mức chuẩn; hệ số", ("base_dong", "coefficient"), 1.0, "right"),
            Stack("Mức hưởng tháng", ("monthly_dong",), 1.25, "right"),
            Stack("Truy lĩnh (số tháng)", ("arrears_dong", "(arrears_months)"), 1.25, "right"),
            Stack("Một lần; truy thu (−)", ("once_dong", "−taken_dong"), 1.2, "right"),
            Stack("Chưa nhận kỳ trước", ("carried_dong",), 1.2, "right"),
            Stack("Tổng được lĩnh", ("amount_dong!",), 1.35, "right"),
            Stack("Hình thức; tài khoản; tên tài khoản", ("channel", "bank", "payee"), 2.5),
            Stack("Người nhận thay; quan hệ; hạn ủy quyền", ("proxy", "relation", "proxy_until"), 1.9),
            Stack("Ngày nhận, ký nhận", (), 2.2),
            Stack("Mã lệnh chi, mã kiểm tra", ("qr", "reference", "check"), 2.1, "center"),
        ),
        words_of="amount_dong",
        signers=("Người lập", "Kế toán", "Người chi trả", "Thủ trưởng đơn vị"),
    ),
    "increase": Kind(
        "Danh sách tăng tháng {month}",
        (
            _LINE, _NAME, _BIRTH, _NUMBER, _HAMLET, _GROUND, _number("monthly_dong", "Mức hưởng"), Column("from_month", "Hưởng từ tháng", 10),
            Column("decision", "Số, ngày quyết định", 24), Column("reason", "Lý do", 14), _number("arrears_dong", "Truy lĩnh"),
        ),
        words_of="monthly_dong",
    ),
    "decrease": Kind(
        "Danh sách giảm tháng {month}",
        (
            _LINE, _NAME, _NUMBER, _GROUND, _number("monthly_dong", "Mức đang hưởng"), Column("from_month", "Thôi, tạm dừng từ tháng", 10),
            Column("reason", "Lý do", 20), Column("event_on", "Ngày sự kiện", 11), Column("decision", "Số, ngày quyết định", 24),
            _number("recovery_dong", "Truy thu"),
        ),
        words_of="monthly_dong",
    ),
    "once": Kind(
        "Danh sách trợ cấp một lần, mai táng phí tháng {month}",
        (
            _LINE, Column("name", "Người có quyền lợi, người mất", 26), Column("event_on", "Ngày mất, ngày sự kiện", 11),
            Column("extract", "Số trích lục khai tử", 16), Column("ground", "Loại", 30), _number("amount_dong", "Mức"),
            Column("payee", "Người nhận", 26), Column("payee_number", "Số CCCD người nhận", 14), Column("relation", "Quan hệ", 10),
            Column("decision", "Quyết định", 22), Column("signature", "Ký nhận", 16),
        ),
        words_of="amount_dong",
        signers=("Người lập", "Kế toán", "Người chi trả", "Thủ trưởng đơn vị"),
    ),
    "summary": Kind(
        "Bảng tổng hợp kinh phí chi trả tháng {month}",
        (
            _LINE, Column("ground", "Nhóm đối tượng", 34), _number("people_before", "Số người kỳ trước", 9), _number("more", "Tăng", 7),
            _number("fewer", "Giảm", 7), _number("people_now", "Số người kỳ này", 9), _number("monthly_dong", "Tiền tháng", 16),
            _number("arrears_dong", "Truy lĩnh", 14), _number("once_dong", "Một lần, mai táng phí", 14),
            _number("carried_dong", "Chưa chi kỳ trước", 14),
            _number("taken_dong", "Truy thu", 14), _number("total_dong", "Tổng chi", 16), _number("charged_dong", "Đề nghị rút dự toán", 16),
            Column("fee", "Phí chi trả (theo hợp đồng)", 12),
        ),
        words_of="charged_dong",
        signers=("Người lập", "Kế toán trưởng", "Thủ trưởng đơn vị"),
    ),
    "settlement": Kind(
        "Đối chiếu, quyết toán chi trả tháng {month}",
        (
            _LINE, Column("provider_name", "Đơn vị chi trả", 30), _number("listed_dong", "Số phải chi", 16),
            _number("cash_dong", "Đã chi tiền mặt", 16),
            _number("cashless_dong", "Đã chi qua tài khoản", 16), _number("paid_dong", "Cộng đã chi", 16),
            _number("unpaid_people", "Chưa nhận (số người)", 9),
            _number("unpaid_dong", "Chưa nhận (số tiền)", 15), Column("reasons", "Lý do trả lại (mã: số lệnh)", 22),
            _number("held_dong", "Dư tại đơn vị chi trả", 15), _number("given_back_dong", "Nộp trả", 15),
        ),
        words_of="paid_dong",
        signers=("Đơn vị chi trả", "Kế toán", "Thủ trưởng đơn vị"),
    ),
}  # fmt: skip
