"""The lists of the registers: titles, reports to settle, identities to settle, what is about to change."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ansinh.benefits import words
from ansinh.benefits.actions.grounds import ASK_AGAIN
from ansinh.benefits.jobs.watch import changed_identities, dead_with_titles, upcoming_changes
from ansinh.benefits.models import Feed, Identity, Title
from ansinh.core.days import BirthDay, month_of, month_text, vietnamese_day
from ansinh.core.language import is_english, list_choices
from ansinh.core.lists import Choice, Column, Listing, Order, Pick, Row, Search
from ansinh.places.models import communes_of

from .common import STATE_TONES, STATES, category_said, may_take_feeds, may_write, state_of, titles

_SHOWN = 100


def _person_link(path: str) -> Callable[[Row], str]:
    return lambda row: reverse("person_rights", args=[row[path]]) if row[path] else ""


def _commune_pick(path: str) -> Pick:
    return Pick("xa", _("Xã, phường"), units=lambda: communes_of(Title.objects.all(), "person__commune"), path=path)


def _month(path: str) -> Callable[[Row], str]:
    return lambda row: month_text(month_of(row[path])) if row[path] else ""


def _in_group(group: str) -> Q:
    return Q(category__in=[category for category, its in words.GROUP_OF.items() if its == group])


def _in_state(state: str) -> Q:
    return Q(to_day__isnull=state != "stopped") & (Q() if state == "stopped" else Q(is_suspended=state == "suspended"))


def title_list(request: HttpRequest) -> HttpResponse:
    """Titles inside the reader's scope by given name; sensitive categories are not told, asked for or exported by name."""
    listing = Listing(
        "titles",
        _("Diện hưởng"),
        columns=(
            Column("person__name", _("Họ và tên"), link=_person_link("person_id")),
            Column("person__birth_year", _("Ngày sinh"), show=_birth, is_wide_only=True),
            Column("category", _("Diện hưởng"), show=lambda row: category_said(row["category"])),
            Column("person__commune__full_name", _("Xã, phường")),
            Column("from_day", _("Hưởng từ"), show=_month("from_day")),
            Column("to_day", _("Thôi từ"), show=_month("to_day"), is_wide_only=True),
            Column("decision__number", _("Quyết định"), is_wide_only=True),
            Column(
                "is_suspended",
                _("Tình trạng"),
                show=lambda row: STATES[state_of(row)][is_english()],
                tone=lambda row: STATE_TONES[state_of(row)],
            ),
        ),
        also=("id", "person_id", "person__birth_month", "person__birth_day"),
        orders=(Order("ten", _("Tên"), ("person__name_key", "id")),),
        filters=(
            Search(
                "tim", _("Tìm"), paths=("person__name_folded",), exact_paths=("person__personal_number",), hint=_("Họ tên hoặc số định danh")
            ),
            Choice("nhom", _("Nhóm"), choices=list_choices(words.GROUPS), where=_in_group),
            Choice("dien", _("Diện hưởng"), choices=list_choices(words.CATEGORY_LABELS, *words.SENSITIVE), path="category"),
            _commune_pick("person__commune_id"),
            Choice("tt", _("Tình trạng"), choices=list_choices(STATES), where=_in_state),
        ),
        unit=_("diện hưởng"),
        nothing_yet=_("Chưa có diện hưởng nào. Nhập tệp biến động, hoặc ghi từ trang của một người."),
        template="benefits/title_list.html",
    )  # fmt: skip
    return listing.respond(request, titles(), may_write=may_write())


