"""The desk for people who may be in the register twice: pairs, what they rest on, the merge proposed, confirmed, undone."""

from collections import defaultdict
from collections.abc import Callable
from functools import partial
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ansinh.core.access import WRITING_ROLES, NoAccess, current_scope, must_hold
from ansinh.core.days import BirthDay, vietnamese_day
from ansinh.core.language import is_english
from ansinh.core.lists import Choice, Column, Listing, Order, Pick, Row, Search
from ansinh.core.masking import masked
from ansinh.people import actions
from ansinh.people.actions.doubles import CONFIRMERS, PROPOSERS
from ansinh.people.forms import MergePersonsForm, ReasonForm, TwoForm, UnclearForm
from ansinh.people.jobs.doubles_merge import FIELDS, MergePlan, concerns, plan_merge, said_of, seen_of, shown_of
from ansinh.people.models import DoublePair, Membership, MovedRow, Person, PersonMerge
from ansinh.people.pages.sections import sections_of
from ansinh.people.words import EVIDENCE, MERGE_STATES, MOVED, PAIR_STATES
from ansinh.places.models import Place

_TONES = {"waiting": "warn", "unclear": "accent", "two": "quiet", "one": "good"}
_MERGE_TONES = {"proposed": "warn", "done": "good", "refused": "quiet", "undone": "quiet"}
_OPEN = ("waiting", "unclear")


def _word(pair: tuple[str, str]) -> str:
    return pair[is_english()]


def _birth(of: str) -> Callable[[Row], str]:
    return lambda row: str(BirthDay(row[f"{of}__birth_year"], row[f"{of}__birth_month"], row[f"{of}__birth_day"]))


def chance(weight: float) -> str:
    """The odds of a match weight in words: at most 99,9 %."""
    percent = min(100 / (1 + 2**-weight), 99.9)
    return f"{percent:.1f} %".replace(".", "." if is_english() else ",")


def double_list(request: HttpRequest) -> HttpResponse:
    """Pairs inside the reader's scope, the likeliest first; those of two communes are the province's."""
    whole = current_scope().is_whole_province
    communes = Place.objects.communes().filter(
        **({"province__in": current_scope().provinces} if whole else {"pk__in": current_scope().communes})
    )
    listing = Listing(
        "doubles",
        _("Người có thể trùng"),
        columns=(
            Column("one__name", _("Người thứ nhất"), link=lambda row: reverse("double", args=[row["id"]])),
            Column("one__birth_year", _("Ngày sinh"), show=_birth("one")),
            Column("other__name", _("Người thứ hai"), link=lambda row: reverse("double", args=[row["id"]])),
            Column("other__birth_year", _("Ngày sinh"), show=_birth("other")),
            Column("one__commune__full_name", _("Xã, phường"), show=_places),
            Column("weight", _("Khả năng là một người"), show=lambda row: chance(row["weight"] / 100)),
            Column(
                "state", _("Tình trạng"), show=lambda row: _word(PAIR_STATES[row["state"]]), tone=lambda row: _TONES[row["state"]]
            ),
            Column("due_on", _("Hạn"), is_wide_only=True),
        ),
        also=(
            "id", "one__birth_month", "one__birth_day", "other__birth_month", "other__birth_day", "other__commune__full_name", "commune_id",
        ),
        orders=(Order("giong", _("Giống nhất trước"), ("-weight", "id")),),
        filters=(
            Search("tim", _("Tìm"), paths=("one__name_folded", "other__name_folded"), hint=_("Họ tên")),
            Choice("tt", _("Tình trạng"), choices={key: _word(pair) for key, pair in PAIR_STATES.items()}, path="state"),
            Pick("xa", _("Xã, phường"), units=lambda: [(place.pk, place.full_name) for place in communes], path="commune_id"),
            Choice(
                "noi", _("Nơi ở"), choices={"mot": _("cùng xã"), "hai": _("khác xã")},
                where=lambda raw: Q(commune__isnull=raw == "hai"),
            ),
        ),
        unit=_("cặp"),
        nothing_yet=_("Không có cặp nào chờ xem. Chạy lệnh «ansinh doubles find» để tìm lại."),
        template="people/double_list.html",
    )  # fmt: skip
    rows = DoublePair.objects.filter(one__merged_into=None, other__merged_into=None)
    if not request.GET.get("tt"):
        rows = rows.filter(state__in=_OPEN)
    return listing.respond(request, rows)


