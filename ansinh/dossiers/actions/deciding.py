"""The decision of a dossier: drafted from the province's template, numbered, signed, and what it says written to the registers.

Nothing else in this house gives a dossier's right: what the signed paper says is enacted in the same transaction, or nothing is signed."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from ansinh.core import files
from ansinh.core.access import SIGNING_ROLES, NoAccess, acting_by_decision, current_scope
from ansinh.core.days import vietnamese_day
from ansinh.core.names import clean_text
from ansinh.dossiers import words
from ansinh.dossiers.jobs.catalogue import procedure_named
from ansinh.dossiers.jobs.signing import signing_service
from ansinh.dossiers.models import Dossier, DossierStep, Ruling

from .moving import end_open_step, path_of, verb_of
from .standing import DossierRefused, act, held, may_enter, moved, must_be, must_hold_step, open_step


@act
def draft_ruling(*, dossier: Dossier, outcome: str, reason: str = "", body: str = "", at: datetime | None = None, by: Any) -> Ruling:  # fmt: skip
    """The decision in draft; drafting again replaces a draft that is not signed. Raises DossierRefused, NoAccess."""
    dossier = held(dossier)
    may_enter(dossier)
    must_be(dossier, "in_progress")
    if outcome not in words.OUTCOMES:
        raise DossierRefused(f"Kết quả «{outcome}» không có. Chọn chấp thuận hoặc không chấp thuận.")
    if outcome == "refused" and not reason.strip():
        raise DossierRefused("Không chấp thuận phải nói rõ lý do và điều luật.")
    ruling = Ruling._base_manager.filter(dossier=dossier).first() or Ruling(dossier=dossier)
    if ruling.signed_at:
        raise DossierRefused(f"Hồ sơ {dossier.code} đã có {ruling}. Quyết định đã ký không sửa; lập hồ sơ đính chính.")
    ruling.outcome, ruling.reason, ruling.body = outcome, reason.strip()[:1000], clean_text(body) or body_of(dossier)
    ruling.drafted_at, ruling.drafted_by = at or timezone.now(), by
    ruling.save()
    moved(dossier, "draft", at=ruling.drafted_at, note=words.OUTCOMES[outcome][0], outcome=outcome, reason=reason)
    return ruling


@act
def sign_ruling(
    *, dossier: Dossier, number: str, decided_on: date, signer_name: str = "", at: datetime | None = None, by: Any
) -> Ruling:
    """The draft signed at the step that decides: kept as paper by its hash, frozen, and enacted. Who handled or drafted it does not sign.

    Raises DossierRefused (also when what it would write is refused), NoAccess."""
    dossier = held(dossier)
    must_be(dossier, "in_progress")
    step = open_step(dossier)
    must_hold_step(step)
    _may_sign(dossier, step, by)
    ruling = Ruling._base_manager.select_for_update().filter(dossier=dossier).first()
    if ruling is None:
        raise DossierRefused(f"Hồ sơ {dossier.code} chưa có dự thảo quyết định. Soạn dự thảo trước khi ký.")
    number = clean_text(number)
    if not number or len(number) > 60:
        raise DossierRefused("Ghi số quyết định như trên văn bản, ví dụ: 125/QĐ-UBND.")
    if decided_on < timezone.localtime(dossier.received_at).date():
        raise DossierRefused(
            f"Ngày quyết định {vietnamese_day(decided_on)} trước ngày tiếp nhận {vietnamese_day(timezone.localtime(dossier.received_at).date())}."
        )
    same = Ruling._base_manager.filter(
        number=number, decided_on=decided_on, dossier__commune=dossier.commune, body=ruling.body
    )
    if other := same.exclude(pk=ruling.pk).select_related("dossier").first():
        raise DossierRefused(
            f"Số {number} ngày {vietnamese_day(decided_on)} đã dùng cho hồ sơ {other.dossier.code}. Ghi số khác."
        )
    from ansinh.dossiers.documents.papers import ruling_paper

    moment = at or timezone.now()
    ruling.number, ruling.decided_on, ruling.signer = number, decided_on, by
    ruling.signer_name = clean_text(signer_name) or (by.get_full_name() if by else "")
    paper = ruling_paper(dossier, ruling)
    ruling.sha256 = files.keep(paper)
    ruling.signature = signing_service().sign(ruling.sha256, signer=ruling.signer_name, at=moment)
    ruling.signed_at = moment
    ruling.save()
    if ruling.outcome == "granted":
        ruling.wrote = _enact(dossier, ruling, by)
        ruling.save(update_fields=["wrote"])
    end_open_step(dossier, moment, by, "done")
    dossier.state, dossier.closed_at = "decided", moment
    dossier.save(update_fields=["state", "closed_at"])
    moved(
        dossier,
        "sign",
        at=moment,
        stage=step.stage,
        step=step.key,
        note=str(ruling),
        sha256=ruling.sha256,
        outcome=ruling.outcome,
    )
    if ruling.wrote:
        moved(dossier, "enact", at=moment, note=", ".join(ruling.wrote))
    return ruling


def body_of(dossier: Dossier) -> str:
    """The body that decides, as the path names it."""
    stage, _step = next(pair for pair in path_of(dossier).steps if pair[1].verb == "decide")
    place = {3: dossier.commune, 1: dossier.province}.get(stage.level)
    return f"{stage.label_vi} {place.full_name}" if place else stage.label_vi


def _may_sign(dossier: Dossier, step: DossierStep, by: Any) -> None:
    if verb_of(path_of(dossier), step) != "decide":
        raise DossierRefused("Hồ sơ chưa đến bước ký. Làm xong các bước trước.")
    scope = current_scope()
    if scope.everything:
        return
    if step.role not in SIGNING_ROLES:
        raise NoAccess(f"Bước này của vai trò «{step.role}», không phải vai trò ký.")
    touched = dossier.moves.filter(by=scope.actor).exclude(act__in=("reassign", "return", "start"))
    if touched.exists() or dossier.opened_by_id == by.pk:
        raise NoAccess("Người đã mở, thẩm tra hoặc soạn dự thảo hồ sơ này không ký quyết định của nó. Người khác ký.")


def _enact(dossier: Dossier, ruling: Ruling, by: Any) -> list[str]:
    """What the decision says, written by the room of the procedure; a refusal there refuses the signature."""
    enact = procedure_named(dossier.procedure).enact
    if enact is None:
        return []
    try:
        with acting_by_decision():
            return enact(dossier=dossier, ruling=ruling, by=by)
    except (NoAccess, DossierRefused):
        raise
    except (ValueError, LookupError) as reason:
        raise DossierRefused(f"Chưa ký được: {reason}") from reason
