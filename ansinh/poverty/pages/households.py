"""Households in a review: the list to survey, one household with its points and why, forms A and B with live points."""

from typing import Any

from django.contrib import messages
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from ansinh.core.language import is_english, said
from ansinh.core.lists import Choice, Column, Listing, Order, Pick, Row
from ansinh.core.looks import looked_at
from ansinh.engine import house_on
from ansinh.law import law_on, parameters
from ansinh.people.pages.lists import NameSearch
from ansinh.poverty import actions, words
from ansinh.poverty.forms import (
    ABOUT_HOUSEHOLD,
    ASKED_OF_MEMBERS,
    FORM_A,
    GROUPS_B,
    OUTCOMES,
    DifferenceForm,
    FormAForm,
    FormBForm,
    MemberFormSet,
    VoteForm,
    kept_answers,
    kept_member,
    known_member,
    record_of_answers,
)
from ansinh.poverty.models import Campaign, CommuneReview, FormB, Objection, Review

from .campaigns import campaign_of, is_now
from .common import commune_review_of, is_done, not_open, review_of, rights
from .points import TONES, Points, points_of

HOUSEHOLD_A = (*FORM_A, "surveyor", "surveyed_on")
IN_FORM_B = tuple(name for _title, names in GROUPS_B[1:] for name in names)
COUNTED_B = tuple(name for name in IN_FORM_B if not name.startswith(("cause_", "policies_")))
FEW_STEPS, WHOLE = 3, 99
GOING_ON = "tiep"
ALSO = ("id", "surveyed_on", *FORM_A[1:], "form_b__review_id", *(f"form_b__{name}" for name in COUNTED_B))


def _class_text(row: Row, path: str) -> str:
    return words.CLASSES[row[path]][is_english()] if row[path] else ""


def _standing(row: Row) -> str:
    if row["is_signed"]:
        return _("đã ký")
    return _("có kết quả") if row["class_by_rule"] else _missing(row)


def _missing(row: Row) -> str:
    """What is still to be typed before the household has a result."""
    empty_a = sum(row[name] is None for name in FORM_A[1:])
    if empty_a == len(FORM_A) - 1 and not row["surveyed_on"]:
        return _("chưa khảo sát")
    if empty_a and not row["form_b__review_id"]:
        return _("Phiếu A còn %(count)s câu") % {"count": empty_a}
    if not row["form_b__review_id"]:
        return _("chưa nhập Phiếu B")
    empty_b = sum(row[f"form_b__{name}"] is None for name in COUNTED_B)
    return _("Phiếu B còn %(count)s ô trống") % {"count": empty_b} if empty_b else _("thiếu ở phần thành viên")


def _standing_tone(row: Row) -> str:
    return (
        "good" if row["is_signed"] else "accent" if row["class_by_rule"] else "warn" if row["surveyed_on"] else "quiet"
    )


def _differs() -> Q:
    return Q(poverty_class__isnull=False, class_by_rule__isnull=False) & ~Q(poverty_class=F("class_by_rule"))


