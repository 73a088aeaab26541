"""What citizens are still to be told of their dossiers, for the officer who calls them."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from ansinh.core.access import NoAccess
from ansinh.core.language import is_english
from ansinh.core.lists import Choice, Column, Listing, Order, Search
from ansinh.dossiers import actions, words
from ansinh.dossiers.actions.standing import DossierRefused
from ansinh.dossiers.models import Notice

from .lists import may_enter, said_of

WAITING = {"cho": _("chưa báo"), "roi": _("đã báo")}


def notice_list(request: HttpRequest) -> HttpResponse:
    """The messages of the reader's place, those that wait the longest first. Of sensitive dossiers none is listed."""
    if not may_enter():
        raise NoAccess(gettext("Danh sách này dành cho người tiếp nhận, giải quyết hồ sơ."))
    listing = Listing(
        "notices",
        _("Báo người nộp"),
        columns=(
            Column("dossier__code", _("Mã hồ sơ"), link=lambda row: reverse("dossier", args=[row["dossier__code"]])),
            Column("phone", _("Điện thoại")),
            Column("said", _("Nói gì")),
            Column("made_at", _("Từ"), show=lambda row: timezone.localtime(row["made_at"]).date()),
            Column("told_how", _("Đã báo"), show=lambda row: words.TOLD_HOW[row["told_how"]][is_english()] if row["told_how"] else ""),
        ),
        also=("id",),
        orders=(Order("cu", _("Chờ lâu nhất trước"), ("made_at", "id")), Order("moi", _("Mới nhất trước"), ("-made_at", "-id"))),
        filters=(
            Search("tim", _("Tìm"), paths=(), exact_paths=("dossier__code", "phone"), hint=_("Mã hồ sơ, điện thoại")),
            Choice(
                "bao", _("Tình trạng"), choices=lambda: {key: str(label) for key, label in WAITING.items()},
                where=lambda key: Q(told_at__isnull=key == "cho"),
            ),
            Choice("cach", _("Đã báo bằng"), choices=said_of(words.TOLD_HOW), path="told_how"),
        ),
        unit=_("tin"),
        nothing_yet=_("Không còn ai phải báo."),
        template="dossiers/notices.html",
    )  # fmt: skip
    return listing.respond(request, Notice.objects.filter(dossier__is_sensitive=False))


@require_POST
def notice_told(request: HttpRequest, pk: int) -> HttpResponse:
    """The citizen was told."""
    notice = get_object_or_404(Notice.objects.select_related("dossier"), pk=pk)
    try:
        actions.note_told(notice=notice, how=request.POST.get("how", ""), by=request.user)
        messages.success(request, gettext("Đã ghi là đã báo người nộp."))
    except DossierRefused as refused:
        messages.error(request, str(refused))
    return redirect("dossier", notice.dossier.code)
