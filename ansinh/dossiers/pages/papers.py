"""Pages of papers: all of them, one with its pages and versions, adding and taking away, the files, searching their words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Prefetch, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ansinh.core.access import WRITING_ROLES, NoAccess, current_scope, must_hold
from ansinh.core.language import is_english
from ansinh.core.lists import Choice, Column, Listing, Order, Row
from ansinh.core.looks import looked_at
from ansinh.core.models import AuditEvent
from ansinh.core.names import clean_text
from ansinh.dossiers import words
from ansinh.dossiers.actions import papers as acts
from ansinh.dossiers.forms.papers import AddPaperForm, DescribePaperForm, NewVersionForm, RemovePaperForm
from ansinh.dossiers.jobs import papers as jobs
from ansinh.dossiers.jobs.catalogue import procedure_named
from ansinh.dossiers.models import ArchiveFile, Dossier, KeptFile, Paper, PaperPart, PaperVersion
from ansinh.dossiers.models.paper_search import Snippet, snippet, texts_with, words_of
from ansinh.people.models import Person
from ansinh.people.pages.sections import Section

Owner = Dossier | Person | ArchiveFile

OWNERS: dict[str, tuple[type[Any], str, str]] = {
    "ho-so": (Dossier, "dossier", "dossier"),
    "nguoi": (Person, "person", "person"),
    "luu-tru": (ArchiveFile, "archive_file", "archive_file"),
}
ACTS = {
    "paper.add": ("Thêm giấy tờ", "Paper added"),
    "paper.version": ("Thêm bản mới", "New version"),
    "paper.describe": ("Sửa thông tin", "Described anew"),
    "paper.remove": ("Bỏ giấy tờ", "Taken away"),
    "look": ("Xem", "Looked at"),
    "download": ("Tải về", "Downloaded"),
}
SCAN_TONES = {"clean": "good", "unscanned": "warn", "infected": "bad"}
PICTURE_WIDTH = 1100
FOUND_AT_MOST = 50
PAGES_SHOWN = 80
ONLY_A_FILE = "default-src 'none'; sandbox"
_EVENTS = 60


@dataclass(frozen=True)
class Line:
    """A paper as a list of papers shows it."""

    paper: Paper
    version: PaperVersion
    parts: list[PaperPart]
    component: str

    @property
    def scans(self) -> list[str]:
        """What the scanner said of its files, each once, the worst first."""
        told = {part.file.scan for part in self.parts}
        return [scan for scan in ("infected", "unscanned", "clean") if scan in told]


@dataclass(frozen=True)
class Sheet:
    """A page as a picture: its address and what it is called; `address` is empty when there is only the file."""

    address: str
    label: str


@dataclass(frozen=True)
class Found:
    """A page whose words answer a search."""

    paper: Paper
    page: int
    snippet: Snippet

    @property
    def owner(self) -> str:
        """Whose paper it is."""
        return str(self.paper.archive_file or self.paper.dossier or self.paper.person or "")


def papers_of(owner: Owner) -> dict[str, Any]:
    """What `dossiers/papers_of.html` needs, under the name `kept`: the papers of a dossier, a person or a file of the archive."""
    slug, field = next((slug, field) for slug, (model, field, _) in OWNERS.items() if isinstance(owner, model))
    components = _components(owner)
    found = _with_parts(Paper.objects.filter(**{field: owner}).order_by("removed_at", "pk"))
    return {
        "lines": [_line(paper, components) for paper in found],
        "add": reverse("paper_new", args=[slug, owner.pk]) if _may_write(owner) else "",
        "types": words.PAPER_TYPES,
        "scans": words.SCANS,
        "tones": SCAN_TONES,
    }


def paper_sections(person: Person) -> list[Section]:
    """What the room adds to a person's file: their papers, and their files in the archive."""
    kept, files = papers_of(person), ArchiveFile.objects.filter(person=person)
    if not kept["lines"] and not files and not kept["add"]:
        return []
    told = {"kept": kept, "files": files, "states": words.ARCHIVE_STATES}
    return [Section(_("Giấy tờ"), "dossiers/papers_section.html", told)]


def paper_list(request: HttpRequest) -> HttpResponse:
    """Every paper the reader may see, the newest first."""
    return _LIST.respond(request, Paper.objects.all())


