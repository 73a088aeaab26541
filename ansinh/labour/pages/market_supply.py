"""A year's collection of labour supply: communes and how far they are, who is left, one form a page, checked, closed."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ansinh.core.access import current_scope, must_hold
from ansinh.core.days import BirthDay
from ansinh.core.language import is_english, list_choices, shown_word
from ansinh.core.lists import Choice, Column, Listing, Order, Row, Search
from ansinh.core.looks import looked_at
from ansinh.labour import words
from ansinh.labour.actions import market
from ansinh.labour.actions.market import CLOSERS, MarketRefused
from ansinh.labour.actions.placements import WRITERS
from ansinh.labour.forms.market import CollectionForm, ReasonForm, SupplyForm01
from ansinh.labour.jobs.market import is_of_age
from ansinh.labour.jobs.market_xlsform import people_csv, supply_xlsform
from ansinh.labour.jobs.occupations import occupation_name
from ansinh.labour.models import SupplyCollection, SupplyForm
from ansinh.labour.pages.market_organisations import may_write, to
from ansinh.people.models import Person
from ansinh.people.words import SEXES
from ansinh.places.models import Place, own_province, predecessor_ids

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OF_STATUS = {"employed": "good", "unemployed": "warn", "inactive": "quiet"}


def supply_list(request: HttpRequest) -> HttpResponse:
    """The collections inside the reader's reach, the newest year first, and how far each is."""
    listing = Listing(
        "supply_collections",
        _("Thu thập cung lao động"),
        columns=(
            Column("commune__full_name", _("Xã, phường"), link=to("supply_collection")),
            Column("year", _("Năm"), is_number=True),
            Column("opened_on", _("Mở từ ngày")),
            Column(
                "closed_on", _("Tình trạng"), show=lambda row: _("đã chốt") if row["closed_on"] else _("đang thu thập"),
                tone=lambda row: "good" if row["closed_on"] else "accent",
            ),
        ),
        also=("id",),
        orders=(Order("moi", _("Năm mới trước"), ("-year", "commune__sort_key", "id")),),
        filters=(
            Search("tim", _("Xã, phường"), paths=("commune__full_slug",), hint=_("Tên xã, phường")),
            Choice("nam", _("Năm"), choices=lambda: {str(year): str(year) for year in range(timezone.localdate().year, 2019, -1)}, path="year"),
            Choice(
                "tt", _("Tình trạng"), choices={"mo": _("đang thu thập"), "chot": _("đã chốt")},
                where=lambda raw: Q(closed_on__isnull=raw == "mo"),
            ),
        ),
        unit=_("đợt"),
        nothing_yet=_("Chưa mở đợt thu thập nào. Mở đợt của xã để bắt đầu."),
        template="labour/market_supply_list.html",
    )  # fmt: skip
    return listing.respond(request, SupplyCollection.objects.all(), may_write=may_write())


def supply_open(request: HttpRequest) -> HttpResponse:
    """Begin the collection of a commune."""
    must_hold(*WRITERS, field="labour")
    form = CollectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _opened(request, **form.cleaned_data)
        except MarketRefused as refused:
            form.add_error(None, str(refused))
    context = {"form": form, "title": _("Mở đợt thu thập cung lao động"), "back": reverse("supply_list")}
    return render(request, "labour/market_form.html", context, status=422 if form.errors else 200)


def _opened(request: HttpRequest, *, commune: Place | None, year: int, opened_on: date) -> HttpResponse:
    """One commune's collection begun, or those of all communes of the province that lack one."""
    if commune is not None:
        made = market.open_collection(commune=commune, year=year, opened_on=opened_on, by=request.user)
        messages.success(request, _("Đã mở đợt thu thập."))
        return redirect("supply_collection", pk=made.pk)
    province = own_province()
    if province is None or not current_scope().is_whole_province:
        raise MarketRefused("Chưa ghi xã, phường. Ghi tên hoặc mã xã của bạn.")
    count = market.open_collections(province=province, year=year, opened_on=opened_on, by=request.user)
    messages.success(request, _("Đã mở đợt thu thập ở %(count)s xã.") % {"count": count})
    return redirect("supply_list")


