"""The desk: which procedure, for whom, then the dossier with what is already known filled in; dossiers of the one-stop system."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ansinh.core.access import NoAccess, current_scope
from ansinh.core.language import is_english
from ansinh.dossiers import actions, words
from ansinh.dossiers.actions.standing import DossierRefused
from ansinh.dossiers.forms.desk import OpenForm, WhoForm
from ansinh.dossiers.jobs.catalogue import is_open_on, path_on, procedures
from ansinh.engine.procedures import Procedure
from ansinh.places.models import Place

from .lists import may_enter


def choose_procedure(request: HttpRequest) -> HttpResponse:
    """The procedures one may open today, by field."""
    _must_enter()
    today = timezone.localdate()
    groups: dict[str, list[tuple[Procedure, str]]] = {}
    for one in procedures().values():
        if is_open_on(one, today):
            groups.setdefault(one.field, []).append((one, (one.label_vi, one.label_en)[is_english()]))
    told = [(words.FIELDS.get(field, (field, field))[is_english()], some) for field, some in groups.items()]
    return render(request, "dossiers/choose.html", {"groups": told})


def open_dossier(request: HttpRequest, name: str) -> HttpResponse:
    """First who asks and for whom (in the address), then the dossier itself."""
    _must_enter()
    declared = procedures().get(name)
    if declared is None or not is_open_on(declared, timezone.localdate()):
        raise Http404
    asked = WhoForm(request.GET or None, procedure=declared)
    label = (declared.label_vi, declared.label_en)[is_english()]
    if not request.GET or not asked.is_valid():
        context = {"form": asked, "procedure": label, "path": path_on(declared, timezone.localdate())}
        return render(request, "dossiers/who.html", context, status=422 if request.GET else 200)
    who, subject, applicant = (asked.cleaned_data[key] for key in ("who", "subject", "applicant"))
    known = declared.known(subject=subject, applicant=applicant, day=timezone.localdate())
    form = OpenForm(
        request.POST if request.method == "POST" else None,
        procedure=declared,
        known=known,
        initial=_first(applicant, subject),
    )
    if request.method == "POST" and form.is_valid():
        raw, papers = form.typed()
        told = {
            key: form.cleaned_data[key] for key in ("applicant_name", "phone", "address", "channel", "commune", "note")
        }
        try:
            made = actions.open_dossier(
                procedure=name, who=who, subject=subject, applicant_number=asked.cleaned_data["applicant_number"], answers=raw,
                components=papers, **told, is_second="is_second" in request.POST, by=request.user,
            )  # fmt: skip
        except actions.AlreadyOpen as there:
            form.ask_for_second(str(there))
        except actions.BadAnswers as bad:
            for key, reason in bad.wrong.items():
                form.add_error(f"q_{key}", reason)
        except (DossierRefused, NoAccess) as refused:
            form.add_error(None, str(refused))
        else:
            return _take_in(request, made)
    context = {"form": form, "procedure": label, "subject": subject, "applicant": applicant, "declared": declared}
    return render(request, "dossiers/open.html", context, status=422 if form.errors else 200)


def _take_in(request: HttpRequest, made: Any) -> HttpResponse:
    """Received at once when every required paper is there; else it waits, and the page says for what."""
    try:
        actions.receive(dossier=made, by=request.user)
    except DossierRefused as missing:
        messages.warning(request, str(missing))
        return redirect("dossier", made.code)
    messages.success(request, _("Đã tiếp nhận hồ sơ %(code)s. In giấy tiếp nhận cho người nộp.") % {"code": made.code})
    return redirect("receipt", made.code)


def _first(applicant: Any, subject: Any) -> dict[str, Any]:
    """What the registers already say of who asks, and the one commune the officer works for."""
    scope = current_scope()
    communes = Place.objects.on(timezone.localdate()).filter(pk__in=scope.communes)[:2]
    own = communes[0] if len(communes) == 1 else None
    person = applicant or subject
    return {
        "applicant_name": applicant.name if applicant else "", "phone": applicant.phone if applicant else "", "channel": "desk",
        "commune": own.last_address() if own and callable(getattr(own, "last_address", None)) else (own or (person.commune if person else "")),
    }  # fmt: skip


def _must_enter() -> None:
    if not may_enter():
        raise NoAccess(_("Nhận hồ sơ là việc của một cửa và cán bộ chuyên môn."))