_STANDINGS = {
    "chua": (gettext_lazy("chưa khảo sát"), Q(class_by_rule__isnull=True, surveyed_on__isnull=True)),
    "thieu": (gettext_lazy("chưa có kết quả"), Q(class_by_rule__isnull=True)),
    "co": (gettext_lazy("có kết quả, chưa ký"), Q(class_by_rule__isnull=False, is_signed=False)),
    "ky": (gettext_lazy("đã ký"), Q(is_signed=True)),
    "khac": (gettext_lazy("khác kết quả tính theo điểm"), _differs()),
}
_COLUMNS = (
    Column("head_name", gettext_lazy("Chủ hộ"), link=lambda row: reverse("review", args=[row["id"]])),
    Column("household__code", gettext_lazy("Mã hộ"), is_wide_only=True),
    Column("hamlet", gettext_lazy("Thôn, ấp"), is_wide_only=True),
    Column("member_count", gettext_lazy("Nhân khẩu"), is_number=True, is_wide_only=True),
    Column("b1_points", gettext_lazy("Điểm B1"), is_number=True, is_wide_only=True),
    Column("b2_points", gettext_lazy("Điểm B2"), is_number=True, is_wide_only=True),
    Column(
        "previous_class",
        gettext_lazy("Năm trước"),
        show=lambda row: _class_text(row, "previous_class"),
        is_wide_only=True,
    ),
    Column(
        "class_by_rule",
        gettext_lazy("Theo quy định"),
        show=lambda row: _class_text(row, "class_by_rule"),
        tone=lambda row: TONES[row["class_by_rule"]],
    ),
    Column(
        "poverty_class",
        gettext_lazy("Kết quả ký"),
        show=lambda row: _class_text(row, "poverty_class"),
        tone=lambda row: TONES[row["poverty_class"]],
        is_wide_only=True,
    ),
    Column("is_signed", gettext_lazy("Tình trạng"), show=_standing, tone=_standing_tone),
)
_FILTERS = (
    NameSearch(
        "ten",
        gettext_lazy("Chủ hộ hoặc mã hộ"),
        exact_paths=("household__code",),
        hint=gettext_lazy("có dấu hoặc không dấu"),
        name_path="household__head__name_folded",
        key_path="household__head",
    ),
    Choice(
        "kq",
        gettext_lazy("Tình trạng"),
        choices={key: label for key, (label, _where) in _STANDINGS.items()},
        where=lambda raw: _STANDINGS[raw][1],
    ),
    Choice(
        "loai",
        gettext_lazy("Phân loại"),
        choices={key: said(*pair) for key, pair in words.CLASSES.items()},
        where=lambda raw: is_now(raw),
    ),
    Choice(
        "nam_truoc",
        gettext_lazy("Năm trước"),
        choices={key: said(*pair) for key, pair in words.CLASSES.items()},
        path="previous_class",
    ),
)
_ORDERS = (
    Order("ten", gettext_lazy("Tên chủ hộ"), ("head_name_key", "id")),
    Order("thon", gettext_lazy("Thôn, ấp rồi tên"), ("hamlet", "head_name_key", "id")),
)
_NOTHING = gettext_lazy("Chưa có hộ nào trong danh sách. Lập danh sách hộ trước.")


def review_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The households of a commune's review, to survey and to check."""
    found = commune_review_of(pk)
    rows = Review.objects.filter(commune_review=found)
    hamlets = Choice("thon", gettext_lazy("Thôn, ấp"), choices=lambda: _hamlets(rows), path="hamlet")
    listing = Listing(
        "reviews",
        _("Hộ rà soát năm %(year)s, %(commune)s") % {"year": found.campaign.year, "commune": found.commune},
        _COLUMNS,
        _ORDERS,
        filters=(_FILTERS[0], hamlets, *_FILTERS[1:]),
        also=ALSO,
        unit=_("hộ"),
        nothing_yet=_NOTHING,
        template="poverty/review_list.html",
    )
    return listing.respond(request, rows, commune_review=found, campaign=found.campaign)


def _hamlets(rows: QuerySet[Review]) -> dict[str, str]:
    return {name: name for name in rows.order_by("hamlet").values_list("hamlet", flat=True).distinct() if name}


def campaign_reviews(request: HttpRequest, pk: int) -> HttpResponse:
    """The households of a whole campaign, as far as the reader sees."""
    found = campaign_of(pk)
    communes = Pick("xa", gettext_lazy("Xã"), units=lambda: _communes(found), path="commune_review_id")
    columns = (_COLUMNS[0], Column("commune__full_name", gettext_lazy("Xã")), *_COLUMNS[1:])
    listing = Listing(
        "campaign_reviews",
        _("Hộ rà soát năm %(year)s, %(province)s") % {"year": found.year, "province": found.province},
        columns,
        (Order("xa", gettext_lazy("Xã rồi tên"), ("commune_review_id", "head_name_key", "id")),),
        filters=(communes, *_FILTERS),
        also=ALSO,
        unit=_("hộ"),
        nothing_yet=_NOTHING,
        template="poverty/review_list.html",
    )
    # Naming the communes lets the index by commune give the rows in order; alone it would begin at the first campaign of all.
    inside = CommuneReview.objects.filter(campaign=found)
    rows = Review.objects.filter(campaign=found, province=found.province_id, commune_review__in=inside)
    return listing.respond(request, rows, campaign=found, commune_review=None)


def _communes(campaign: Campaign) -> list[tuple[str, str]]:
    rows = (
        CommuneReview.objects.filter(campaign=campaign)
        .order_by("commune__sort_key")
        .values_list("pk", "commune__full_name", "commune__parent__full_name", "commune__parent__level")
    )
    return [(str(pk), f"{name}, {parent}" if level == 2 else name) for pk, name, parent, level in rows]