def _places(row: Row) -> str:
    one, other = row["one__commune__full_name"], row["other__commune__full_name"]
    return one if row["commune_id"] else f"{one}; {other}"


def double(request: HttpRequest, pk: int) -> HttpResponse:
    """Both side by side: each field, the evidence in words, rights and payments; then a judgement."""
    pair = get_object_or_404(
        DoublePair.objects.select_related("one__commune", "other__commune", "owner", "commune"), pk=pk
    )
    doing, may_write = request.POST.get("viec", ""), bool(current_scope().roles & WRITING_ROLES)
    two = TwoForm(request.POST if doing == "hai" else None)
    unclear = UnclearForm(request.POST if doing == "chua-ro" else None, prefix="chua" if doing != "chua-ro" else None)
    if doing:
        must_hold(*WRITING_ROLES)
        form, act = (two, actions.judge_two) if doing == "hai" else (unclear, actions.judge_unclear)
        if done(request, form, lambda: act(pair=pair, by=request.user, **form.cleaned_data), _("Đã ghi kết luận.")):
            return redirect("double_list")
    raises, lowers = _evidence(pair)
    is_open = pair.state in _OPEN
    context = {
        "pair": pair, "state": _word(PAIR_STATES[pair.state]), "tone": _TONES[pair.state], "weight": _signed(pair.weight / 100),
        "chance": chance(pair.weight / 100), "rows": _compared(pair), "raises": raises, "lowers": lowers,
        "concerns": concerns(pair.one.ids, pair.other.ids), "sides": [(one, sections_of(one)) for one in (pair.one, pair.other)],
        "forms": [(two, "hai", _("Là hai người")), (unclear, "chua-ro", _("Chưa rõ"))] if is_open and may_write else [],
        "may_merge": bool(current_scope().roles & set(PROPOSERS)), "merges": PersonMerge.objects.filter(pair=pair).order_by("-id"),
        "merge_states": MERGE_STATES,
    }  # fmt: skip
    return render(request, "people/double.html", context, status=422 if two.errors or unclear.errors else 200)


def double_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Which row stays, field by field; proposed to another hand."""
    must_hold(*PROPOSERS)
    pair = get_object_or_404(DoublePair.objects.select_related("one__commune", "other__commune"), pk=pk)
    plan = plan_merge(pair.one, pair.other, {}, timezone.localdate())
    form = MergePersonsForm(request.POST or None, pair=pair, open_rows=plan.open_rows)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.propose_merge(**form.told(), pair=pair, by=request.user)
        except (actions.Refused, NoAccess) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã gửi đề nghị gộp. Trưởng phòng hoặc lãnh đạo tỉnh xác nhận."))
            return redirect("merge", made.pk)
    context = {"pair": pair, "form": form, "against": plan.against, "concerns": concerns(pair.one.ids, pair.other.ids)}
    return render(request, "people/merge_new.html", context, status=422 if form.errors else 200)


def merge_list(request: HttpRequest) -> HttpResponse:
    """Merges inside the reader's scope, the newest first; those that wait for a confirmation unless asked."""
    listing = Listing(
        "merges",
        _("Các lần gộp"),
        columns=(
            Column("kept__name", _("Dòng ở lại"), link=lambda row: reverse("merge", args=[row["id"]])),
            Column("merged__name", _("Dòng gộp vào")),
            Column("kept__commune__full_name", _("Xã, phường")),
            Column("proposed_by__username", _("Người đề nghị"), is_wide_only=True),
            Column("proposed_at", _("Ngày đề nghị"), show=lambda row: vietnamese_day(timezone.localtime(row["proposed_at"]))),
            Column(
                "state", _("Tình trạng"), show=lambda row: _word(MERGE_STATES[row["state"]]), tone=lambda row: _MERGE_TONES[row["state"]]
            ),
        ),
        also=("id",),
        orders=(Order("moi", _("Mới trước"), ("-id",)),),
        filters=(Choice("tt", _("Tình trạng"), choices={key: _word(pair) for key, pair in MERGE_STATES.items()}, path="state"),),
        unit=_("lần gộp"),
        nothing_yet=_("Chưa có đề nghị gộp nào. Mở một cặp có thể trùng để đề nghị."),
        template="people/merge_list.html",
    )  # fmt: skip
    return listing.respond(request, PersonMerge.objects.all())


