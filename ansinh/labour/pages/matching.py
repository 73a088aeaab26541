"""How matching is set and how good it is: the weights, who changed them and why; pairs officers judge, and what came of it."""

from collections import Counter, defaultdict
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ansinh.core.access import NoAccess, current_scope, must_hold
from ansinh.core.language import is_english, language_code
from ansinh.labour import words
from ansinh.labour.actions import matching
from ansinh.labour.actions.matching import DECIDERS, GRADERS, MatchingRefused
from ansinh.labour.forms.matching import DrawForm, GradeForm, WeightsForm
from ansinh.labour.jobs.matching.find import chosen_weights, exchange
from ansinh.labour.jobs.matching.judged import BANDS, Judged, officers_agreement, ranking_agreement
from ansinh.labour.jobs.matching.preview import Effect, Lists, effect
from ansinh.labour.jobs.matching.weights import default_weights, told
from ansinh.labour.jobs.occupations import occupation_name
from ansinh.labour.models import MatchPair, MatchWeights, PairGrade, Seeker, Vacancy
from ansinh.labour.models.exchange import split
from ansinh.places.models import Place, own_province

SAMPLE = 60
_MOST_LEARNED = 200


def _province() -> Place:
    """The province whose matching the reader sees."""
    province = own_province()
    if province is None:
        raise NoAccess(_("Tài khoản này chưa được giao tỉnh nào, nên không có kết nối việc làm để xem."))
    return province


def _weights_now(province: Place) -> dict[str, float]:
    return {**default_weights(), **chosen_weights(province.pk)}


def _number(value: float | None, unit: str = "", digits: int = 2) -> str:
    if value is None:
        return "–"
    text = f"{value:.{digits}f}"
    return f"{text if is_english() else text.replace('.', ',')}{unit}"


def _percent(value: float | None) -> str:
    return _number(None if value is None else 100 * value, " %", 0)


def home(request: HttpRequest) -> HttpResponse:
    """The weights in force beside the house's, who changed them, when and why; how real pairs were judged; which words were learned."""
    province = _province()
    now, usual = _weights_now(province), default_weights()
    rows = [
        {
            "name": one[language_code()],
            "told": one["told_en" if is_english() else "told_vi"],
            "value": _number(now[name]),
            "usual": _number(usual[name]),
            "is_changed": now[name] != usual[name],
        }
        for name, one in told()["weights"].items()
    ]
    history = MatchWeights.objects.filter(province=province).select_related("set_by").order_by("-pk")[:20]
    lexicon = exchange().features.lexicon
    context = {
        "learned": [(each.label, lexicon.skills.labels[each.stands_for], each.times) for each in lexicon.learned[:_MOST_LEARNED]],
        "province": province, "rows": rows, "history": [(each, _said_values(each.values)) for each in history],
        "bars": [each[is_english()] for each in words.MATCH_BARS.values()], "judged": _judged(),
        "may_decide": current_scope().holds(*DECIDERS, field="labour"), "may_grade": current_scope().holds(*GRADERS, field="labour"),
        "may_draw": current_scope().holds("province_officer", *DECIDERS, field="labour"),
    }  # fmt: skip
    return render(request, "labour/matching_home.html", context)


def _said_values(values: dict[str, float]) -> str:
    names = told()["weights"]
    said = [
        f"{names[name]['en' if is_english() else 'vi']} {_number(value)}"
        for name, value in values.items()
        if name in names
    ]
    return "; ".join(said) or _("như hệ thống chọn sẵn")


def weights(request: HttpRequest) -> HttpResponse:
    """Other weights: first what they would change in the lists of some seekers, then written with the reason."""
    must_hold(*DECIDERS, field="labour")
    province = _province()
    now = _weights_now(province)
    form = WeightsForm(request.POST or None, now=now)
    seen = None
    if request.method == "POST" and form.is_valid():
        if request.POST.get("viec") == "xem":
            seen = _shown(effect(_sample(province), now, form.values()))
        else:
            try:
                matching.choose_weights(
                    province=province, values=form.values(), reason=form.cleaned_data["reason"], by=request.user
                )
            except MatchingRefused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, _("Đã ghi trọng số mới. Danh sách gợi ý dùng ngay."))
                return redirect("matching")
    context = {"form": form, "seen": seen, "province": province}
    return render(request, "labour/matching_weights.html", context, status=422 if form.errors else 200)


def _sample(province: Place) -> list[int]:
    return list(
        Seeker.objects.filter(province=province, state="active").order_by("-pk").values_list("pk", flat=True)[:SAMPLE]
    )


def _shown(found: Effect) -> dict[str, Any]:
    def line(name: str, show: Any) -> tuple[str, str, str]:
        return name, show(found.before), show(found.after)

    def shown(of: Lists) -> dict[str, str]:
        return {"km": _number(of.kilometres, " km", 1), "wage": _number(of.wage, _(" triệu đồng"), 1)}

    return {
        "seekers": found.seekers,
        "stays": _percent(found.stays),
        "lines": [
            line(_("Đúng nghề muốn làm"), lambda of: _percent(of.same_occupation)),
            line(_("Kỹ năng yêu cầu có sẵn"), lambda of: _percent(of.skills)),
            line(_("Quãng đường trung bình"), lambda of: shown(of)["km"]),
            line(_("Lương cao nhất ghi trong tin, trung bình"), lambda of: shown(of)["wage"]),
        ],
    }


