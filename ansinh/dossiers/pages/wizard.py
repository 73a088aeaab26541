"""Asking online, one question a page. What was answered waits in the session of the visitor, on the server; nothing personal stands
in an address, nothing of the registers is shown to somebody who did not sign in."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import segno
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.cache import caches
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ansinh.core.access import acting_as_system
from ansinh.core.days import read_birth_day
from ansinh.core.language import is_english, said
from ansinh.core.limits import address_of, limited
from ansinh.core.names import fold
from ansinh.dossiers import words
from ansinh.dossiers.actions import BadAnswers, DossierRefused, hand_in_papers, open_online, path_of
from ansinh.dossiers.actions.citizens import HANDING_IN
from ansinh.dossiers.actions.papers import PaperRefused, Upload, keep_file
from ansinh.dossiers.forms import portal as typed
from ansinh.dossiers.jobs import answers as answering
from ansinh.dossiers.jobs import drafts, puzzles
from ansinh.dossiers.models import Dossier
from ansinh.dossiers.pages.portal import label_of, open_one, stages
from ansinh.engine.procedures import Component, Procedure, Question
from ansinh.people.models import Person
from ansinh.places.models import Place

DRAFTS, DONE = "portal_drafts", "portal_done"
KEPT_SECONDS = drafts.KEPT_SECONDS
MOST_BYTES = 80 << 20  # files of one draft
QUICK_SECONDS = 6  # nobody reads and fills a wizard in less
CHECK = "xem-lai"


@dataclass(frozen=True)
class Step:
    """One page of the wizard: the last part of its address, what it asks, and where its answers are kept in the draft."""

    key: str
    title: str
    kept_as: str
    question: Question | None = None
    component: Component | None = None


@dataclass
class Draft:
    """What one visitor has answered of one procedure."""

    declared: Procedure
    kept: dict[str, Any]

    @classmethod
    def of(cls, request: HttpRequest, declared: Procedure) -> "Draft":
        """The visitor's draft of today, or an empty one; what is older than a day is gone with its files."""
        _forget_old(request)
        kept = request.session.get(DRAFTS, {}).get(declared.name) or {"began": time.time()}
        kept["papers"] = {
            key: [file for file in files if drafts.is_there(file["token"])]
            for key, files in kept.get("papers", {}).items()
        }
        return cls(declared, kept)

    def keep(self, request: HttpRequest) -> None:
        request.session[DRAFTS] = request.session.get(DRAFTS, {}) | {self.declared.name: self.kept}

    def drop(self, request: HttpRequest) -> None:
        """The draft gone, with its files."""
        for files in self.kept.get("papers", {}).values():
            for file in files:
                drafts.forget(file["token"])
        request.session[DRAFTS] = {
            name: kept for name, kept in request.session.get(DRAFTS, {}).items() if name != self.declared.name
        }

    @property
    def who(self) -> str:
        choices = typed.asking(self.declared)
        return str(self.kept.get("who", {}).get("who", choices[0] if len(choices) == 1 else ""))

    @property
    def raw(self) -> dict[str, str]:
        """The answers as typed, by question."""
        return {key: told["answer"] for key, told in self.kept.get("answers", {}).items()}

    @property
    def answers(self) -> dict[str, Any]:
        """The answers that can be read, as values."""
        values, _wrong = answering.read_answers(self.declared, self.raw)
        return values

    @property
    def files(self) -> dict[str, list[dict[str, Any]]]:
        return {key: files for key, files in self.kept["papers"].items() if files}

    @property
    def promised(self) -> list[str]:
        return list(self.kept.get("promised", ()))

    def needed(self) -> list[Component]:
        """The papers that apply beside the answers."""
        own = self.who == "self"
        return [
            one
            for one in self.declared.needed(self.answers)
            if not (own and one.key == "authorisation" and not one.is_required)
        ]

    def asked_papers(self) -> list[Component]:
        """Those a page asks for: neither held by the state nor written by the wizard."""
        return [one for one in self.needed() if not one.held_by and not one.form]

    def steps(self) -> list[Step]:
        """The pages that apply beside what was answered so far."""
        about = _("Người đã mất") if self.declared.subject == "deceased" else _("Người hưởng")
        steps = [Step("ai-nop", _("Ai nộp"), "who")] if len(typed.asking(self.declared)) > 1 else []
        steps.append(Step("nguoi-nop", _("Người nộp"), "applicant"))
        if self.who and typed.is_about_another(self.declared, self.who):
            steps.append(Step("nguoi-huong", about, "subject"))
        steps.append(Step("noi-o", _("Nơi ở"), "place"))
        values = self.answers
        for question in self.declared.questions:
            if not question.is_found and question.is_asked(values):
                steps.append(Step(f"hoi-{question.key}", label_of(question), "answers", question=question))
        return steps + [Step(f"giay-{one.key}", label_of(one), "papers", component=one) for one in self.asked_papers()]

    def is_answered(self, step: Step) -> bool:
        """Whether the page was filled in; an optional one when it was passed."""
        if step.question:
            return step.question.key in self.kept.get("answers", {})
        if step.component:
            key = step.component.key
            came = bool(self.kept["papers"].get(key)) or key in self.promised
            return came or (not step.component.is_required and key in self.kept.get("passed", ()))
        return step.kept_as in self.kept

    def first_open(self) -> Step | None:
        """The first page still to fill in."""
        return next((step for step in self.steps() if not self.is_answered(step)), None)