def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """One merge: what it changes; confirmed, turned down or undone by whoever may."""
    found = get_object_or_404(
        PersonMerge.objects.select_related(
            "kept__commune", "merged__commune", "proposed_by", "settled_by", "undone_by"
        ),
        pk=pk,
    )
    doing, may = request.POST.get("viec", ""), bool(current_scope().roles & set(CONFIRMERS))
    is_own = found.proposed_by_id == request.user.pk
    acts = {
        "xac-nhan": (lambda form: actions.confirm_merge(merge=found, by=request.user), _("Xác nhận là một người"), True),
        "bac": (lambda form: actions.refuse_merge(merge=found, by=request.user, **form.cleaned_data), _("Không gộp"), False),
        "go": (lambda form: actions.undo_merge(merge=found, by=request.user, **form.cleaned_data), _("Gỡ lần gộp"), False),
    }  # fmt: skip
    offered = {"proposed": ("xac-nhan", "bac"), "done": ("go",)}.get(found.state, ()) if may else ()
    if is_own:
        offered = tuple(one for one in offered if one != "xac-nhan")
    forms = []
    for name in offered:
        asked = request.POST if doing == name else None
        form = ReasonForm(asked, asks=name != "xac-nhan", prefix=None if doing == name else name)
        act, button, is_main = acts[name]
        if doing == name and done(request, form, partial(act, form), _("Đã ghi.")):
            return redirect("merge", pk)
        forms.append((form, name, button, is_main))
    plan = (
        plan_merge(found.kept, found.merged, found.choices, timezone.localdate()) if found.state == "proposed" else None
    )
    context = {
        "merge": found, "state": _word(MERGE_STATES[found.state]), "tone": _MERGE_TONES[found.state], "forms": forms,
        "against": plan.against if plan else [], "concerns": concerns(found.kept.ids, found.merged.ids) if plan else [],
        "changes": _changes(plan, found), "counts": _counts(plan, found), "why_not": _why_not(found, may=may, is_own=is_own),
    }  # fmt: skip
    return render(
        request, "people/merge.html", context, status=422 if any(form.errors for form, *_rest in forms) else 200
    )


def _why_not(found: PersonMerge, *, may: bool, is_own: bool) -> str:
    if found.state != "proposed":
        return ""
    if not may:
        return _("Trưởng phòng hoặc lãnh đạo cấp tỉnh xác nhận đề nghị này.")
    return _("Bạn là người đề nghị, nên một người khác phải xác nhận.") if is_own else ""


def done(request: HttpRequest, form: Any, act: Callable[[], Any], said: str) -> bool:
    """Whether the form was right and the act done."""
    if not form.is_valid():
        return False
    try:
        act()
    except (actions.Refused, NoAccess) as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, said)
    return True


_ALIKE = {"good": "=", "accent": "≈", "warn": "≠", "quiet": "?"}