def paper_new(request: HttpRequest, owner: str, pk: int) -> HttpResponse:
    """Papers come in for a dossier, a person or a file of the archive."""
    must_hold(*WRITING_ROLES)
    found = _owner(owner, pk)
    first = {"component": request.GET.get("tp", "")}
    form = AddPaperForm(request.POST or None, request.FILES or None, initial=first, components=_components(found))
    if request.method == "POST" and form.is_valid():
        told = form.told()
        uploads, is_each = told.pop("file"), told.pop("is_each")
        told[OWNERS[owner][1]] = found
        groups = [[one] for one in uploads] if is_each else [uploads]
        try:
            kept = [acts.add_paper(uploads=group, **told, by=request.user) for group in groups]
        except acts.PaperRefused as refused:
            form.add_error("file", str(refused))
        else:
            acts.read_texts_later(waiting=KeptFile.objects.filter(parts__version__paper__in=kept).distinct())
            messages.success(request, _("Đã thêm %(count)s giấy tờ.") % {"count": len(kept)})
            return redirect(_address_of(found))
    context = {
        "form": form,
        "owner": found,
        "back": _address_of(found),
        "title": _("Thêm giấy tờ"),
        "button": _("Lưu giấy tờ"),
    }
    return render(request, "dossiers/papers_act.html", context, status=422 if form.errors else 200)


def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """One paper: its pages as pictures, what it is, its versions, what was done with it."""
    found = _paper(pk)
    versions = list(
        PaperVersion.objects.filter(paper=found).select_related("kept_by")
        .prefetch_related(Prefetch("parts", PaperPart.objects.select_related("file")))
    )  # fmt: skip
    asked = request.GET.get("ban", "")
    shown = next((one for one in versions if str(one.number) == asked), versions[0])
    parts = list(shown.parts.all())
    looked_at(f"paper:{found.pk}", place_id=found.commune_id or found.province_id, version=shown.number)
    context = {
        "paper": found,
        "owners": _owners_of(found),
        "component": _component_said(found),
        "versions": versions,
        "shown": shown,
        "parts": [(part, _sheets(part)) for part in parts],
        "events": AuditEvent.objects.filter(subject=f"paper:{found.pk}").order_by("-id")[:_EVENTS],
        "may_write": not found.is_removed and _may_write(found),
        "cannot_recognise": jobs.cannot_recognise() if any(one.file.text != "read" for one in parts) else "",
        "types": words.PAPER_TYPES, "scans": words.SCANS, "tones": SCAN_TONES, "texts": words.TEXTS, "acts": ACTS,
    }  # fmt: skip
    return render(request, "dossiers/papers_one.html", context)


def paper_version(request: HttpRequest, pk: int) -> HttpResponse:
    """A better scan of the same paper."""
    found, form = _paper(pk), NewVersionForm(request.POST or None, request.FILES or None)

    def keep(told: dict[str, Any]) -> None:
        version = acts.add_version(paper=found, uploads=told["file"], reason=told["reason"], by=request.user)
        acts.read_texts_later(waiting=KeptFile.objects.filter(parts__version=version).distinct())

    return _answer(request, found, form, keep, _("Thêm bản mới"), _("Lưu bản mới"))


def paper_describe(request: HttpRequest, pk: int) -> HttpResponse:
    """What the paper is, said anew."""
    found = _paper(pk)
    first = {key: getattr(found, key) for key in acts.DESCRIBED} | {"issued_on": _day_said(found)}
    form = DescribePaperForm(request.POST or None, initial=first, components=_components(found.dossier))

    def keep(_told: dict[str, Any]) -> None:
        changes = {**form.told(), "component": form.cleaned_data.get("component", found.component)}
        acts.describe_paper(paper=found, changes=changes, by=request.user)

    return _answer(request, found, form, keep, _("Sửa thông tin giấy tờ"), _("Lưu"))


def paper_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """A paper taken away, with the reason."""
    found = _paper(pk)

    def keep(told: dict[str, Any]) -> None:
        acts.remove_paper(paper=found, reason=told["reason"], by=request.user)

    return _answer(request, found, RemovePaperForm(request.POST or None), keep, _("Bỏ giấy tờ"), _("Bỏ giấy tờ này"))


