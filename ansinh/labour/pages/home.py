"""The front page of labour: what waits today, and the door to each part of the room."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ansinh.labour.pages.conditions import REGISTERS
from ansinh.labour.pages.work import work


def labour_home(request: HttpRequest) -> HttpResponse:
    """Each part of the room with its registers, which ask who may; no people stand here."""
    return render(request, "labour/home.html", {"lines": work(), "parts": _parts()})


def _parts() -> list[dict[str, Any]]:
    """The parts in the order of an officer's year: a title, what it is for, its registers."""
    told = (
        (_("Cung, cầu lao động"), _("Phiếu của từng người từ 15 tuổi, nhu cầu tuyển và báo cáo của đơn vị sử dụng lao động."), (
            (_("Phiếu cung lao động"), "supply_list"), (_("Đơn vị sử dụng lao động"), "organisation_list"),
            (_("Nhu cầu tuyển dụng"), "demand_list"), (_("Báo cáo 01/PLI"), "workforce_list"), (_("Tra cứu nghề"), "occupation_list"),
            (_("Dự báo nhu cầu theo nghề"), "occupation_forecast"),
        )),
        (_("Việc làm"), _("Tin tuyển dụng, người tìm việc, giới thiệu, ai đã có việc làm."), (
            (_("Bàn của trung tâm"), "exchange_home"), (_("Tin tuyển dụng"), "vacancy_list"), (_("Người tìm việc"), "seeker_list"),
            (_("Ứng tuyển, giới thiệu"), "application_list"), (_("Người có việc làm"), "placement_list"),
            (_("Còn làm sau 3, 6 tháng"), "placement_checks"), (_("Tư vấn"), "counsel_list"), (_("Vốn vay việc làm"), "job_loan_list"),
            (_("Ghép việc: trọng số, chấm thử"), "matching"),
        )),
        (_("Phiên giao dịch việc làm"), _("Gian tuyển dụng, đăng ký, lịch phỏng vấn, kết quả tại chỗ."), ((_("Các phiên"), "fair_list"),)),
        (_("Làm việc ở nước ngoài"), _("Hợp đồng, xuất cảnh, về nước, cảnh báo quá hạn; người nước ngoài làm việc tại tỉnh."), (
            (_("Hợp đồng"), "abroad"), (_("Vi phạm"), "vi-pham"), (_("Giấy phép lao động"), "giay-phep-lao-dong"),
            (_("Nhu cầu người nước ngoài"), "nhu-cau-nuoc-ngoai"),
        )),
        (_("Bảo hiểm thất nghiệp"), _("Quá trình đóng, quyết định hưởng, thông báo hằng tháng, báo cáo mẫu 31."), (
            (_("Người hưởng"), "unemployment_list"), (_("Thông báo tìm việc"), "search_notice_list"), (_("Hỗ trợ học nghề"), "training_support_list"),
            (_("Quá trình đóng"), "contribution_file_new"), (_("Lệch thông tin"), "contribution_mismatch_list"),
            (_("Báo cáo"), "unemployment_report"),
        )),
        (_("Đào tạo nghề"), _("Cơ sở, lớp, người học, hỗ trợ học phí, hợp tác với doanh nghiệp."), (
            (_("Lớp"), "training_course_list"), (_("Người học"), "training_learner_list"), (_("Cơ sở"), "training_institution_list"),
            (_("Hợp tác đào tạo"), "training_partnership_list"), (_("Kinh phí"), "training_money_list"),
            (_("Phân luồng học sinh"), "training_leavers_list"),
        )),
        (_("Quan hệ lao động, an toàn"), _("Nội quy, thỏa ước, tranh chấp, đình công, tai nạn, tiền lương, cho thuê lại."), (
            (_("Các sổ"), "conditions"), (_("Tai nạn lao động"), "tai-nan"), (_("Đình công"), "dinh-cong"), (_("Tranh chấp"), "tranh-chap"),
            (_("Thỏa ước tập thể"), "thoa-uoc"), (_("Nội quy"), "noi-quy"), (_("Tiền lương"), "tien-luong"),
        )),
    )  # fmt: skip
    return [
        {"title": title, "about": about, "links": [(label, _address(name)) for label, name in links]}
        for title, about, links in told
    ]


def _address(name: str) -> str:
    """A page by its name, or a simple register by its key."""
    return reverse("labour_register", args=[name]) if name in REGISTERS else reverse(name)
