"""What dossiers ask of the reader today, for the desk: dossiers to take in, steps given to them, what is late."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ansinh.core.access import current_scope
from ansinh.core.work import Work
from ansinh.dossiers.models import Dossier, DossierStep

from .lists import may_enter, signs, to_sign


def work() -> list[Work]:
    """The lines of dossiers, late ones first; nothing for who handles none."""
    scope, today = current_scope(), timezone.localdate()
    if scope.user is None or scope.everything:
        return []
    mine = DossierStep.objects.filter(assigned=scope.user, ended_at=None, dossier__state="in_progress")
    late = mine.filter(due_on__lt=today).count()
    lines = [
        Work(_("Bước quá hạn"), _("Hồ sơ"), late, reverse("my_steps"), True),
        Work(_("Bước đang giao cho tôi"), _("Hồ sơ"), mine.count() - late, reverse("my_steps")),
    ]
    if may_enter():
        submitted = Dossier.objects.filter(state="submitted").count()
        lines.append(Work(_("Hồ sơ chờ tiếp nhận"), _("Hồ sơ"), submitted, reverse("my_steps")))
    if signs():
        lines.append(Work(_("Quyết định chờ ký"), _("Hồ sơ"), to_sign().count(), reverse("sign_many")))
    return [line for line in lines if line.count]
