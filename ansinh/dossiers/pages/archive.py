"""Pages of the merit archive: the book of files, one file, lending, labels, slips, counting a shelf."""

import io
from collections.abc import Mapping
from datetime import date
from typing import Any

import segno
from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ansinh.core.access import NoAccess, current_scope, must_hold
from ansinh.core.days import formal_day, vietnamese_day
from ansinh.core.language import is_english
from ansinh.core.lists import Choice, Column, Filter, Listing, Order, Row
from ansinh.core.looks import looked_at
from ansinh.core.models import AuditEvent
from ansinh.core.names import fold
from ansinh.dossiers import words
from ansinh.dossiers.actions import archive as acts
from ansinh.dossiers.forms.archive import ARCHIVE_ACTS, CountForm, EnterForm, LabelsForm
from ansinh.dossiers.models import ArchiveFile, FileMove, Loan, ShelfCount
from ansinh.dossiers.models.archive import place_said, shelf_key
from ansinh.places.models import NobodyServes, Place, who_serves

from .papers import papers_of

ACTS = {
    "archive.enter": ("Ghi vào sổ", "Entered"),
    "archive.correct": ("Sửa thông tin", "Corrected"),
    "archive.shelve": ("Xếp giá", "Shelved"),
    "archive.lend": ("Cho mượn", "Lent"),
    "archive.take_back": ("Nhận lại", "Taken back"),
    "archive.miss": ("Ghi thất lạc", "Missing"),
    "archive.find": ("Tìm thấy", "Found"),
    "archive.move": ("Chuyển đi", "Moved away"),
    "look": ("Xem", "Looked at"),
    "download": ("Tải về", "Downloaded"),
}
TONES = {"in_place": "good", "lent": "warn", "missing": "bad", "moved": "quiet"}
MOST_LABELS = 500
_EVENTS = 60


class WordsOfFile(Filter):
    """Every word typed must stand in the name, the number or the home of a file; with or without diacritics, in any order."""

    kind = "search"
    hint = gettext_lazy("Họ tên, số hồ sơ, nguyên quán")

    def narrow(self, rows: QuerySet, raw: str) -> QuerySet:
        for word in fold(raw).split():
            rows = rows.filter(search__contains=word)
        return rows

    def said(self, raw: str) -> str:
        return f"«{raw}»"


class Part(Filter):
    """One part of where a file stands, as the label says it: kho, giá or hộp."""

    def narrow(self, rows: QuerySet, raw: str) -> QuerySet:
        return rows.filter(**{{"kho": "store", "gia": "shelf", "hop": "box"}[self.name]: raw})


def archive_list(request: HttpRequest) -> HttpResponse:
    """The book of the archive: by name or by where files stand."""
    listing = Listing(
        "archive", _("Lưu trữ hồ sơ người có công"),
        columns=(
            Column("number", _("Số hồ sơ"), link=lambda row: reverse("archive_file", args=[row["id"]])),
            Column("name", _("Họ và tên")),
            Column("birth_year", _("Năm sinh"), is_wide_only=True),
            Column("kind", _("Loại"), show=lambda row: _said(words.ARCHIVE_KINDS, row["kind"]), is_wide_only=True),
            Column("home", _("Nguyên quán"), is_wide_only=True),
            Column("shelf_key", _("Nơi để"), show=lambda row: place_said(*(row[key] for key in acts.SHELVED)) or _("chưa xếp giá")),
            Column("state", _("Tình trạng"), show=lambda row: _said(words.ARCHIVE_STATES, row["state"]), tone=lambda row: TONES[row["state"]]),
            Column("is_scanned", _("Số hóa"), show=lambda row: _("đã quét") if row["is_scanned"] else "", is_wide_only=True),
        ),
        also=("id", *acts.SHELVED),
        orders=(
            Order("ten", _("Tên"), ("name_key", "id")), Order("gia", _("Nơi để"), ("shelf_key", "id")),
            Order("moi", _("Mới ghi trước"), ("-id",)),
        ),
        filters=(
            WordsOfFile("tim", _("Tìm")),
            Choice("loai", _("Loại"), choices=_labels(words.ARCHIVE_KINDS), path="kind"),
            Choice("tt", _("Tình trạng"), choices=_labels(words.ARCHIVE_STATES), path="state"),
            Choice("so", _("Số hóa"), choices={"co": _("đã quét"), "chua": _("chưa quét")}, where=lambda raw: Q(is_scanned=raw == "co")),
            Part("kho", _("Kho")), Part("gia", _("Giá")), Part("hop", _("Hộp")),
        ),
        unit=("hồ sơ", "files")[is_english()],
        nothing_yet=_("Kho lưu trữ chưa có hồ sơ nào. Ghi hồ sơ đầu tiên bằng «Ghi hồ sơ vào sổ»."),
        template="dossiers/archive_list.html",
    )  # fmt: skip
    return listing.respond(request, ArchiveFile.objects.all(), may_write=_keeps(), here="list")