def review(request: HttpRequest, pk: int) -> HttpResponse:
    """One household in one campaign: result and points with why, answers, votes, objections, what may be done next."""
    found = review_of(pk)
    looked_at(f"review:{pk}", place_id=found.commune_id)
    record = _named_record(found)
    others = (
        Review.objects.filter(household=found.household_id)
        .exclude(pk=found.pk)
        .select_related("campaign")
        .order_by("-campaign__year", "-pk")
    )
    can_type = not not_open(found.commune_review) and not found.is_signed
    return render(
        request,
        "poverty/review.html",
        {
            "review": found,
            "campaign": found.campaign,
            "commune_review": found.commune_review,
            "points": points_of(found.campaign, record),
            "classes": words.CLASSES,
            "standards": words.LIVING_STANDARDS,
            "outcomes": OUTCOMES,
            "origins": words.ORIGINS,
            "areas": words.AREAS,
            "others": list(others),
            "objections": list(Objection.objects.filter(review=found).order_by("raised_on")),
            "has_form_b": record["has_form_b"],
            "can_type": can_type and rights()["may_type"],
            "not_open": not_open(found.commune_review),
            "is_form_a": False,
            **rights(),
        },
    )


def _named_record(found: Review) -> dict[str, Any]:
    """The household's facts as kept, each member called by name."""
    record = actions.record_of(found)
    names = dict(found.members.values_list("line", "name"))
    for line in record["members"]["review_member"]:
        line["label"] = names.get(line["member_line"], "")
    return record


def why(request: HttpRequest, pk: int) -> HttpResponse:
    """Every step of the rules to this household's class, with values, law and facts."""
    found = review_of(pk)
    looked_at(f"review:{pk}", place_id=found.commune_id, page="why")
    house = house_on(law_on(found.campaign.law_day))
    trace = house.trace("poverty_class_by_rule", _named_record(found))
    return render(
        request,
        "poverty/why.html",
        {
            "review": found,
            "campaign": found.campaign,
            "commune_review": found.commune_review,
            "step": _told(trace.root, house),
            "open_until": WHOLE if "mo" in request.GET else FEW_STEPS,
            "is_whole": "mo" in request.GET,
        },
    )


def _told(step: Any, house: Any) -> dict[str, Any]:
    """A step as the page shows it, in the reader's language where the house has the word in both."""
    label, text = step.label, step.text
    if is_english():
        label = _english_label(step, house) or label
        text = words.CLASSES[step.value][1] if step.value in words.CLASSES else text
        text = {True: "yes", False: "no", None: "unknown"}.get(step.value, text) if _is_answer(step.value) else text
    return {
        "label": label,
        "text": text,
        "row": step.row,
        "reference": step.reference,
        "reason": step.reason,
        "steps": [_told(inner, house) for inner in step.steps],
    }


def _is_answer(value: Any) -> bool:
    return value is None or isinstance(value, bool)


def _english_label(step: Any, house: Any) -> str:
    if step.kind in ("fact", "figure"):
        return str(house.column(step.name).label.label_en)
    return next((found.label_en for name, found in parameters().items() if step.label == found.label_vi), "")


def form_a(request: HttpRequest, pk: int) -> HttpResponse:
    """Form A, typed with the answer it gives beside it."""
    found = review_of(pk)
    looked_at(f"review:{pk}", place_id=found.commune_id, page="form_a")
    form = FormAForm(request.POST or None, initial=kept_answers(found, HOUSEHOLD_A))
    _begin(request, form)
    if is_done(
        request,
        form,
        lambda: _keep_a(found, form, request.user),
        _("Đã lưu Phiếu A, hộ %(name)s.") % {"name": found.head_name},
    ):
        if "next" in request.POST and review_of(pk).class_by_rule:
            return _to_next(request, found)
        if {"then_b", "next"} & set(request.POST):
            return redirect(reverse("form_b", args=[found.pk]) + f"?{GOING_ON}=1")
        return redirect("review", found.pk)
    return render(
        request,
        "poverty/form_a.html",
        _form_context(found)
        | {"form": form, "points": _points(found, form.answers(), *_kept_b(found)), "is_form_a": True},
    )