def feed_list(request: HttpRequest) -> HttpResponse:
    """Reports from other registers: those that wait, or those done."""
    may = may_write()
    rows = Feed.objects.all() if request.GET.get("tt") else Feed.objects.filter(state="new")
    listing = Listing(
        "feeds",
        _("Tin báo từ nơi khác"),
        columns=(
            Column("name", _("Họ và tên trong tin"), link=_person_link("person_id")),
            Column("birth", _("Ngày sinh"), is_wide_only=True),
            Column("person__commune__full_name", _("Xã, phường"), show=lambda row: row["person__commune__full_name"] or _("chưa rõ là ai")),
            Column("kind", _("Loại tin"), show=lambda row: words.FEEDS[row["kind"]][is_english()]),
            Column("day", _("Ngày")),
            Column("document", _("Giấy tờ"), is_wide_only=True),
            Column("source", _("Nơi gửi"), is_wide_only=True),
            Column("state", _("Tình trạng"), show=_feed_state, tone=lambda row: {"new": "warn", "applied": "good"}.get(row["state"], "quiet")),
            Column("id", _("Việc"), show=_feed_act("ap-dung", _("Áp dụng"), may), link=_feed_link("ap-dung", may)),
            Column("received_at", "", show=_feed_act("khong-ap-dung", _("Không áp dụng"), may), link=_feed_link("khong-ap-dung", may)),
        ),
        also=("person_id", "settled_because"),
        orders=(Order("moi", _("Mới trước"), ("-id",)),),
        filters=(
            Choice("loai", _("Loại tin"), choices=list_choices(words.FEEDS), path="kind"),
            Choice("tt", _("Tình trạng"), choices=list_choices(words.FEED_STATES), path="state"),
            Choice(
                "ai", _("Đã rõ người"), choices={"ro": _("đã rõ"), "chua": _("chưa rõ là ai")},
                where=lambda raw: Q(person__isnull=raw == "chua"),
            ),
        ),
        unit=_("tin báo"),
        nothing_yet=_("Không có tin báo nào chờ xử lý."),
        template="benefits/feed_list.html",
    )  # fmt: skip
    return listing.respond(request, rows, may_take=may_take_feeds(), dead=dead_with_titles()[:_SHOWN])


def identity_list(request: HttpRequest) -> HttpResponse:
    """People the population database did not confirm; above them, birth days and numbers changed under a right."""
    day = timezone.localdate()
    listing = Listing(
        "identities",
        _("Xác thực định danh"),
        columns=(
            Column("person__name", _("Họ và tên"), link=_person_link("person_id")),
            Column("person__commune__full_name", _("Xã, phường")),
            Column(
                "state",
                _("Kết quả"),
                show=lambda row: words.IDENTITIES[row["state"]][is_english()],
                tone=lambda row: (
                    "good" if row["state"] == "verified" else "warn" if row["state"] in ASK_AGAIN else "quiet"
                ),
            ),
            Column("said", _("Lệch ở đâu")),
            Column("at", _("Ngày trả lời"), is_wide_only=True),
            Column("owner__username", _("Người xử lý"), is_wide_only=True),
            Column("due_on", _("Hạn"), show=lambda row: _due(row, day), tone=lambda row: _due_tone(row, day)),
        ),
        also=("id", "person_id"),
        orders=(Order("ten", _("Tên"), ("person__name_key", "id")),),
        filters=(
            Choice("kq", _("Kết quả"), choices=list_choices(words.IDENTITIES), path="state"),
            _commune_pick("person__commune_id"),
            Choice("han", _("Hạn"), choices={"qua": _("quá hạn")}, where=lambda raw: Q(due_on__lt=day)),
        ),
        unit=_("người"),
        nothing_yet=_("Không có ai cần xử lý."),
        template="benefits/identity_list.html",
    )
    rows = Identity.objects.filter(is_latest=True)
    if not request.GET.get("kq"):
        rows = rows.filter(state__in=ASK_AGAIN)
    return listing.respond(request, rows, changed=changed_identities(day=day))


def upcoming(request: HttpRequest) -> HttpResponse:
    """Ages about to be reached and papers about to expire within a month."""
    found = upcoming_changes(day=timezone.localdate())
    return render(request, "benefits/upcoming.html", {"found": found})


def _birth(row: Row) -> str:
    return str(BirthDay(row["person__birth_year"], row["person__birth_month"], row["person__birth_day"]))


def _feed_state(row: Row) -> str:
    said = words.FEED_STATES[row["state"]][is_english()]
    return f"{said}: {row['settled_because']}" if row["settled_because"] else said


def _feed_act(_slug: str, label: Any, may: bool) -> Callable[[Row], Any]:
    return lambda row: label if may and row["state"] == "new" else ""


def _feed_link(slug: str, may: bool) -> Callable[[Row], str]:
    return lambda row: reverse("feed_act", args=[row["id"], slug]) if may and row["state"] == "new" else ""


def _due(row: Row, day: Any) -> str:
    if row["due_on"] is None:
        return ""
    late = str(_("quá hạn")) if row["due_on"] < day else ""
    return " · ".join(filter(None, [vietnamese_day(row["due_on"]), late]))


def _due_tone(row: Row, day: Any) -> str:
    return "bad" if row["due_on"] is not None and row["due_on"] < day else ""
