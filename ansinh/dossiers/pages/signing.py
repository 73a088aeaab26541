"""Many decisions at the signer's desk: each with what matters and its draft to read; those ticked as read are signed, one by one."""

import re
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from ansinh.core.access import NoAccess
from ansinh.core.days import vietnamese_day
from ansinh.core.language import is_english
from ansinh.core.looks import looked_at
from ansinh.dossiers import actions, words
from ansinh.dossiers.actions.deciding import decision_number, not_for_me
from ansinh.dossiers.actions.opening import against
from ansinh.dossiers.actions.standing import DossierRefused, not_mine
from ansinh.dossiers.forms.desk import SignManyForm
from ansinh.dossiers.models import Dossier, Ruling

from .lists import procedure_said, signs, to_sign

AT_ONCE = 50


def sign_many(request: HttpRequest) -> HttpResponse:
    """What waits for the reader's signature; then the numbers each would get; then each signed in its own transaction, with its result."""
    if not signs():
        raise NoAccess(_("Ký quyết định là việc của lãnh đạo."))
    today = {"decided_on": vietnamese_day(timezone.localdate())}
    form = SignManyForm(request.POST or None, initial=today)
    chosen: list[dict[str, Any]] = []
    signed: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        read = {code: request.POST.get(f"seen-{code}", "-") for code in request.POST.getlist("read")}
        waiting = {line["dossier"].code: line for line in _waiting()}
        chosen = [{**waiting[code], "stamp": stamp} for code, stamp in read.items() if code in waiting]
        if not chosen:
            form.add_error(None, _("Chưa đánh dấu hồ sơ nào. Đọc dự thảo rồi đánh dấu «Đã đọc»."))
        try:
            _number(chosen, form.cleaned_data["number"])
        except DossierRefused as refused:
            form.add_error("number", str(refused))
        if not form.errors and "sign" in request.POST:
            signed = _sign(chosen, form.cleaned_data["decided_on"], request.user)
            form, chosen = SignManyForm(initial=today), []
    context = {
        "form": form, "lines": _waiting(), "chosen": [] if form.errors else chosen, "signed": signed, "words": words,
        "day": vietnamese_day(form.cleaned_data["decided_on"]) if chosen and not form.errors else "",
    }  # fmt: skip
    return render(request, "dossiers/sign_many.html", context, status=422 if form.errors else 200)


def _waiting() -> list[dict[str, Any]]:
    """The essentials of each dossier the reader may sign now; `stamp` says which draft it is, `why` what keeps it from being signed."""
    steps = [step for step in to_sign().order_by("due_on", "pk")[: AT_ONCE * 2] if not not_mine(step)][:AT_ONCE]
    drafts = {
        one.dossier_id: one
        for one in Ruling._base_manager.filter(dossier__in=[s.dossier_id for s in steps]).select_related("drafted_by")
    }
    return [_essentials(step, drafts.get(step.dossier_id)) for step in steps]


def _essentials(step: Any, ruling: Ruling | None) -> dict[str, Any]:
    dossier: Dossier = step.dossier
    why = not_for_me(dossier, step) or ("" if ruling else _("Chưa có dự thảo."))
    return {
        "dossier": dossier, "procedure": procedure_said(dossier.procedure), "ruling": ruling, "due_on": step.due_on or dossier.due_on,
        "name": dossier.subject.name if dossier.subject else dossier.applicant_name, "against": against(dossier, timezone.localdate()), "why": why,
        "outcome": words.OUTCOMES[ruling.outcome][is_english()] if ruling else "", "stamp": actions.draft_stamp(dossier, ruling) if ruling else "",
    }  # fmt: skip


def _number(chosen: list[dict[str, Any]], first: str) -> None:
    """Each line gets its number, running up from the first. Raises DossierRefused."""
    found = re.match(r"(\d+)(.*)", decision_number(first))
    start, rest = (int(found[1]), found[2]) if found else (1, "")
    for at, line in enumerate(chosen):
        line["number"] = f"{start + at}{rest}"


def _sign(chosen: list[dict[str, Any]], decided_on: date, by: Any) -> list[dict[str, Any]]:
    """Each in its own transaction, with the number it was shown with; what is refused leaves its number free and says why."""
    told = []
    for line in chosen:
        dossier = line["dossier"]
        try:
            looked_at(f"dossier:{dossier.pk}", place_id=dossier.commune_id)
            actions.sign_ruling(
                dossier=dossier,
                number=line["number"],
                decided_on=decided_on,
                seen=line["stamp"],
                by=by,
            )
        except (DossierRefused, NoAccess) as refused:
            told.append({**line, "refused": str(refused)})
        else:
            told.append({**line, "refused": ""})
    return told