def _begin(request: HttpRequest, form: FormAForm | FormBForm) -> None:
    """Who comes from the household before types on at once: the first answer has the focus."""
    if GOING_ON in request.GET and not form.is_bound:
        next(iter(form.fields.values())).widget.attrs["autofocus"] = True


def _without_result(found: Review) -> QuerySet[Review]:
    """The other households of the commune still to be typed, hamlet by hamlet as the surveyor walks."""
    rows = Review.objects.filter(commune_review=found.commune_review_id, class_by_rule__isnull=True, is_signed=False)
    return rows.exclude(pk=found.pk).order_by("hamlet", "head_name_key", "pk")


def _to_next(request: HttpRequest, found: Review) -> HttpResponse:
    """The next household still to be typed, from the first one again after the last; the list when none is left."""
    waiting = _without_result(found)
    same_name = Q(head_name_key=found.head_name_key, pk__gt=found.pk)
    after = Q(hamlet__gt=found.hamlet) | Q(hamlet=found.hamlet) & (Q(head_name_key__gt=found.head_name_key) | same_name)
    next_one = waiting.filter(after).first() or waiting.first()
    if next_one is None:
        messages.success(request, _("Mọi hộ khác của xã đều đã có kết quả."))
        return redirect("review_list", found.commune_review_id)
    has_answered_a = all(getattr(next_one, name) is not None for name in FORM_A[1:])
    return redirect(reverse("form_b" if has_answered_a else "form_a", args=[next_one.pk]) + f"?{GOING_ON}=1")


def _keep_a(found: Review, form: FormAForm, by: Any) -> None:
    actions.fill_form_a(review=found, answers=form.answers() | {"surveyor": form.answers()["surveyor"] or ""}, by=by)
    actions.score_one(review=found, by=by)


def form_b(request: HttpRequest, pk: int) -> HttpResponse:
    """Form B with members as rows; the points stand beside it and follow what is typed."""
    found = review_of(pk)
    looked_at(f"review:{pk}", place_id=found.commune_id, page="form_b")
    form, lines = _forms_b(request, found)
    _begin(request, form)
    wants_row = "add_row" in request.POST
    is_fine = request.method == "POST" and not wants_row and form.is_valid() and lines.is_valid()
    if is_fine and is_done(
        request,
        form,
        lambda: _keep_b(found, form, lines, request.user),
        _("Đã lưu Phiếu B, hộ %(name)s.") % {"name": found.head_name},
    ):
        if "next" in request.POST:
            return _to_next(request, found)
        return redirect("form_b" if "stay" in request.POST else "review", found.pk)
    return render(
        request,
        "poverty/form_b.html",
        _form_context(found)
        | {"form": form, "lines": lines, "points": _typed_points(found, form, lines), "is_form_a": False},
    )


@require_POST
def form_points(request: HttpRequest, pk: int, form_name: str) -> HttpResponse:
    """The points of what is typed now, not kept: the same part of the page that loading it would give."""
    found = review_of(pk)
    if form_name == "a":
        points = _points(found, FormAForm(request.POST).answers(), *_kept_b(found))
    else:
        points = _typed_points(found, *_forms_b(request, found))
    shown = {"points": points, "standards": words.LIVING_STANDARDS, "is_form_a": form_name == "a"}
    return render(request, "poverty/points.html", shown)


def _form_context(found: Review) -> dict[str, Any]:
    is_closed = not_open(found.commune_review) or (_("Hộ này đã ký công nhận.") if found.is_signed else "")
    return {
        "review": found,
        "campaign": found.campaign,
        "commune_review": found.commune_review,
        "not_open": is_closed,
        "waiting": 0 if is_closed else _without_result(found).count(),
        "classes": words.CLASSES,
        "standards": words.LIVING_STANDARDS,
        **rights(),
    }


def _forms_b(request: HttpRequest, found: Review) -> tuple[FormBForm, Any]:
    kept = FormB.objects.filter(review=found).first()
    form = FormBForm(request.POST or None, initial=kept_answers(found, ABOUT_HOUSEHOLD) | kept_answers(kept, IN_FORM_B))
    if request.method == "POST":
        typed = request.POST.copy()
        if "add_row" in typed:
            typed["members-TOTAL_FORMS"] = str(int(typed.get("members-TOTAL_FORMS") or 0) + 1)
        return form, MemberFormSet(typed, prefix="members")
    members = [kept_member(line) for line in found.members.order_by("line")] or _in_register(found)
    lines = MemberFormSet(prefix="members", initial=members)
    lines.extra = max((found.member_count or 1) - len(members), 0 if members else 1)
    return form, lines