def archive_file(request: HttpRequest, pk: int) -> HttpResponse:
    """One file: where it stands, who has it, its papers, its loans and moves, what was done."""
    found = _file(pk)
    looked_at(f"archive:{found.pk}", place_id=found.province_id)
    context = {
        "file": found,
        "acts": [one for one in ARCHIVE_ACTS if one.is_open(found)] if _keeps(found) else [],
        "loans": Loan.objects.filter(file=found).select_related("lent_by", "taken_back_by"),
        "moves": FileMove.objects.filter(file=found),
        "kept": papers_of(found),
        "events": AuditEvent.objects.filter(subject=f"archive:{found.pk}").order_by("-id")[:_EVENTS],
        "kinds": words.ARCHIVE_KINDS, "states": words.ARCHIVE_STATES, "tones": TONES, "act_words": ACTS,
        "today": timezone.localdate(),
    }  # fmt: skip
    return render(request, "dossiers/archive_file.html", context)


def archive_new(request: HttpRequest) -> HttpResponse:
    """A file written into the book."""
    must_hold(*acts.KEEPERS, field=acts.FIELD)
    form = EnterForm(request.POST or None)
    form.province = _own_province()
    return _answer(request, form, None, _("Ghi hồ sơ vào sổ lưu trữ"))


def archive_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """One act on a file."""
    must_hold(*acts.KEEPERS, field=acts.FIELD)
    found = _file(pk)
    chosen = next((one for one in ARCHIVE_ACTS if one.slug == act), None)
    if chosen is None:
        raise Http404
    if not chosen.is_open(found):
        messages.warning(request, _("Việc này không làm được với tình trạng hiện tại."))
        return redirect("archive_file", pk=pk)
    return _answer(request, chosen.form(request.POST or None, subject=found), found, str(chosen.label))


def loan_list(request: HttpRequest) -> HttpResponse:
    """The loan book: who has which file until when; the overdue ones by choice."""
    today = timezone.localdate()
    listing = Listing(
        "loans", _("Sổ mượn hồ sơ lưu trữ"),
        columns=(
            Column("file__number", _("Số hồ sơ"), link=lambda row: reverse("archive_file", args=[row["file_id"]])),
            Column("file__name", _("Họ và tên")),
            Column("borrower", _("Người mượn")),
            Column("unit", _("Đơn vị"), is_wide_only=True),
            Column("purpose", _("Mục đích"), is_wide_only=True),
            Column("lent_on", _("Ngày mượn")),
            Column("due_on", _("Hạn trả")),
            Column("returned_on", _("Tình trạng"), show=lambda row: _loan_said(row, today), tone=lambda row: _loan_tone(row, today)),
        ),
        also=("id", "file_id"),
        orders=(Order("han", _("Hạn trả"), ("due_on", "id")), Order("moi", _("Mới trước"), ("-id",))),
        filters=(
            Choice(
                "tt", _("Tình trạng"), choices={"dang": _("đang mượn"), "qua": _("quá hạn"), "tra": _("đã trả")},
                where=lambda raw: _loan_where(raw, today),
            ),
        ),
        unit=_("lượt mượn"),
        nothing_yet=_("Chưa có ai mượn hồ sơ nào. Cho mượn từ trang của một hồ sơ."),
        template="dossiers/archive_list.html",
    )  # fmt: skip
    rows = Loan.objects.all() if request.GET.get("tt") else Loan.objects.filter(returned_on=None)
    return listing.respond(request, rows, may_write=False, here="loans")


