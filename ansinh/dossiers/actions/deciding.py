"""The decision of a dossier: drafted from the province's template, numbered, signed, and what it says written to the registers.

Nothing else in this house gives a dossier's right: what the signed paper says is enacted in the same transaction, or nothing is signed."""

import hashlib
import json
import re
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
from ansinh.dossiers.models import Dossier, DossierStep, Ruling, Template
from ansinh.places.models import Place

from .moving import end_open_step, path_of, verb_of
from .routing import hands_of
from .standing import (
    EXAMINING,
    DossierRefused,
    act,
    held,
    may_enter,
    moved,
    must_be,
    must_hold_step,
    not_mine,
    open_step,
    works_here,
)


@act
def draft_ruling(*, dossier: Dossier, outcome: str, reason: str = "", body: str = "", at: datetime | None = None, by: Any) -> Ruling:  # fmt: skip
    """The decision in draft; drafting again replaces a draft that is not signed. Raises DossierRefused, NoAccess.

    Drafted by whoever examines it; what lies before the signer is not changed any more, unless the signer sends it back."""
    dossier = held(dossier)
    may_enter(dossier)
    must_be(dossier, "in_progress")
    _may_draft(dossier)
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
    said = f"{words.OUTCOMES[outcome][0]}: {ruling.reason}" if ruling.reason else words.OUTCOMES[outcome][0]
    moved(dossier, "draft", at=ruling.drafted_at, note=said, outcome=outcome)
    return ruling


@act
def sign_ruling(
    *, dossier: Dossier, number: str, decided_on: date, signer_name: str = "", seen: str | None = None, at: datetime | None = None, by: Any
) -> Ruling:  # fmt: skip
    """The draft signed at the step that decides: kept as paper by its hash, frozen, and enacted. Who handled or drafted it does not sign.

    `seen` is the stamp (`draft_stamp`) of the draft the signer read: another one is not signed. A number is given once in a body's year.
    Raises DossierRefused (also when what it would write is refused), NoAccess."""
    dossier = held(dossier)
    must_be(dossier, "in_progress")
    step = open_step(dossier)
    must_hold_step(step)
    _may_sign(dossier, step)
    ruling = Ruling._base_manager.select_for_update().filter(dossier=dossier).first()
    if ruling is None:
        raise DossierRefused(f"Hồ sơ {dossier.code} chưa có dự thảo quyết định. Soạn dự thảo trước khi ký.")
    if seen is not None and seen != draft_stamp(dossier, ruling):
        raise DossierRefused(f"Hồ sơ {dossier.code} đã thay đổi sau khi bạn mở dự thảo. Đọc lại dự thảo rồi ký.")
    moment = at or timezone.now()
    number = decision_number(number)
    _must_be_dated_well(dossier, decided_on, moment)
    _must_be_a_free_number(dossier, ruling, number, decided_on)
    from ansinh.dossiers.documents.papers import ruling_paper

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
        said = dict.fromkeys(
            words.WRITTEN.get(kind, (kind,))[0] for kind in (one.partition(":")[0] for one in ruling.wrote)
        )
        moved(dossier, "enact", at=moment, note=", ".join(said), wrote=", ".join(ruling.wrote))
    return ruling


def body_of(dossier: Dossier) -> str:
    """The body that decides, as the path names it."""
    stage, _step = next(pair for pair in path_of(dossier).steps if pair[1].verb == "decide")
    place = {3: dossier.commune, 1: dossier.province}.get(stage.level)
    return f"{stage.label_vi} {place.full_name}" if place else stage.label_vi