def supply_collection(request: HttpRequest, pk: int) -> HttpResponse:
    """One commune in one year: how many of how many, what is left to do, its forms."""
    collection = _collection(pk)
    forms = _forms(collection)
    whom = people_of(collection).count()
    counts = {"forms": forms.count(), "unchecked": forms.filter(checked_on=None).count()}
    left = left_of(collection).count()
    listing = Listing(
        "supply_forms",
        f"{collection.commune.full_name}, {collection.year}",
        columns=(
            Column("person__name", _("Họ và tên"), link=to("supply_form")),
            Column("person__birth_year", _("Năm sinh"), is_number=True),
            Column(
                "status", _("Tình trạng"), show=shown_word(words.LABOUR_STATUSES, "status"), tone=lambda row: OF_STATUS[row["status"]]
            ),
            Column("work", _("Công việc")),
            Column("occupation", _("Nghề"), show=lambda row: occupation_name(row["occupation"]), is_wide_only=True),
            Column("checked_on", _("Soát"), show=lambda row: _("đã soát") if row["checked_on"] else _("chưa soát")),
        ),
        also=("id",),
        orders=(Order("ten", _("Tên"), ("person__name_key", "id")),),
        filters=(
            Search("tim", _("Tìm"), paths=("person__name_folded",), exact_paths=("person__personal_number",), hint=_("Họ tên hoặc số định danh")),
            Choice("tt", _("Tình trạng"), choices=list_choices(words.LABOUR_STATUSES), path="status"),
            Choice(
                "soat", _("Soát"), choices={"roi": _("đã soát"), "chua": _("chưa soát")}, where=lambda raw: Q(checked_on__isnull=raw == "chua")
            ),
        ),
        unit=_("phiếu"),
        nothing_yet=_("Chưa có phiếu nào. Nhập từng phiếu, hoặc nhập danh sách từ Excel."),
        template="labour/market_supply_collection.html",
    )  # fmt: skip
    scope = current_scope()
    return listing.respond(
        request, forms, collection=collection, whom=whom, counts=counts, left=left, may_write=may_write() and not collection.closed_on,
        may_close=scope.holds(*CLOSERS, field="labour") and not collection.closed_on,
        may_reopen=scope.holds("province_head", "province_leader", field="labour") and bool(collection.closed_on),
    )  # fmt: skip


def supply_left(request: HttpRequest, pk: int) -> HttpResponse:
    """Those of 15 and over who live in the commune and have no form of the year yet."""
    collection = _collection(pk)
    may = may_write() and not collection.closed_on

    def page(person: int) -> tuple[Any, ...]:
        return ("supply_form_new", None, [pk, person]) if may else ("person", None, [person])

    listing = Listing(
        "supply_left",
        _("Người chưa có phiếu"),
        columns=(
            Column("name", _("Họ và tên"), link=lambda row: reverse(*page(row["id"]))),
            Column("birth_year", _("Ngày sinh"), show=_birth),
            Column("sex", _("Giới tính"), show=shown_word(SEXES, "sex")),
            Column("personal_number", _("Số định danh"), is_wide_only=True, hides="personal_number"),
        ),
        also=("id", "birth_month", "birth_day"),
        orders=(Order("ten", _("Tên"), ("name_key", "id")),),
        filters=(Search("tim", _("Tìm"), paths=("name_folded",), exact_paths=("personal_number",), hint=_("Họ tên hoặc số định danh")),),
        unit=_("người"),
        nothing_yet=_("Mọi người từ 15 tuổi của xã đã có phiếu."),
        template="labour/market_supply_left.html",
    )  # fmt: skip
    return listing.respond(request, left_of(collection), collection=collection)


def supply_form_new(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """The form of one person; kept, the next one without a form opens."""
    must_hold(*WRITERS, field="labour")
    collection = _collection(pk)
    found = get_object_or_404(Person.objects.select_related("commune"), pk=person)
    kept = (
        SupplyForm.objects.filter(person=found, year=collection.year, is_current=True)
        .select_related("organisation")
        .first()
    )
    initial = {"is_minority": found.ethnicity != 1}
    is_searched = "find" in request.POST
    if is_searched:
        form = SupplyForm01(initial=request.POST.dict())
    else:
        form = SupplyForm01(request.POST or None, kept=kept, initial=initial)
    if form.is_bound and form.is_valid():
        told = dict(form.cleaned_data)
        try:
            made = market.record_supply_form(
                collection=collection, person=found, organisation=told.pop("organisation"), collected_on=told.pop("collected_on"), told=told,
                source="trang nhập phiếu", by=request.user,
            )  # fmt: skip
        except MarketRefused as refused:
            form.add_error(None, str(refused))
        else:
            return _after(request, collection, found, made)
    context = {
        "form": form,
        "collection": collection,
        "person": found,
        "is_new": kept is None,
        "is_searched": is_searched,
    }
    return render(request, "labour/market_supply_form_new.html", context, status=422 if form.errors else 200)


def _after(request: HttpRequest, collection: SupplyCollection, person: Person, made: SupplyForm) -> HttpResponse:
    messages.success(request, _("Đã lưu phiếu của %(name)s.") % {"name": person.name})
    if "next" not in request.POST:
        return redirect("supply_form", pk=made.pk)
    following = left_of(collection).filter(
        Q(name_key__gt=person.name_key) | Q(name_key=person.name_key, pk__gt=person.pk)
    )
    one = following.order_by("name_key", "pk").first() or left_of(collection).order_by("name_key", "pk").first()
    return (
        redirect("supply_form_new", pk=collection.pk, person=one.pk)
        if one
        else redirect("supply_collection", pk=collection.pk)
    )


def supply_form(request: HttpRequest, pk: int) -> HttpResponse:
    """One form: what was told, who typed it, whether another read it."""
    form = get_object_or_404(
        SupplyForm.objects.select_related("person", "commune", "organisation", "recorded_by", "checked_by"), pk=pk
    )
    looked_at(f"supply_form:{form.pk}", place_id=form.commune_id)
    collection = SupplyCollection.objects.filter(commune=form.commune_id, year=form.year).first()
    is_open = collection is not None and collection.closed_on is None
    context = {
        "form": form, "collection": collection, "occupation": occupation_name(form.occupation),
        "wanted_occupation": occupation_name(form.wanted_occupation), "words": words,
        "may_write": may_write() and is_open,
        "may_check": is_open and form.checked_on is None and form.recorded_by_id != request.user.pk
        and current_scope().holds(*WRITERS, "commune_leader", field="labour"),
    }  # fmt: skip
    return render(request, "labour/market_supply_form.html", context)


@require_POST
def supply_check(request: HttpRequest, pk: int) -> HttpResponse:
    """The form was read again and is right."""
    form = get_object_or_404(SupplyForm.objects, pk=pk)
    try:
        market.check_supply_forms(forms=[form], by=request.user)
    except MarketRefused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("Đã ghi là phiếu đúng."))
    return redirect("supply_form", pk=pk)


