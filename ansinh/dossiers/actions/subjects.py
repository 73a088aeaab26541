"""Whose right it is, when the dossier came without it: the person found in the register, or entered there first."""

from typing import Any

from ansinh.core.access import NoAccess, current_scope
from ansinh.dossiers import words
from ansinh.dossiers.jobs.catalogue import procedure_named
from ansinh.dossiers.models import Dossier
from ansinh.people.models import Person

from .opening import may_change, set_components
from .standing import DossierRefused, act, held, may_enter, moved, must_be


@act
def attach_subject(*, dossier: Dossier, subject: Person, reason: str, by: Any) -> Dossier:
    """The dossier is about this person of the register from now on; papers the state holds of them are no longer asked. Once received,
    by who has the step, and not before the signer any more.

    Raises DossierRefused, NoAccess."""
    dossier = held(dossier)
    may_enter(dossier)
    must_be(dossier, *words.OPEN)
    if dossier.received_at:
        may_change(dossier)
    if not Person.objects.filter(pk=subject.pk).exists():
        raise NoAccess(f"{subject.name} ở nơi khác, ngoài phạm vi của tài khoản «{current_scope().actor}».")
    if dossier.subject_id == subject.pk:
        raise DossierRefused(f"Hồ sơ {dossier.code} đã gắn với {subject.name}.")
    if not reason.strip():
        raise DossierRefused("Ghi vì sao đúng người này, ví dụ: đã đối chiếu căn cước.")
    before = dossier.subject.name if dossier.subject else ""
    dossier.subject = subject
    if dossier.who == "self":
        dossier.applicant = subject
    dossier.save(update_fields=["subject", "applicant"])
    held_by_state = {one.key for one in procedure_named(dossier.procedure).components if one.held_by}
    missing = dossier.components.filter(state="missing", key__in=held_by_state).values_list("key", flat=True)
    set_components(dossier, dict.fromkeys(missing, "known"))
    moved(dossier, "attach", note=reason, before=before, after=f"person:{subject.pk}")
    return dossier
