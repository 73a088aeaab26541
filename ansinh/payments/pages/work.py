"""What paying asks of the reader today: lists that wait for their hand, rows to settle, what is late."""

from django.urls import reverse
from django.utils.translation import gettext as _

from ansinh.core.access import current_scope
from ansinh.core.days import month_after, month_text
from ansinh.core.work import Work
from ansinh.payments import words
from ansinh.payments.actions import calendar_of
from ansinh.payments.models import Opening, Reopening, ReturnException, Run
from ansinh.payments.pages.common import NEXT, STAGE_PAGES, rights, run_name, said, today, why_not_mine
from ansinh.payments.pages.desk import BUTTONS
from ansinh.payments.pages.providers import files_for


def work() -> list[Work]:
    """The lines of paying, late ones first; nothing for those who are no hand of a run."""
    if "provider" in current_scope().roles:
        return _to_fetch()
    if not current_scope().provinces or not any(rights()[f"may_{name}"] for name in ("plan", "sign", "send", "close")):
        return []
    found = [*_waiting(), *_to_plan(), *_to_settle(), *_to_approve()]
    return sorted(found, key=lambda line: not line.is_late)


def _to_fetch() -> list[Work]:
    count = len(list(files_for(current_scope())))
    return [Work(_("Tệp lệnh chi gửi cho đơn vị"), _("Chi trả"), count, reverse("provider_files"))] if count else []


def _waiting() -> list[Work]:
    """Runs whose next stage is the reader's."""
    found = []
    for run in Run.objects.filter(state__in=NEXT).select_related("province").order_by("month", "programme"):
        stage = NEXT[run.state]
        if why_not_mine(run, stage):
            continue
        days = calendar_of(run, today=today())
        is_late = days.is_list_late if stage in ("sign", "send") else days.is_returns_late
        found.append(Work(said(BUTTONS, stage), run_name(run), 1, reverse(STAGE_PAGES[stage], args=[run.pk]), is_late))
    return found


def _to_plan() -> list[Work]:
    """For each opened programme the month after its newest list, once that list is signed."""
    found = []
    for opening in Opening.objects.select_related("province") if not why_not_mine(None, "plan") else ():
        runs = Run.objects.filter(province=opening.province, programme=opening.programme).exclude(state="discarded")
        newest = runs.order_by("-month").first()
        if newest is not None and newest.state == "planned":
            continue
        month = month_after(newest.month) if newest else opening.month
        days = calendar_of(Run(month=month, plan_day=today()), today=today())
        hint = f"{said(words.PROGRAMMES, opening.programme)}, {_('tháng')} {month_text(month)}"
        address = reverse("plan_run", args=[month, opening.programme])
        found.append(Work(said(BUTTONS, "plan"), hint, 1, address, days.is_list_late))
    return found


def _to_settle() -> list[Work]:
    if not rights()["may_close"]:
        return []
    count = ReturnException.objects.filter(settled_at__isnull=True).count()
    address = reverse("exceptions") + "?tinh-trang=chua"
    return [Work(_("Dòng trả về chưa xử lý"), _("Chi trả"), count, address)] if count else []


def _to_approve() -> list[Work]:
    if not rights()["may_sign"]:
        return []
    asked = Reopening.objects.filter(approved_at__isnull=True, run__in=Run.objects.all()).select_related("run")
    return [
        Work(_("Đề nghị mở lại tháng đã chốt"), run_name(each.run), 1, reverse("close_run", args=[each.run_id]))
        for each in asked
    ]