def draw(request: HttpRequest) -> HttpResponse:
    """More pairs to judge."""
    must_hold("province_officer", *DECIDERS, field="labour")
    form = DrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            count = matching.draw_pairs(province=_province(), seekers=form.cleaned_data["seekers"], by=request.user)
        except MatchingRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã rút %(count)d cặp. Cán bộ chấm ở trang chấm cặp.") % {"count": count})
            return redirect("matching")
    context = {
        "form": form, "title": _("Rút cặp để chấm"), "button": _("Rút cặp"), "back": reverse("matching"),
        "lead": _("Mỗi người tìm việc được rút các việc làm ở nhiều thứ hạng, gần đầu và xa đầu danh sách, theo thứ tự ngẫu nhiên."),
    }  # fmt: skip
    return render(request, "labour/matching_act.html", context, status=422 if form.errors else 200)


def grade(request: HttpRequest) -> HttpResponse:
    """The next pair this officer has not judged: what both tell, without names, score or rank."""
    must_hold(*GRADERS, field="labour")
    waiting = MatchPair.objects.exclude(grades__graded_by=request.user.pk).select_related(
        "seeker__commune", "vacancy__organisation", "vacancy__work_commune", "vacancy__work_province"
    )
    if request.method == "POST":
        pair = get_object_or_404(MatchPair.objects.select_related("seeker"), pk=request.POST.get("cap") or 0)
        form = GradeForm(request.POST)
        if form.is_valid():
            try:
                matching.grade_pair(pair=pair, by=request.user, **form.cleaned_data)
            except MatchingRefused as refused:
                messages.error(request, str(refused))
            return redirect("matching_grade")
        chosen: MatchPair | None = waiting.filter(pk=pair.pk).first()
    else:
        form, chosen = GradeForm(), waiting.order_by("-batch", "pk").first()
    context = {
        "pair": chosen, "form": form, "left": waiting.count(), "done": PairGrade.objects.filter(graded_by=request.user.pk).count(),
        "job": _told_of_vacancy(chosen.vacancy) if chosen else [], "who": _told_of_seeker(chosen.seeker) if chosen else [],
    }  # fmt: skip
    return render(request, "labour/matching_grade.html", context, status=422 if form.errors else 200)


def _told_of_vacancy(vacancy: Vacancy) -> list[tuple[str, str]]:
    place = vacancy.work_commune.full_name if vacancy.work_commune else vacancy.work_province.full_name
    most = vacancy.wage_to_dong or vacancy.wage_from_dong
    conditions = [
        (vacancy.has_night, _("làm đêm")), (vacancy.has_shifts, _("làm ca")), (vacancy.is_hazardous, _("nặng nhọc, độc hại, nguy hiểm")),
        (vacancy.has_dormitory, _("có chỗ ở")),
    ]  # fmt: skip
    return _kept(
        (_("Việc làm"), vacancy.title),
        (_("Nghề"), occupation_name(vacancy.occupation)),
        (_("Nơi làm"), place),
        (_("Lương đến"), _number(most / 1e6, _(" triệu đồng"), 1) if most else ""),
        (_("Trình độ"), words.SCHOOLING[vacancy.least_education][is_english()]),
        (_("Kinh nghiệm"), _("%(count)d tháng") % {"count": vacancy.experience_months}),
        (_("Chứng chỉ"), ", ".join(split(vacancy.certificates))),
        (_("Kỹ năng"), ", ".join(split(vacancy.skills))),
        (_("Điều kiện"), ", ".join(name for is_so, name in conditions if is_so)),
        (_("Mô tả"), vacancy.description[:600]),
    )


def _told_of_seeker(seeker: Seeker) -> list[tuple[str, str]]:
    floor = seeker.wage_floor_dong
    return _kept(
        (_("Muốn làm"), seeker.wish),
        (_("Nghề"), ", ".join(occupation_name(code) for code in split(seeker.occupations))),
        (_("Nơi ở"), seeker.commune.full_name),
        (_("Đi xa nhất"), f"{seeker.farthest_km} km" if seeker.farthest_km else ""),
        (_("Lương tối thiểu"), _number(floor / 1e6, _(" triệu đồng"), 1) if floor else ""),
        (_("Trình độ"), words.SCHOOLING[seeker.education][is_english()]),
        (_("Kinh nghiệm"), _("%(count)d tháng") % {"count": seeker.experience_months}),
        (_("Chứng chỉ"), ", ".join(split(seeker.certificates))),
        (_("Kỹ năng"), ", ".join(split(seeker.skills))),
    )


def _kept(*lines: tuple[str, str]) -> list[tuple[str, str]]:
    return [line for line in lines if line[1]]


def _judged() -> dict[str, Any]:
    """What came of the grades inside the reader's scope: how the ranking and the officers agree; mean grade by band of ranks."""
    rows = PairGrade.objects.values_list("pair", "pair__seeker", "pair__rank", "graded_by__username", "grade")
    grades: dict[str, dict[int, int]] = defaultdict(dict)
    of_pair: dict[int, list[int]] = defaultdict(list)
    seen: dict[int, tuple[int, int]] = {}
    for pair, seeker, rank, who, given in rows:
        grades[who][pair] = given
        of_pair[pair].append(given)
        seen[pair] = (seeker, rank)
    means = [Judged(*seen[pair], sum(given) / len(given)) for pair, given in of_pair.items()]
    agreement, seekers = ranking_agreement(means)
    given_of_all = Counter(given for own in of_pair.values() for given in own)
    bands = [
        (f"{first}–{last}", [one.grade for one in means if first <= one.rank <= last]) for first, last, _count in BANDS
    ]
    return {
        "drawn": MatchPair.objects.count(), "graded": len(of_pair), "seekers": seekers, "ndcg": _number(agreement),
        "officers": [(one, other, count, _number(kappa)) for one, other, count, kappa in officers_agreement(grades)],
        "bands": [(name, len(own), _number(sum(own) / len(own) if own else None)) for name, own in bands],
        "spread": [(words.GRADES[given][is_english()], count) for given, count in sorted(given_of_all.items())],
    }  # fmt: skip
