"""What the register of people asks of the reader today, for the desk: doubles to look at, merges to confirm, mismatches overdue."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ansinh.core.access import WRITING_ROLES, current_scope
from ansinh.core.work import Work
from ansinh.people.actions.doubles import CONFIRMERS
from ansinh.people.models import DoublePair, Mismatch, PersonMerge


def work() -> list[Work]:
    """The lines of people, late ones first; nothing for who neither writes nor confirms."""
    scope = current_scope()
    found = _of_writers() if scope.holds(*WRITING_ROLES) else []
    if scope.holds(*CONFIRMERS):
        waiting = PersonMerge.objects.filter(state="proposed").exclude(proposed_by=scope.user)
        found.append(
            Work(_("Đề nghị gộp chờ xác nhận"), _("Người"), waiting.count(), reverse("merge_list") + "?tt=proposed")
        )
    return [line for line in found if line.count]


def _of_writers() -> list[Work]:
    day = timezone.localdate()
    pairs = DoublePair.objects.filter(one__merged_into=None, other__merged_into=None)
    late = Mismatch.objects.filter(state="open", due_on__lt=day, person__merged_into=None)
    doubles, unclear = reverse("double_list"), pairs.filter(state="unclear", due_on__lt=day)
    return [
        Work(
            _("Thông tin lệch với CSDL dân cư, quá hạn xử lý"),
            _("Người"),
            late.count(),
            reverse("mismatch_list") + "?han=qua",
            True,
        ),
        Work(_("Cặp có thể trùng chưa rõ, quá hạn"), _("Người"), unclear.count(), doubles + "?tt=unclear", True),
        Work(
            _("Cặp có thể trùng chờ xem"),
            _("Người"),
            pairs.filter(state="waiting").count(),
            doubles + "?tt=waiting",
        ),
    ]