@login_not_required
@require_GET
@limited("wizard", "400/10m")
def apply(request: HttpRequest, name: str) -> HttpResponse:
    """Where the wizard begins, or goes on."""
    draft = Draft.of(request, _online(name))
    step = draft.first_open()
    return redirect("apply_step", name, step.key if step else CHECK)


@login_not_required
@require_http_methods(["GET", "POST"])
@limited("wizard", "400/10m")
@limited("wizard_typed", "600/1h", methods=("POST",))
def apply_step(request: HttpRequest, name: str, step: str) -> HttpResponse:
    """One page: the question, and what was answered before."""
    draft = Draft.of(request, _online(name))
    if step == CHECK:
        return _check(request, draft)
    pages = draft.steps()
    here = next((one for one in pages if one.key == step), None)
    if here is None or not _is_reached(draft, pages, here):
        return redirect("apply", name)
    form = _form(request, draft, here)
    if request.method == "POST":
        if "remove" in request.POST and here.component:
            _remove_file(request, draft, here.component, request.POST["remove"])
            return redirect(request.get_full_path())
        if form.is_valid() and _keep_step(request, draft, here, form):
            return redirect(_after(request, draft, here))
    number = pages.index(here)
    back = reverse("apply_step", args=[name, pages[number - 1].key]) if number else reverse("service", args=[name])
    if "sua" in request.GET:
        back = reverse("apply_step", args=[name, CHECK])
    context = {
        "form": form, "name": name, "label": label_of(draft.declared), "step": here, "number": number + 1, "count": len(pages) + 1,
        "back": back, "files": _listed(draft, here.component), "is_papers": here.component is not None,
        "is_single": len(form.fields) == 1, "about": _about(draft, here), "is_bad": bool(form.errors),
    }  # fmt: skip
    return render(request, "dossiers/portal/step.html", context, status=422 if form.errors else 200)


@login_not_required
@require_POST
@limited("wizard", "400/10m")
def apply_drop(request: HttpRequest, name: str) -> HttpResponse:
    """The draft thrown away, for who shares a machine."""
    Draft.of(request, _online(name)).drop(request)
    return redirect("service", name)


@login_not_required
@require_GET
def apply_done(request: HttpRequest) -> HttpResponse:
    """The slip of a dossier just submitted: its code, what follows."""
    done = request.session.get(DONE)
    if not done or time.time() - done["at"] > KEPT_SECONDS:
        return redirect("service_list")
    declared = open_one(done["procedure"])
    address = request.build_absolute_uri(reverse("follow")) + f"?ma={done['code']}"
    # The picture is drawn here from our own code: no text of others stands in it.
    code = mark_safe(segno.make(address, error="m").svg_inline(scale=4, border=2))
    context = done | {
        "label": label_of(declared), "picture": code, "address": address.partition("?")[0],
        "submitted_on": timezone.localdate(),
    }  # fmt: skip
    return render(request, "dossiers/portal/done.html", context)