def paper_file(request: HttpRequest, pk: int) -> FileResponse:
    """A file as it came, always as a download and never as what it claims to be; the reading is noted."""
    part = _part(pk)
    try:
        path = acts.servable(part)
    except acts.PaperRefused as refused:
        raise Http404(str(refused)) from refused
    about = part.version.paper
    looked_at(f"paper:{about.pk}", place_id=about.commune_id or about.province_id, name=part.name)
    response = FileResponse(
        path.open("rb"), as_attachment=True, filename=part.name, content_type="application/octet-stream"
    )
    response.headers["Content-Security-Policy"] = ONLY_A_FILE
    return response


def paper_page(request: HttpRequest, pk: int, page: int) -> HttpResponse:
    """A page of a file as a picture drawn by this server: nothing that is in the file itself reaches the reader's browser."""
    part = _part(pk)
    if not part.file.has_pictures or not 1 <= page <= PAGES_SHOWN:
        raise Http404
    try:
        picture = jobs.page_picture(acts.servable(part), page=page, width=PICTURE_WIDTH)
    except (acts.PaperRefused, jobs.CannotSee) as reason:
        raise Http404(str(reason)) from reason
    about = part.version.paper
    looked_at(f"paper:{about.pk}", place_id=about.commune_id or about.province_id, name=part.name, page=page)
    response = HttpResponse(picture, content_type="image/jpeg")
    response.headers["Content-Security-Policy"] = ONLY_A_FILE
    response.headers["Content-Disposition"] = "inline"
    return response


def paper_search(request: HttpRequest) -> HttpResponse:
    """Pages whose words answer a search, in the papers the reader may see; with or without diacritics."""
    asked = clean_text(request.GET.get("tim", ""))[:200]
    wanted = words_of(asked)
    found = _search(wanted) if wanted else []
    context = {
        "asked": asked, "found": found[:FOUND_AT_MOST], "has_more": len(found) > FOUND_AT_MOST,
        "cannot_recognise": jobs.cannot_recognise(), "waiting": acts.unread().count(), "types": words.PAPER_TYPES,
    }  # fmt: skip
    return render(request, "dossiers/papers_search.html", context)


def _search(wanted: list[str]) -> list[Found]:
    shown = PaperPart.objects.filter(version__is_newest=True, version__paper__removed_at=None)
    texts = list(
        texts_with(wanted).filter(file__in=shown.values("file")).order_by("-file__kept_at", "file", "page")[: FOUND_AT_MOST + 1]
    )  # fmt: skip
    parts = shown.filter(file__in={text.file_id for text in texts}).select_related(
        "version__paper__archive_file", "version__paper__dossier", "version__paper__person"
    )
    paper_of = {part.file_id: part.version.paper for part in parts}
    return [Found(paper_of[text.file_id], text.page, snippet(text.text, wanted)) for text in texts]


def _answer(
    request: HttpRequest, found: Paper, form: Any, keep: Callable[[dict[str, Any]], None], title: str, button: str
) -> HttpResponse:
    must_hold(*WRITING_ROLES)
    if request.method == "POST" and form.is_valid():
        try:
            keep(form.cleaned_data)
        except (acts.PaperRefused, NoAccess) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi: %(act)s.") % {"act": title})
            is_seen = Paper.objects.filter(pk=found.pk).exists()
            return redirect("paper", pk=found.pk) if is_seen else redirect("paper_list")
    context = {
        "form": form,
        "owner": found.title or words.PAPER_TYPES[found.kind][is_english()],
        "back": reverse("paper", args=[found.pk]),
        "title": title,
        "button": button,
    }
    return render(request, "dossiers/papers_act.html", context, status=422 if form.errors else 200)


def _line(found: Paper, components: Mapping[str, str]) -> Line:
    version = found.versions.all()[0]
    return Line(found, version, list(version.parts.all()), components.get(found.component, found.component))


def _with_parts(papers: QuerySet[Paper]) -> QuerySet[Paper]:
    parts = Prefetch("parts", PaperPart.objects.select_related("file"))
    newest = PaperVersion.objects.filter(is_newest=True).prefetch_related(parts)
    return papers.prefetch_related(Prefetch("versions", newest))