def _compared(pair: DoublePair) -> list[dict[str, Any]]:
    """Each field of both, and how they agree: said in a word and a sign beside the colour. Numbers are compared whole and shown in part."""
    met = {name: level for name, level, _weight in pair.evidence}
    is_near = {name: met.get(name) not in (None, "differs", "other") for name in ("name", "birth")}
    is_near["personal_number"] = met.get("number") in ("digit", "next")
    rows = [
        {
            "label": _field(name),
            "one": shown_of(pair.one, name),
            "other": shown_of(pair.other, name),
            **_agreement(said_of(pair.one, name), said_of(pair.other, name), is_near=is_near.get(name, False)),
        }
        for name in FIELDS
    ]
    more = [
        (_("nơi ở"), str(pair.one.commune), str(pair.other.commune)),
        (_("Hộ").lower(), _home(pair.one), _home(pair.other)),
        (_("nguồn"), pair.one.source, pair.other.source),
    ]
    rows += [
        {"label": label, "one": one, "other": other, **_agreement(one, other, is_near=False)}
        for label, one, other in more
    ]
    return [row for row in rows if row["one"] or row["other"]]


def _agreement(one: str, other: str, *, is_near: bool) -> dict[str, str]:
    tone = "quiet" if not one or not other else "good" if one == other else "accent" if is_near else "warn"
    said = {
        "good": _("giống"),
        "accent": _("gần giống"),
        "warn": _("khác"),
        "quiet": ("thiếu", "missing")[is_english()],
    }[tone]
    return {"tone": tone, "sign": _ALIKE[tone], "said": said}


def _field(name: str) -> str:
    return _(FIELDS[name][0])


def _home(person: Person) -> str:
    held = Membership._base_manager.filter(person=person, to_day=None).select_related("household__head").first()
    if held is None:
        return ""
    others = (
        Membership._base_manager.filter(household=held.household, to_day=None)
        .exclude(person=person)
        .select_related("person")
    )
    names = ", ".join(other.person.name for other in others[:6])
    told = f"{held.household.code} ({_word(held.role_name)}), {held.household.hamlet}"
    return told + "; " + _("cùng") + f" {names}" if names else told


def _evidence(pair: DoublePair) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """What raises and what lowers the weight, the strongest first, in words."""
    told = [
        (_word(EVIDENCE[name, level]), weight)
        for name, level, weight in pair.evidence
        if (name, level) in EVIDENCE and abs(weight) >= 0.05
    ]
    told.sort(key=lambda one: -abs(one[1]))
    raises = [(words, _signed(weight)) for words, weight in told if weight > 0]
    return raises, [(words, _signed(weight)) for words, weight in told if weight < 0]


def _signed(weight: float) -> str:
    text = f"{weight:+.1f}".replace("-", "−")
    return text if is_english() else text.replace(".", ",")


def _changes(plan: MergePlan | None, found: PersonMerge) -> list[tuple[str, str, str]]:
    """Values of the kept person that change, before and after."""
    labels = {columns[0]: _(label) for label, columns in FIELDS.values()}
    if plan:
        told = [
            (move.column, move.old, move.new)
            for move in plan.moves
            if move.model is Person and move.row == found.kept_id
        ]
    else:
        kept = MovedRow.objects.filter(merge=found, model="people.person", row=str(found.kept_id)).order_by("id")
        told = list(kept.values_list("column", "old", "new"))
    return [(labels[column], _shown(column, old), _shown(column, new)) for column, old, new in told if column in labels]


def _shown(column: str, value: Any) -> str:
    text = str(value or "")
    return masked(text, column) if column in ("personal_number", "phone") else text


def _counts(plan: MergePlan | None, found: PersonMerge) -> list[tuple[str, int]]:
    """How many rows of each table move."""
    if plan:
        counts = plan.counts
    else:
        moved = MovedRow.objects.filter(merge=found, new=found.kept_id).exclude(model="people.person")
        rows = defaultdict(list)
        for model, row in moved.values_list("model", "row"):
            rows[model].append(row)
        seen = {model: seen_of(apps.get_model(model), keys) for model, keys in rows.items()}
        counts = {model: count for model, count in seen.items() if count}
    return [(_word(MOVED.get(model, (model, model))), count) for model, count in sorted(counts.items())]
