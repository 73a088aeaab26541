"""What the room of labour asks of the reader today, for the desk and the room's front page."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ansinh.core.access import current_scope
from ansinh.core.work import Work
from ansinh.labour.jobs.abroad import warned
from ansinh.labour.jobs.exchange_open import own_organisations
from ansinh.labour.jobs.placements_due import TERMS, due
from ansinh.labour.models import AbroadContract, Application, SearchNotice, Seeker, Vacancy

OFFICERS = ("commune_officer", "province_officer")


def work() -> list[Work]:
    """The lines of labour, late ones first; nothing for who does not work in the field."""
    scope, today = current_scope(), timezone.localdate()
    if scope.user is None or scope.everything:
        return []
    if not scope.holds(*OFFICERS, field="labour"):
        return _of_employer()
    room, contracts = _("Lao động"), AbroadContract.objects.all()
    late_notices = SearchNotice.objects.filter(told_on=None, due_on__lt=today, right__state="drawing").count()
    lines = [
        Work(_("Chưa thông báo tìm kiếm việc làm"), room, late_notices, reverse("search_notice_list"), True),
        Work(_("Quá hạn hợp đồng ở nước ngoài"), room, contracts.filter(warned("overstay", today)).count(),
             f"{reverse('abroad')}?canh-bao=overstay", True),
        Work(_("Tin tuyển dụng chờ duyệt"), room, Vacancy.objects.filter(state="waiting").count(), f"{reverse('vacancy_list')}?tt=waiting"),
        Work(_("Người tìm việc chờ xác nhận"), room, Seeker.objects.filter(state="waiting").count(), f"{reverse('seeker_list')}?tt=waiting"),
        Work(_("Được nhận, chờ ghi đi làm"), room, Application.objects.filter(state="offered").count(), f"{reverse('application_list')}?tt=offered"),
        Work(_("Người cần hỏi còn làm việc không"), room, sum(due(term, today).count() for term in TERMS), reverse("placement_checks")),
    ]  # fmt: skip
    return [line for line in lines if line.count]


def _of_employer() -> list[Work]:
    """Who applied to an employer's own vacancies and waits for an answer."""
    waiting = Application._base_manager.filter(state="sent", vacancy__organisation__in=own_organisations()).count()
    return (
        [Work(_("Người ứng tuyển chờ trả lời"), _("Tuyển dụng"), waiting, reverse("employer_home"))] if waiting else []
    )