def supply_close(request: HttpRequest, pk: int) -> HttpResponse:
    """What will be counted, then the button that closes the collection."""
    must_hold(*CLOSERS, field="labour")
    collection = _collection(pk)
    if request.method == "POST":
        try:
            market.close_collection(collection=collection, by=request.user)
        except MarketRefused as refused:
            messages.warning(request, str(refused))
        else:
            messages.success(request, _("Đã chốt đợt thu thập."))
        return redirect("supply_collection", pk=pk)
    forms = _forms(collection)
    by_status = [
        (pair[is_english()], forms.filter(status=status).count()) for status, pair in words.LABOUR_STATUSES.items()
    ]
    context = {
        "collection": collection, "by_status": by_status, "forms": forms.count(), "left": left_of(collection).count(),
        "unchecked": forms.filter(checked_on=None).count(),
    }  # fmt: skip
    return render(request, "labour/market_supply_close.html", context)


def supply_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """A closed collection taken up again, with the reason."""
    must_hold("province_head", "province_leader", field="labour")
    collection = _collection(pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            market.reopen_collection(collection=collection, reason=form.cleaned_data["reason"], by=request.user)
        except MarketRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã mở lại đợt thu thập."))
            return redirect("supply_collection", pk=pk)
    context = {
        "form": form, "title": _("Mở lại đợt thu thập"), "about": f"{collection.commune.full_name}, {collection.year}",
        "back": reverse("supply_collection", args=[pk]),
    }  # fmt: skip
    return render(request, "labour/market_form.html", context, status=422 if form.errors else 200)


def supply_xlsform_file(request: HttpRequest, pk: int) -> FileResponse:
    """Form 01 for ODK and Kobo, to be filled in without a network."""
    must_hold(*WRITERS, field="labour")
    collection = _collection(pk)
    return FileResponse(
        supply_xlsform(collection),
        as_attachment=True,
        filename=f"cung-lao-dong-{collection.year}.xlsx",
        content_type=_XLSX,
    )


def supply_people_file(request: HttpRequest, pk: int) -> FileResponse:
    """The people to be asked, as the list the form carries along."""
    must_hold(*WRITERS, field="labour")
    collection = _collection(pk)
    return FileResponse(
        people_csv(left_of(collection)),
        as_attachment=True,
        filename="people.csv",
        content_type="text/csv; charset=utf-8",
    )


def people_of(collection: SupplyCollection) -> QuerySet[Person]:
    """Those of 15 and over in the year who live in the commune."""
    oldest = next(year for year in range(collection.year, collection.year - 40, -1) if is_of_age(year, collection.year))
    communes = predecessor_ids([collection.commune_id])
    living = Q(died_on=None) | Q(died_on__year__gt=collection.year)
    return Person.objects.filter(living, commune__in=communes, birth_year__lte=oldest)


def left_of(collection: SupplyCollection) -> QuerySet[Person]:
    """Those who have no form of the year yet."""
    has_form = SupplyForm._base_manager.filter(person=OuterRef("pk"), year=collection.year, is_current=True)
    return people_of(collection).filter(~Exists(has_form))


def _collection(pk: int) -> SupplyCollection:
    return get_object_or_404(SupplyCollection.objects.select_related("commune"), pk=pk)


def _forms(collection: SupplyCollection) -> QuerySet[SupplyForm]:
    return SupplyForm.objects.filter(commune=collection.commune_id, year=collection.year, is_current=True)


def _birth(row: Row) -> str:
    return str(BirthDay(row["birth_year"], row["birth_month"], row["birth_day"]))
