"""The verbs. Content is computed once and kept; edits lie beside it; a signed report is frozen."""

import hashlib
import json
import re
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from ansinh.core.access import NoAccess, current_scope, must_hold, must_reach
from ansinh.core.audit import record
from ansinh.core.names import clean_text
from ansinh.indicators.models import Snapshot
from ansinh.places.models import Place
from ansinh.reports.actions.building import compose
from ansinh.reports.documents.content import Content, Paragraph, Run, from_json
from ansinh.reports.models import Edit, Report

_NUMBER = re.compile(r"\d[\d.,]*\d|\d")


class Refused(ValueError):
    """An act that cannot be done as asked; says why and what to do."""


@transaction.atomic
def build_report(*, place: Place, year: int, snapshot: Snapshot | None = None, by: Any) -> Report:
    """The year-end report of a place as the records stand in the snapshot (the newest when not said)."""
    province = place.province_id or place.pk
    if not current_scope().reaches(place.pk, province):
        raise NoAccess(f"Tài khoản «{current_scope().actor}» không lập được báo cáo của {place.full_name}.")
    content, kept = compose(place=place, year=year, snapshot=snapshot)
    report = Report.objects.create(
        place=place,
        province_id=province,
        year=year,
        snapshot=kept,
        built_at=timezone.now(),
        built_by=by,
        content=content.as_json(),
    )
    record("report.build", f"report:{report.pk}", place_id=place.pk, detail={"year": year, "snapshot": kept.pk})
    return report


@transaction.atomic
def edit_block(*, report: Report, block: str, text: str, reason: str = "", by: Any) -> Edit:
    """New words for a paragraph. A number that the system did not compute is kept with the computed one and needs a reason."""
    must_hold("province_officer", "province_leader", "commune_officer", "commune_leader")
    must_reach(report, report.place_id, report.province_id)
    _refuse_signed(report)
    before = next((b for b in shown_content(report).blocks if isinstance(b, Paragraph) and b.id == block), None)
    if before is None:
        raise Refused(f"Báo cáo không có đoạn «{block}» để sửa.")
    computed = next(b for b in from_json(report.content).blocks if isinstance(b, Paragraph) and b.id == block)
    words = clean_text(text)
    changed = [] if _is_prompt(computed) else _changed_numbers(computed.text, words)
    if changed and not reason.strip():
        told = ", ".join(f"«{new}» thay «{old or 'không có'}»" for old, new in changed)
        raise Refused(f"Số sửa tay phải ghi lý do: {told}. Ghi lý do, hoặc để nguyên số hệ thống tính.")
    edit = Edit.objects.create(
        report=report,
        block=block,
        text=words,
        computed=computed.text,
        changed_figures=changed,
        reason=reason.strip(),
        edited_by=by,
    )
    detail = {"block": block, "changed": changed}
    record("report.edit", f"report:{report.pk}", place_id=report.place_id, reason=reason, detail=detail)
    return edit


@transaction.atomic
def sign_report(*, report: Report, number: str, by: Any) -> Report:
    """Sign and freeze; whoever built it does not sign it. The snapshot is sealed with it."""
    must_hold("province_leader", "commune_leader")
    must_reach(report, report.place_id, report.province_id)
    _refuse_signed(report)
    if not number.strip():
        raise Refused("Báo cáo ký phải có số, ví dụ 12/BC-SLĐTBXH.")
    if report.built_by_id and by is not None and report.built_by_id == by.pk:
        raise Refused(f"«{by.get_username()}» đã lập báo cáo này nên không ký. Người khác có thẩm quyền ký.")
    report.number, report.signed_by, report.signed_on = number.strip(), by, timezone.localdate()
    told = json.dumps(shown_content(report).as_json(), ensure_ascii=False, sort_keys=True)
    report.signed_hash = hashlib.sha256(told.encode()).hexdigest()
    report.save()
    Snapshot.objects.filter(pk=report.snapshot_id).update(is_sealed=True)
    record(
        "report.sign",
        f"report:{report.pk}",
        place_id=report.place_id,
        detail={"number": report.number, "hash": report.signed_hash},
    )
    return report


def shown_content(report: Report) -> Content:
    """The content with the officer's words in place, numbers changed by hand marked with what was computed."""
    content = from_json(report.content)
    edits = {edit.block: edit for edit in report.edits.order_by("pk")}
    blocks = tuple(
        _edited(block, edits[block.id]) if isinstance(block, Paragraph) and block.id in edits else block
        for block in content.blocks
    )
    return replace(content, blocks=blocks, number=report.number or content.number)


def _refuse_signed(report: Report) -> None:
    if report.signed_on:
        raise Refused(
            f"Báo cáo {report.number} đã ký ngày {report.signed_on:%d/%m/%Y}, không sửa được. Lập báo cáo mới để đính chính."
        )


def _is_prompt(block: Paragraph) -> bool:
    return len(block.runs) == 1 and block.runs[0].is_missing


def _changed_numbers(computed: str, words: str) -> list[tuple[str, str]]:
    """Numbers of the new words that the computed ones do not have, each beside the one it stands for."""
    old, new = _NUMBER.findall(computed), _NUMBER.findall(words)
    gone = [number for number in old if number not in new]
    return [(gone.pop(0) if gone else "", number) for number in new if number not in old]


def _edited(block: Paragraph, edit: Edit) -> Paragraph:
    """The officer's words with every kept figure still linked and every changed one marked."""
    known = {piece: run for run in block.runs if run.indicator for piece in [run.text]}
    computed_of = {new: old for old, new in edit.changed_figures}
    marks = sorted([*known, *computed_of], key=len, reverse=True)
    if not marks:
        return replace(block, runs=(Run(edit.text),))
    runs = []
    for piece in re.split("(" + "|".join(re.escape(mark) for mark in marks) + ")", edit.text):
        if piece in known:
            runs.append(known[piece])
        elif piece in computed_of:
            runs.append(Run(piece, computed=computed_of[piece] or "không có"))
        elif piece:
            runs.append(Run(piece))
    return replace(block, runs=tuple(runs))