def _sheets(part: PaperPart) -> list[Sheet]:
    """The pages of a part; nothing when it cannot be drawn."""
    if not part.file.has_pictures:
        return []
    if part.file.pages is None:
        try:
            part.file.pages = jobs.count_pages(acts.servable(part))
        except (acts.PaperRefused, jobs.CannotSee):
            return []
        KeptFile.objects.filter(pk=part.file_id).update(pages=part.file.pages)
    told = _("trang %(page)s của %(pages)s")
    return [
        Sheet(
            reverse("paper_page", args=[part.pk, page]),
            f"{part.name}, {told % {'page': page, 'pages': part.file.pages}}",
        )
        for page in range(1, min(part.file.pages, PAGES_SHOWN) + 1)
    ]


def _paper(pk: int) -> Paper:
    return get_object_or_404(Paper.objects.select_related("dossier", "person", "archive_file", "removed_by"), pk=pk)


def _part(pk: int) -> PaperPart:
    return get_object_or_404(PaperPart.objects.select_related("file", "version__paper"), pk=pk)


def _owner(slug: str, pk: int) -> Owner:
    if slug not in OWNERS:
        raise Http404
    owner: Owner = get_object_or_404(OWNERS[slug][0].objects.all(), pk=pk)
    return owner


def _owners_of(found: Paper) -> list[tuple[str, str]]:
    """Whose paper it is: what to call each and its page; only those the reader reaches."""
    told = []
    for model, field, _name in OWNERS.values():
        if pk := getattr(found, f"{field}_id"):
            try:
                owner = model.objects.get(pk=pk)
            except ObjectDoesNotExist:
                continue
            told.append((str(owner), _address_of(owner)))
    return told


def _address_of(owner: Owner) -> str:
    name = next(name for model, _field, name in OWNERS.values() if isinstance(owner, model))
    return reverse(name, args=[owner.code if isinstance(owner, Dossier) else owner.pk])


def _components(owner: Owner | None) -> dict[str, str]:
    """The papers a dossier's procedure asks for: key and words. Nothing for other owners."""
    if not isinstance(owner, Dossier):
        return {}
    asked = procedure_named(owner.procedure).components
    return {one.key: (one.label_vi, one.label_en)[is_english()] for one in asked}


def _component_said(found: Paper) -> str:
    return _components(found.dossier).get(found.component, found.component) if found.component else ""


def _may_write(row: Owner | Paper) -> bool:
    scope = current_scope()
    return bool(scope.roles & WRITING_ROLES) and scope.reaches(row.commune_id or "", row.province_id)


def _day_said(found: Paper) -> str:
    return f"{found.issued_on:%d/%m/%Y}" if found.issued_on else ""


def _owner_said(row: Row) -> str:
    return row["dossier__code"] or row["archive_file__number"] or row["person__name"] or ""


def _types() -> dict[str, str]:
    return {key: pair[is_english()] for key, pair in words.PAPER_TYPES.items()}


_LIST = Listing(
    "papers",
    gettext_lazy("Giấy tờ"),
    columns=(
        Column(
            "kind", gettext_lazy("Giấy tờ"), show=lambda row: row["title"] or _types()[row["kind"]],
            link=lambda row: reverse("paper", args=[row["id"]]),
        ),
        Column("number", gettext_lazy("Số, ký hiệu")),
        Column("issued_on", gettext_lazy("Ngày cấp"), is_wide_only=True),
        Column("dossier__code", gettext_lazy("Của ai, hồ sơ nào"), show=_owner_said),
        Column("kept_at", gettext_lazy("Ngày lưu"), is_wide_only=True),
        Column("removed_because", gettext_lazy("Tình trạng"), show=lambda row: _("đã bỏ") if row["removed_because"] else _("đang dùng"),
               tone=lambda row: "quiet" if row["removed_because"] else "good"),
    ),
    also=("id", "title", "person__name", "archive_file__number"),
    orders=(Order("moi", gettext_lazy("Mới trước"), ("-id",)),),
    filters=(Choice("loai", gettext_lazy("Loại giấy tờ"), choices=_types, path="kind"),),
    unit=gettext_lazy("giấy tờ"),
    nothing_yet=gettext_lazy("Chưa có giấy tờ nào. Thêm từ trang của hồ sơ, của người, hoặc của hồ sơ lưu trữ."),
    template="dossiers/papers_list.html",
)  # fmt: skip
