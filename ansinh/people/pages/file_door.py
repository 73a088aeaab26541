"""The pages a list sent to the house goes through, the same in every room: what it will do, row by row; its confirmation; its bad rows back."""

import hashlib
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ansinh.core.access import NoAccess
from ansinh.people.jobs.file_plans import FilePlan
from ansinh.people.jobs.handout import write_refused
from ansinh.people.jobs.sheets import FileRefused

SHOWN = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TONES = {"refused": "warn"}


@dataclass(frozen=True)
class FileDoor:
    """One kind of list and its pages, `name`, `name_confirm` and `name_refused` in the addresses.

    `mine` gives the file to who sent it and may still enter it, else 404 or 403; `plan` what it will do, `enter` does it, who presses
    given. `template` extends `people/file.html`; `more` is what else it shows; `again` is the address where another is sent. `outcomes`
    and `written` are those of the plan: all, and those that write. `refuses` are the room's own refusals of `enter`."""

    name: str
    template: str
    outcomes: Mapping[str, tuple[str, str]]
    written: tuple[str, ...]
    mine: Callable[[HttpRequest, int], Any]
    plan: Callable[[Any], FilePlan]
    enter: Callable[[Any, Any], object]
    again: Callable[[Any], str]
    refuses: tuple[type[Exception], ...] = ()
    tones: Mapping[str, str] = field(default_factory=dict)
    more: Callable[[Any], dict[str, Any]] = lambda kept: {}

    @property
    def refusals(self) -> tuple[type[Exception], ...]:
        """What `enter` may refuse by: a file nobody can read, a place out of reach, and the room's own."""
        return (FileRefused, NoAccess, *self.refuses)

    def keep(self, form: Any, kept: Any) -> HttpResponse | None:
        """On to what the file will do, which is kept for that; or nothing, and the form says why it cannot be read."""
        try:
            self.plan(kept)
        except FileRefused as refused:
            form.add_error("file", str(refused))
            return None
        kept.save()
        return redirect(self.name, pk=kept.pk)

    def page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What the file will do, row by row; or what it did."""
        kept = self.mine(request, pk)
        context = {
            "kept": kept,
            "refused_url": reverse(f"{self.name}_refused", args=[pk]),
            "again_url": self.again(kept),
        }
        context |= self.more(kept)
        if kept.applied_at or kept.content is None:
            return render(request, self.template, context | {"counts": self.counted(kept.counts)})
        try:
            plan = self.plan(kept)
        except FileRefused as refused:
            messages.error(request, str(refused))
            return redirect(self.again(kept))
        context |= {
            "plan": plan, "parts": plan.parts(SHOWN), "counts": self.counted(plan.counts), "shown": SHOWN,
            "will_write": len(plan.of(*self.written)), "confirm_url": reverse(f"{self.name}_confirm", args=[pk]),
        }  # fmt: skip
        return render(request, self.template, context)

    def confirm(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The good rows go in; the bad ones wait as a file."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        kept = self.mine(request, pk)
        if kept.applied_at or kept.content is None:
            messages.warning(request, _("Tệp này đã nhập rồi."))
            return redirect(self.name, pk=pk)
        try:
            self.enter(kept, request.user)
        except self.refusals as refused:
            messages.warning(request, str(refused))
        else:
            messages.success(request, _("Đã nhập tệp %(name)s.") % {"name": kept.name})
        return redirect(self.name, pk=pk)

    def refused(self, request: HttpRequest, pk: int) -> FileResponse:
        """The rows sent back, each with its reason, as a workbook."""
        kept = self.mine(request, pk)
        try:
            refused = kept.refused if kept.applied_at else self.plan(kept).refused_sheet()
        except FileRefused as gone:
            raise Http404 from gone
        if not refused or not refused.get("rows"):
            raise Http404
        return handed_back(refused)

    def counted(self, counts: Mapping[str, int]) -> list[tuple[tuple[str, str], int, str]]:
        """(words of the outcome, rows, tone) of each."""
        tones = _TONES | dict(self.tones)
        return [(labels, counts.get(outcome, 0), tones.get(outcome, "")) for outcome, labels in self.outcomes.items()]

    def recent(self, files: Any, by: Any) -> Iterable[tuple[Any, str, list[tuple[tuple[str, str], int, str]]]]:
        """The last files somebody sent: each, the address of its page, what became of its rows once it was entered."""
        mine = files.filter(sent_by=by.pk).defer("content", "refused").order_by("-id")[:20]
        return [(kept, reverse(self.name, args=[kept.pk]), self.counted(kept.counts or {})) for kept in mine]


def as_sent(request: HttpRequest, upload: Any) -> dict[str, Any]:
    """What every kept file holds of an upload: its name, bytes and their hash, and who sent it."""
    content = upload.read()
    digest = hashlib.sha256(content).hexdigest()
    return {"name": upload.name[:200], "sha256": digest, "content": content, "sent_by_id": request.user.pk}


def handed_back(refused: dict[str, Any]) -> FileResponse:
    """Rows sent back, as the workbook somebody mends and sends again."""
    content = io.BytesIO()
    write_refused(content, refused)
    return workbook(content, "dong-tra-lai.xlsx")


def workbook(content: io.BytesIO, name: str) -> FileResponse:
    """A written workbook as a download."""
    content.seek(0)
    return FileResponse(content, as_attachment=True, filename=name, content_type=XLSX)