def draft_stamp(dossier: Dossier, ruling: Ruling) -> str:
    """What a draft says, as a hash: another outcome, reason, answer or template gives another one."""
    own = Template.objects.filter(procedure=dossier.procedure, outcome=ruling.outcome, province=dossier.province_id)
    told = [
        ruling.pk, ruling.outcome, ruling.reason, ruling.body, dossier.answers, dossier.subject_id, dossier.applicant_name,
        own.values_list("sha256", flat=True).first(), sorted(dossier.components.values_list("key", "state")),
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def decision_number(raw: str) -> str:
    """A decision's number as it is kept: `125/QĐ-UBND`. Raises DossierRefused."""
    number = re.sub(r"\s*([/-])\s*", r"\1", clean_text(raw).replace("–", "-"))
    if not re.fullmatch(r"\d{1,7}[a-zđ]?(?:/[\w.-]+)*", number, re.IGNORECASE) or len(number) > 60:
        raise DossierRefused(
            f"Số quyết định «{number[:60]}» không đúng dạng. Ghi như trên văn bản, ví dụ: 125/QĐ-UBND."
        )
    return number


def not_for_me(dossier: Dossier, step: DossierStep) -> str:
    """Why the actor does not sign a dossier at its step; "" when they may."""
    scope = current_scope()
    if scope.everything:
        return ""
    if step.role not in SIGNING_ROLES:
        return f"Bước này của vai trò «{step.role}», không phải vai trò ký."
    if scope.actor in hands_of(dossier) or (scope.user is not None and dossier.opened_by_id == scope.user.pk):
        return "Người đã mở, thẩm tra hoặc soạn dự thảo hồ sơ này không ký quyết định của nó. Người khác ký."
    return ""


def may_draft(dossier: Dossier, step: DossierStep) -> bool:
    """Whether the actor drafts now: at their own step; before the signer only while there is no draft at all."""
    if not works_here(dossier, *EXAMINING):
        return False
    if verb_of(path_of(dossier), step) == "decide":
        return not Ruling._base_manager.filter(dossier=dossier).exists()
    return not not_mine(step)


def _may_draft(dossier: Dossier) -> None:
    step = open_step(dossier)
    if may_draft(dossier, step):
        return
    if verb_of(path_of(dossier), step) == "decide" and works_here(dossier, *EXAMINING):
        raise DossierRefused(
            "Dự thảo đang ở người ký nên không sửa nữa. Nhờ người ký trả lại, hoặc thu hồi, rồi soạn lại."
        )
    raise NoAccess(not_mine(step) or "Soạn dự thảo là việc của cán bộ chuyên môn đang giữ hồ sơ.")


def _must_be_dated_well(dossier: Dossier, decided_on: date, moment: datetime) -> None:
    received_on, today = timezone.localtime(dossier.received_at).date(), timezone.localtime(moment).date()
    if decided_on < received_on:
        raise DossierRefused(
            f"Ngày quyết định {vietnamese_day(decided_on)} trước ngày tiếp nhận {vietnamese_day(received_on)}. Ghi lại ngày."
        )
    if decided_on > max(today, timezone.localdate()):
        raise DossierRefused(f"Ngày quyết định {vietnamese_day(decided_on)} ở tương lai. Ghi ngày ký.")


def _must_be_a_free_number(dossier: Dossier, ruling: Ruling, number: str, decided_on: date) -> None:
    """Once in a body's year. Signers of one province wait for each other here, so that two never take one number."""
    list(Place.objects.select_for_update(no_key=True).filter(pk=dossier.province_id))
    same = Ruling._base_manager.filter(
        number__in={number, number.upper()}, decided_on__year=decided_on.year, dossier__province=dossier.province, body=ruling.body,
        signed_at__isnull=False,
    )  # fmt: skip
    if other := same.exclude(pk=ruling.pk).select_related("dossier").first():
        raise DossierRefused(
            f"Số {number} năm {decided_on.year} đã dùng cho hồ sơ {other.dossier.code}, {other}. Ghi số khác."
        )


def _may_sign(dossier: Dossier, step: DossierStep) -> None:
    if verb_of(path_of(dossier), step) != "decide":
        raise DossierRefused("Hồ sơ chưa đến bước ký. Làm xong các bước trước.")
    if why := not_for_me(dossier, step):
        raise NoAccess(why)


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