def _in_register(found: Review) -> list[dict[str, Any]]:
    """The members the register knows, the head first: nobody types a name twice."""
    head = found.household.head_id
    people = [one.person for one in found.household.memberships.filter(to_day__isnull=True).select_related("person")]
    people.sort(key=lambda person: (person.pk != head, person.birth_year, person.pk))
    return [known_member(person, is_head=person.pk == head) for person in people]


def _kept_b(found: Review) -> tuple[dict[str, Any] | None, list[dict[str, Any]]]:
    kept = FormB.objects.filter(review=found).first()
    names = ("birth_date", "sex", "ethnicity", "name", *ASKED_OF_MEMBERS)
    members = [kept_answers(line, names) for line in found.members.order_by("line")]
    return (kept_answers(kept, IN_FORM_B) if kept else None), members


def _typed_points(found: Review, form: FormBForm, lines: Any) -> Points:
    typed = form.answers()
    household = kept_answers(found, HOUSEHOLD_A) | {name: typed[name] for name in ABOUT_HOUSEHOLD}
    return _points(found, household, {name: typed[name] for name in IN_FORM_B}, _members(lines))


def _members(lines: Any) -> list[dict[str, Any]]:
    return [line.member() for line in lines.forms if not line.is_empty()]


def _points(
    found: Review, household: dict[str, Any], form_b: dict[str, Any] | None, members: list[dict[str, Any]]
) -> Points:
    return points_of(
        found.campaign, record_of_answers(review=found, household=household, form_b=form_b, members=members)
    )


def _keep_b(found: Review, form: FormBForm, lines: Any, by: Any) -> None:
    typed = form.answers()
    household = {name: typed[name] for name in ABOUT_HOUSEHOLD} | {"surveyor": typed["surveyor"] or ""}
    actions.fill_form_b(
        review=found,
        answers={name: typed[name] for name in IN_FORM_B},
        members=_members(lines),
        household=household,
        by=by,
    )
    actions.score_one(review=found, by=by)


def vote(request: HttpRequest, pk: int) -> HttpResponse:
    """The meeting's vote on one household where it is not that of the whole hamlet."""
    found = review_of(pk)
    form = VoteForm(request.POST or None, initial=kept_answers(found, ("votes_for", "votes_against")))
    if is_done(
        request,
        form,
        lambda: actions.record_votes(review=found, by=request.user, **form.cleaned_data),
        _("Đã ghi biểu quyết."),
    ):
        return redirect("review", found.pk)
    return render(
        request,
        "poverty/act.html",
        _act(found, _("Biểu quyết về hộ %(name)s") % {"name": found.head_name}, _("Ghi biểu quyết"), form),
    )


def choose_class(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose a class other than the one by rule, with the reason."""
    found = review_of(pk)
    form = DifferenceForm(
        request.POST or None,
        initial={"poverty_class": found.poverty_class or found.class_by_rule, "reason": found.difference_reason},
    )
    if is_done(
        request,
        form,
        lambda: actions.choose_class(review=found, by=request.user, **form.cleaned_data),
        _("Đã ghi kết quả đề nghị công nhận."),
    ):
        return redirect("review", found.pk)
    by_rule = words.CLASSES[found.class_by_rule][is_english()] if found.class_by_rule else _("chưa xác định")
    told = [
        _("Theo quy định: %(by_rule)s. Chọn khác thì phải ghi lý do; chỗ khác này được đếm thành chỉ tiêu.")
        % {"by_rule": by_rule}
    ]
    return render(
        request,
        "poverty/act.html",
        _act(found, _("Kết quả đề nghị của hộ %(name)s") % {"name": found.head_name}, _("Ghi kết quả"), form, told),
    )


def _act(found: Review, title: str, button: str, form: Any, told: list[str] | None = None) -> dict[str, Any]:
    return {
        "title": title,
        "button": button,
        "form": form,
        "campaign": found.campaign,
        "commune_review": found.commune_review,
        "back": reverse("review", args=[found.pk]),
        "told": told or [],
    }