def archive_count(request: HttpRequest) -> HttpResponse:
    """A shelf counted: the numbers found there against the book; the counts made so far."""
    must_hold(*acts.KEEPERS, field=acts.FIELD)
    form = CountForm(request.POST or None, initial={key: request.GET.get(key, "") for key in ("store", "shelf", "box")})
    if request.method == "POST" and form.is_valid():
        try:
            count = acts.count_shelf(province=_own_province(), **form.cleaned_data, by=request.user)
        except (acts.ArchiveRefused, NoAccess) as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("archive_counted", pk=count.pk)
    context = {"form": form, "counts": ShelfCount.objects.select_related("counted_by")[:20], "here": "count"}
    return render(request, "dossiers/archive_count.html", context, status=422 if form.errors else 200)


def archive_counted(request: HttpRequest, pk: int) -> HttpResponse:
    """What a count found."""
    count = get_object_or_404(ShelfCount.objects.select_related("counted_by", "province"), pk=pk)
    named = [*count.missing, *(number for number, _place in (*count.misplaced, *count.not_expected))]
    files = ArchiveFile.objects.filter(province__in=acts.kept_by(count.province), number__in=named[:2000])
    context = {
        "count": count, "files": {one.number: one for one in files}, "states": words.ARCHIVE_STATES, "here": "count",
        "strange": "\n".join(count.strange),
    }  # fmt: skip
    return render(request, "dossiers/archive_counted.html", context)


def archive_label(request: HttpRequest, pk: int) -> HttpResponse:
    """The label of one file, with its number as a QR code."""
    found = _file(pk)
    label = {"qr": qr(found.number), "name": found.number, "lines": [found.name, found.place]}
    return render(request, "dossiers/archive_labels.html", {"labels": [label], "form": None, "title": _("Nhãn hồ sơ")})


def archive_labels(request: HttpRequest) -> HttpResponse:
    """The labels of boxes: where each stands, which numbers are in it, how many."""
    form = LabelsForm(request.GET or None)
    labels = []
    if request.GET and form.is_valid():
        where = {key: told for key, told in form.cleaned_data.items() if told}
        boxes = ArchiveFile.objects.filter(**where).exclude(box="").order_by().values("store", "shelf", "box")
        counted = boxes.annotate(count=Count("id", filter=~Q(state="moved")))[:MOST_LABELS]
        ordered = sorted(counted, key=lambda box: shelf_key(box["store"], box["shelf"], box["box"]))
        labels = [_box_label(box) for box in ordered]
    context = {"labels": labels, "form": form, "title": _("Nhãn hộp"), "here": "labels"}
    return render(request, "dossiers/archive_labels.html", context)


def move_slip(request: HttpRequest, pk: int) -> HttpResponse:
    """The slip a moved file travels with (Mẫu 93), to print and sign."""
    move = get_object_or_404(FileMove.objects.select_related("file__province", "file__commune"), file=pk)
    looked_at(f"archive:{move.file_id}", place_id=move.file.province_id)
    context = {
        "move": move, "file": move.file, "day": formal_day(move.moved_on), "kinds": words.ARCHIVE_KINDS,
        "papers": [line for line in move.papers.splitlines() if line.strip()], **_head(move.file, move.moved_on),
    }  # fmt: skip
    return render(request, "dossiers/paper_move_slip.html", context)


