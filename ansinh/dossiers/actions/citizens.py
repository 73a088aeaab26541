"""What citizens do themselves on a dossier they follow, and an officer's word that they were told."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from ansinh.core import audit
from ansinh.core.access import acting_as_system
from ansinh.core.names import clean_text
from ansinh.dossiers import words
from ansinh.dossiers.jobs.catalogue import procedure_named
from ansinh.dossiers.models import Dossier, Notice, Supplement

from .papers import PaperRefused, Upload, add_paper, add_version
from .standing import DossierRefused, act, held, may_enter, moved, must_be

HANDING_IN = "công dân nộp trực tuyến"
_KINDS = {
    "death": "death_extract",
    "birth": "birth_certificate",
    "identity": "identity_card",
    "residence": "residence_paper",
}


def hand_in_papers(*, dossier: Dossier, papers: Mapping[str, Sequence[Upload]], why: str = "") -> list[str]:
    """Files a citizen sends, kept as papers of their components: a second sending is a new version. Gives the components that came.

    Called by the system, outside a transaction: an infected file is told in the trail and refused. Raises PaperRefused."""
    declared = {one.key: one for one in procedure_named(dossier.procedure).components}
    for key, uploads in papers.items():
        if key not in declared:
            raise PaperRefused(f"Hồ sơ {dossier.code} không cần giấy tờ «{key}».")
        standing = dossier.papers.filter(component=key, removed_at=None).order_by("-pk").first()
        if standing:
            add_version(paper=standing, uploads=uploads, reason=why or "người nộp gửi lại", by=None)
        else:
            add_paper(
                uploads=uploads, kind=kind_of(key, declared[key].form), dossier=dossier, component=key,
                title=declared[key].label_vi, by=None,
            )  # fmt: skip
    return list(papers)


def kind_of(component: str, form: str) -> str:
    """What kind of paper answers a component."""
    if form:
        return "declaration"
    return _KINDS.get(component) or (component if component in words.PAPER_TYPES else "other")


def hand_in_supplement(*, dossier: Dossier, papers: Mapping[str, Sequence[Upload]], said: str) -> Supplement:
    """What a citizen sends for an open request; an officer looks at it and takes it, then the clock goes on from this day.

    Raises DossierRefused, PaperRefused."""
    with acting_as_system(HANDING_IN):
        must_be(dossier, "waiting")
        if not papers and not clean_text(said):
            raise DossierRefused("Chưa có gì để gửi. Chọn tệp, hoặc ghi lời nhắn cho cán bộ.")
        came = hand_in_papers(dossier=dossier, papers=papers, why="bổ sung theo yêu cầu")
        return _handed_in(dossier=dossier, came=came, said=said, by=None)


@act
def _handed_in(*, dossier: Dossier, came: Sequence[str], said: str, by: Any) -> Supplement:
    dossier = held(dossier)
    must_be(dossier, "waiting")
    supplement: Supplement = dossier.supplements.select_for_update().get(answered_at=None)
    supplement.handed_in_at = timezone.now()
    supplement.handed_in_said = said.strip()[:500]
    supplement.save(update_fields=["handed_in_at", "handed_in_said"])
    moved(dossier, "hand_in", note=said, components=", ".join(came))
    return supplement


@act
def note_told(*, notice: Notice, how: str, by: Any) -> Notice:
    """An officer told the citizen. Raises DossierRefused, NoAccess."""
    may_enter()
    if how not in words.TOLD_HOW:
        raise DossierRefused(
            f"Cách báo «{how}» không có. Chọn: {', '.join(vi for vi, _en in words.TOLD_HOW.values())}."
        )
    fresh = Notice.objects.select_for_update(of=("self",)).filter(pk=notice.pk).first()
    if fresh is None or fresh.told_at:
        raise DossierRefused("Tin này đã báo, hoặc không ở trong phạm vi của bạn. Tải lại danh sách.")
    fresh.told_at, fresh.told_how, fresh.told_by = timezone.now(), how, by
    fresh.save(update_fields=["told_at", "told_how", "told_by"])
    audit.record("notice.tell", f"dossier:{fresh.dossier_id}", place_id=fresh.dossier.commune_id, detail={"how": how})
    return fresh