def _check(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Everything answered, each with its way back; then that it is true, and the dossier is opened."""
    if draft.first_open():
        return redirect("apply", draft.declared.name)
    address = address_of(request)
    form = typed.SendForm(request.POST if request.method == "POST" else None)
    problem = ""
    if request.method == "POST" and form.is_valid():
        if _is_doubtful(request, draft, address, form) and not puzzles.is_answered(
            request.session, form.cleaned_data["puzzle_id"], form.cleaned_data["puzzle"]
        ):
            form.add_error("puzzle", _("Trả lời câu hỏi nhỏ ở dưới rồi nộp lại."))
            request.session["portal_doubt"] = True
        else:
            try:
                return _submit_once(request, draft, address)
            except BadAnswers as wrong:
                problem = " ".join(wrong.wrong.values())
            except (DossierRefused, PaperRefused) as wrong:
                problem = str(wrong)
    asks = puzzles.count("submit", address) > 0 or request.session.get("portal_doubt", False)
    context = {
        "form": form, "name": draft.declared.name, "label": label_of(draft.declared), "rows": _rows(draft), "problem": problem,
        "held": [label_of(one) for one in draft.needed() if one.held_by], "written": [label_of(one) for one in draft.needed() if one.form],
        "puzzle": puzzles.ask(request.session) if asks else None, "back": reverse("apply_step", args=[draft.declared.name, draft.steps()[-1].key]),
        "is_bad": bool(form.errors) or bool(problem),
    }  # fmt: skip
    return render(request, "dossiers/portal/check.html", context, status=422 if context["is_bad"] else 200)


def _is_doubtful(request: HttpRequest, draft: Draft, address: str, form: forms.Form) -> bool:
    """A machine, perhaps: a second dossier in an hour, a wizard filled faster than it is read, the field nobody sees filled in."""
    is_quick = time.time() - draft.kept["began"] < QUICK_SECONDS
    return bool(puzzles.count("submit", address) or is_quick or form.cleaned_data["website"])


def _submit_once(request: HttpRequest, draft: Draft, address: str) -> HttpResponse:
    """The dossier opened, though the button was pressed twice."""
    mine = f"portal:sending:{request.session.session_key}:{draft.kept['began']}"
    if not caches["limits"].add(mine, True, 60):
        return redirect("apply_done")
    try:
        return _submit(request, draft, address)
    finally:
        caches["limits"].delete(mine)


def _submit(request: HttpRequest, draft: Draft, address: str) -> HttpResponse:
    if too_many := _limited_submit(request):
        return too_many
    applicant, subject = draft.kept["applicant"], draft.kept.get("subject") or {}
    if _has_open_one(draft.declared, applicant, subject):
        return render(
            request, "dossiers/portal/already.html", {"label": label_of(draft.declared), "name": draft.declared.name}
        )
    uploads = {
        key: [Upload(file["name"], drafts.path_of(file["token"])) for file in files]
        for key, files in draft.files.items()
    }
    with acting_as_system(HANDING_IN):
        for one in (upload for several in uploads.values() for upload in several):
            keep_file(
                source=one.source, name=one.name, by=None
            )  # an infected one is told in the trail, whatever follows
        with transaction.atomic():
            dossier = _open(draft, applicant, subject)
            hand_in_papers(dossier=dossier, papers=uploads)
            promised = dossier.components.filter(key__in=draft.promised, state="missing")
            promised.update(note="người nộp hẹn mang bản chính")
        path = path_of(dossier)
    puzzles.note("submit", address)
    missing = [
        label_of(one) for one in draft.asked_papers() if one.key in draft.promised and one.key not in draft.files
    ]
    draft.drop(request)
    request.session.pop("portal_doubt", None)
    request.session[DONE] = {
        "code": dossier.code, "procedure": draft.declared.name, "at": time.time(), "bring": missing, "body": dossier.agency.name,
        "has_phone": bool(applicant["phone"]), "stages": stages(path),
    }  # fmt: skip
    return redirect("apply_done")


@limited("submit", "40/1h")
def _within(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def _limited_submit(request: HttpRequest) -> HttpResponse | None:
    answer = _within(request)
    return answer if answer.status_code == 429 else None


def _open(draft: Draft, applicant: Mapping[str, str], subject: Mapping[str, str]) -> Dossier:
    declared = draft.declared
    commune = Place.objects.get(pk=draft.kept["place"]["commune"])
    papers = dict.fromkeys(draft.files, "present") | {one.key: "present" for one in draft.needed() if one.form}
    needed = {one.key for one in draft.needed()}
    papers |= {one.key: "not_needed" for one in declared.needed(draft.answers) if one.key not in needed}
    other = subject if typed.is_about_another(declared, draft.who) else {}
    return open_online(
        procedure=declared.name, commune=commune, applicant_name=applicant["name"], applicant_number=applicant["number"], who=draft.who,
        subject=_person(other.get("number", "")) if other else None, phone=applicant["phone"], address=draft.kept["place"]["address"],
        answers={key: value for key, value in draft.raw.items() if value}, components=papers, note=_note(declared, applicant, other),
    )  # fmt: skip


def _note(declared: Procedure, applicant: Mapping[str, str], subject: Mapping[str, str]) -> str:
    """What the officer should know and no stranger: the birth days typed, where they differ from the registers, another open dossier."""
    told = [_as_typed("người nộp", applicant)]
    if subject:
        told.append(_as_typed("người đã mất" if declared.subject == "deceased" else "người hưởng", subject))
    number = (subject or applicant).get("number", "")
    if number and (other := _open_ones(declared, number).first()):
        told.append(f"còn hồ sơ {other.code} cùng thủ tục đang mở")
    return "; ".join(told)[:300]


def _as_typed(who: str, typed_of: Mapping[str, str]) -> str:
    told = f"{who} khai: {typed_of['name']}, sinh {typed_of['birth']}" + (
        f", số {typed_of['number']}" if typed_of.get("number") else ", chưa ghi số"
    )
    person = _person(typed_of.get("number", ""))
    if person is None:
        return f"{told} (chưa có trong sổ)"
    born = read_birth_day(typed_of["birth"])
    differs = [f"tên {person.name}"] if fold(person.name) != fold(typed_of["name"]) else []
    if person.birth_year != born.year or (
        born.month and person.birth_month and (born.month, born.day) != (person.birth_month, person.birth_day)
    ):
        differs.append(f"sinh {person.birth}")
    return f"{told} (sổ ghi {', '.join(differs)})" if differs else told


def _person(number: str) -> Person | None:
    return Person._base_manager.filter(personal_number=number).first() if number else None


def _open_ones(declared: Procedure, number: str) -> Any:
    rows = Dossier._base_manager.filter(procedure=declared.name, state__in=words.OPEN)
    return (rows.filter(subject__personal_number=number) | rows.filter(applicant_number=number, subject=None)).order_by(
        "-pk"
    )


def _has_open_one(declared: Procedure, applicant: Mapping[str, str], subject: Mapping[str, str]) -> bool:
    """Whether the same visitor asked for the same before: name, number and telephone all as on the open dossier. A stranger who
    tries a number learns nothing."""
    number = (subject or applicant).get("number", "")
    if not number or not applicant["phone"]:
        return False
    same = _open_ones(declared, number).filter(applicant_number=applicant["number"], phone=applicant["phone"])
    return bool(same.filter(applicant_folded=fold(applicant["name"])).exists())


def _online(name: str) -> Procedure:
    declared = open_one(name)
    if not declared.is_online or not typed.asking(declared):
        raise Http404(name)
    return declared


def _is_reached(draft: Draft, pages: list[Step], here: Step) -> bool:
    """Every page before it is filled in."""
    return all(draft.is_answered(one) for one in pages[: pages.index(here)])


def _form(request: HttpRequest, draft: Draft, step: Step) -> typed.StepForm:
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    if step.question:
        kept = draft.kept.get("answers", {}).get(step.question.key)
        return typed.QuestionForm(*data, question=step.question, initial=kept)
    if step.component:
        already = len(draft.kept["papers"].get(step.component.key, ()))
        promise = {"promise": step.component.key in draft.promised}
        return typed.PaperForm(*data, component=step.component, already=already, initial=promise)
    kept = draft.kept.get(step.kept_as)
    makers: Mapping[str, Callable[..., typed.StepForm]] = {
        "applicant": typed.ApplicantForm, "subject": typed.SubjectForm, "place": typed.CommuneForm,
    }  # fmt: skip
    if step.kept_as == "who":
        return typed.WhoForm(*data, declared=draft.declared, initial=kept)
    return makers[step.kept_as](*data, initial=kept)


def _keep_step(request: HttpRequest, draft: Draft, step: Step, form: typed.StepForm) -> bool:
    """The page into the draft; False when a file was refused, then the form says why."""
    if step.question:
        draft.kept["answers"] = draft.kept.get("answers", {}) | {step.question.key: form.kept()}
    elif step.component:
        if not _keep_files(draft, step.component, form):
            return False
    else:
        draft.kept[step.kept_as] = form.kept()
    draft.keep(request)
    return True


def _keep_files(draft: Draft, component: Component, form: typed.StepForm) -> bool:
    kept = list(draft.kept["papers"].get(component.key, ()))
    size = sum(file["size"] for files in draft.files.values() for file in files)
    for upload in form.cleaned_data["scans"]:
        size += upload.size
        if size > MOST_BYTES:
            told = _(
                "Các tệp của hồ sơ nặng hơn %(most)s MB. Chụp ở độ nét thấp hơn, hoặc mang giấy đến bộ phận một cửa."
            )
            form.add_error("scans", told % {"most": MOST_BYTES >> 20})
            return False
        try:
            file = drafts.keep(name=upload.name, content=upload.content())
        except drafts.FileRefused as refused:
            form.add_error("scans", str(refused))
            return False
        kept.append({"token": file.token, "name": file.name, "size": file.size})
    draft.kept["papers"][component.key] = kept
    promised = set(draft.promised) - {component.key}
    draft.kept["promised"] = sorted(promised | ({component.key} if form.cleaned_data.get("promise") else set()))
    draft.kept["passed"] = sorted({*draft.kept.get("passed", ()), component.key})
    return True


def _remove_file(request: HttpRequest, draft: Draft, component: Component, number: str) -> None:
    """Take one file of a paper away, by its place in the list."""
    kept = draft.kept["papers"].get(component.key, [])
    if number.isdecimal() and int(number) < len(kept):
        drafts.forget(kept.pop(int(number))["token"])
        draft.keep(request)


def _after(request: HttpRequest, draft: Draft, here: Step) -> str:
    """The page after this one; what was changed from the check goes back there as soon as nothing is open."""
    pages = draft.steps()
    place = next((number for number, one in enumerate(pages) if one.key == here.key), -1)
    following = pages[place + 1].key if place + 1 < len(pages) else CHECK
    if "sua" in request.GET:
        still_open = draft.first_open()
        following = still_open.key if still_open else CHECK
    address = reverse("apply_step", args=[draft.declared.name, following])
    return f"{address}?sua=1" if "sua" in request.GET and following != CHECK else address


def _rows(draft: Draft) -> list[dict[str, Any]]:
    """Every answer as it will be read, with the page that changes it."""
    rows = []
    for step in draft.steps():
        rows.append({"label": step.title, "lines": _lines(draft, step), "key": step.key})
    return rows


def _lines(draft: Draft, step: Step) -> list[str]:
    if step.question:
        raw = draft.raw[step.question.key]
        try:
            value = answering.read_answer(step.question, raw)
        except answering.BadAnswer:
            return [raw]
        return [str(answering.said(step.question, value, in_english=is_english())) or _("bỏ qua")]
    if step.component:
        files = [f"{file['name']} ({_size(file['size'])})" for file in draft.files.get(step.component.key, ())]
        brings = [_("sẽ mang bản chính đến")] if step.component.key in draft.promised else []
        return files + brings or [_("không nộp")]
    kept = draft.kept[step.kept_as]
    match step.kept_as:
        case "who":
            return [str(said(*typed.ASKING[kept["who"]]))]
        case "place":
            return [line for line in (kept["place"], kept["address"]) if line]
    born = _("sinh %(birth)s") % {"birth": kept["birth"]}
    number = _("số định danh %(number)s") % {"number": kept["number"]} if kept["number"] else _("chưa ghi số định danh")
    phone = [_("điện thoại %(phone)s") % {"phone": kept["phone"]}] if kept.get("phone") else []
    return [kept["name"], born, number, *phone]


def _listed(draft: Draft, component: Component | None) -> list[dict[str, str]]:
    files = draft.kept["papers"].get(component.key, ()) if component else ()
    return [{"name": file["name"], "size": _size(file["size"])} for file in files]


def _about(draft: Draft, step: Step) -> str:
    """A word above the question where one is needed."""
    if step.kept_as == "applicant" and draft.who not in ("", "self"):
        return _("Ghi về chính bạn, người đang nộp. Người hưởng hỏi ở trang sau.")
    if step.kept_as == "subject":
        return _(
            "Ghi như trên căn cước hoặc giấy khai sinh. Nơi tiếp nhận đối chiếu với sổ; trang này không cho biết sổ có gì."
        )
    if step.component:
        one = step.component
        return (
            _("%(originals)s bản chính, %(copies)s bản sao.") % {"originals": one.originals, "copies": one.copies}
            if one.originals
            else ""
        )
    return ""


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB".replace(".", ",") if count >= 100_000 else f"{max(1, count // 1000)} kB"


def _forget_old(request: HttpRequest) -> None:
    kept: dict[str, Any] = request.session.get(DRAFTS, {})
    old = [name for name, draft in kept.items() if time.time() - draft["began"] > KEPT_SECONDS]
    for name in old:
        for files in kept[name].get("papers", {}).values():
            for file in files:
                drafts.forget(file["token"])
    if old:
        request.session[DRAFTS] = {name: draft for name, draft in kept.items() if name not in old}