def extract_slip(request: HttpRequest, pk: int) -> HttpResponse:
    """What the book and the papers kept say of a file, to print and sign."""
    found = _file(pk)
    looked_at(f"archive:{found.pk}", place_id=found.province_id)
    context = {
        "file": found, "kept": papers_of(found), "day": formal_day(timezone.localdate()), "kinds": words.ARCHIVE_KINDS,
        "states": words.ARCHIVE_STATES, "qr": qr(found.number), "types": words.PAPER_TYPES,
        **_head(found, timezone.localdate()),
    }  # fmt: skip
    return render(request, "dossiers/paper_extract.html", context)


def qr(text: str) -> SafeString:
    """A text as an SVG picture of its QR code."""
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        drawn, kind="svg", border=1, xmldecl=False, svgns=True, nl=False, omitsize=True
    )
    return mark_safe(drawn.getvalue().decode())  # drawn by the library from squares: nothing of the text stands in it


def _answer(request: HttpRequest, form: Any, found: ArchiveFile | None, title: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            shown = form.act(request.user)
        except (acts.ArchiveRefused, NoAccess) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi: %(act)s.") % {"act": title})
            return redirect("archive_file", pk=shown.pk)
    back = reverse("archive_file", args=[found.pk]) if found else reverse("archive_list")
    context = {"form": form, "owner": found or _("Lưu trữ"), "back": back, "title": title, "button": title}
    return render(request, "dossiers/papers_act.html", context, status=422 if form.errors else 200)


def _file(pk: int) -> ArchiveFile:
    return get_object_or_404(ArchiveFile.objects.select_related("province", "commune", "person"), pk=pk)


def _own_province() -> Place:
    """The province whose archive the reader keeps today. Raises NoAccess for who keeps none."""
    scope = current_scope()
    provinces = (
        Place.objects.filter(level=1) if scope.everything else Place.objects.filter(level=1, pk__in=scope.provinces)
    )
    if found := provinces.filter(to_day=None).first() or provinces.first():
        return found
    raise NoAccess("Kho lưu trữ là của tỉnh: tài khoản này không làm việc ở cấp tỉnh.")


def _head(found: ArchiveFile, day: date) -> dict[str, str]:
    """The head of a slip: the province whose archive it is on the day, and its body for people with merit."""
    has_ended = found.province.to_day is not None and found.province.to_day <= day
    province = _own_province() if has_ended else found.province
    try:
        body = next(one.body_vi for one in who_serves("merit", "decide", province, day) if one.place == province)
    except (NobodyServes, StopIteration):
        body = "Cơ quan quản lý người có công"
    said = province.full_name[0].lower() + province.full_name[1:]
    return {"body": body, "province": said, "seat": province.name}


def _keeps(found: ArchiveFile | None = None) -> bool:
    scope = current_scope()
    is_keeper = scope.holds(*acts.KEEPERS, field=acts.FIELD)
    return is_keeper and (found is None or scope.everything or found.province_id in scope.provinces)


def _box_label(box: Mapping[str, Any]) -> dict[str, Any]:
    place = place_said(box["store"], box["shelf"], box["box"])
    told = _("%(count)s hồ sơ") % {"count": box["count"]}
    return {"qr": qr(place), "name": _("Hộp %(box)s") % {"box": box["box"]}, "lines": [place, told]}


def _said(labels: dict[str, tuple[str, str]], key: str) -> str:
    return labels[key][is_english()]


def _labels(labels: dict[str, tuple[str, str]]) -> Any:
    return lambda: {key: pair[is_english()] for key, pair in labels.items()}


def _loan_said(row: Row, today: date) -> str:
    if row["returned_on"]:
        return _("đã trả %(day)s") % {"day": vietnamese_day(row["returned_on"])}
    late = (today - row["due_on"]).days
    return _("quá hạn %(days)s ngày") % {"days": late} if late > 0 else _("đang mượn")


def _loan_tone(row: Row, today: date) -> str:
    if row["returned_on"]:
        return "quiet"
    return "bad" if row["due_on"] < today else "warn"


def _loan_where(raw: str, today: date) -> Q:
    if raw == "tra":
        return Q(returned_on__isnull=False)
    return Q(returned_on=None, due_on__lt=today) if raw == "qua" else Q(returned_on=None)
