"""Who I am, what each role may, my right lent to another while I am away, and the officer's day."""

from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ansinh.core import grants as rights
from ansinh.core.access import current_scope
from ansinh.core.language import is_english
from ansinh.core.models import ROLES, Grant
from ansinh.core.roles import EVERY_ROLE, FIELDS, LEVELS, ROLE, VERBS
from ansinh.dossiers.pages.work import work as dossier_work
from ansinh.indicators.pages import headlines
from ansinh.labour.pages.work import work as labour_work
from ansinh.payments.pages.work import work as paying_work
from ansinh.people.pages.work import work as people_work
from ansinh.places.models import Place
from ansinh.poverty.pages.work import progress, work


class LendForm(forms.Form):
    """To whom, for which days, and whether one acts oneself meanwhile."""

    username = forms.CharField(label=gettext_lazy("Tên đăng nhập của người nhận"), max_length=150)
    from_day = forms.DateField(
        label=gettext_lazy("Vắng từ ngày"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    to_day = forms.DateField(
        label=gettext_lazy("Ngày trở lại"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    stands_aside = forms.BooleanField(
        label=gettext_lazy("Trong thời gian đó tôi không xử lý"), required=False, initial=True
    )


def me(request: HttpRequest) -> HttpResponse:
    """Who I am, which roles I hold where and until when, and what each may do."""
    grants = list(
        Grant.objects.filter(user=request.user.pk).select_related("delegated_from__user").order_by("from_day", "pk")
    )
    places = dict(Place.objects.filter(id__in=[grant.place_id for grant in grants]).values_list("id", "full_name"))
    now = set(Grant.objects.filter(user=request.user.pk).on(timezone.localdate()).values_list("pk", flat=True))
    held = [
        {
            "id": grant.pk,
            "role": ROLES[grant.role][is_english()],
            "may": ROLE[grant.role].told[is_english()],
            "field": FIELDS[grant.field][is_english()] if grant.field else "",
            "place": places.get(grant.place_id, grant.place_id),
            "from_day": grant.from_day,
            "to_day": grant.to_day,
            "is_now": grant.pk in now,
            "sees_sensitive": grant.sees_sensitive,
            "for_whom": grant.delegated_from.user.get_full_name() if grant.delegated_from else "",
            "may_lend": grant.pk in now and not grant.delegated_from_id,
        }
        for grant in grants
    ]
    return render(request, "web/me.html", {"held": held})


def lend(request: HttpRequest, pk: int) -> HttpResponse:
    """Lend one of my own rights to another for the days I am away."""
    grant = get_object_or_404(Grant, pk=pk, user=request.user.pk, delegated_from=None)
    form = LendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        other = get_user_model().objects.filter(username=told.pop("username"), is_active=True).first()
        if other is None:
            form.add_error("username", _("Không có tài khoản nào mang tên này. Hỏi người nhận tên đăng nhập của họ."))
        else:
            try:
                rights.delegate(grant=grant, to=other, by=request.user, **told)
            except rights.GrantRefused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, _("Đã ủy quyền. Việc người đó làm sẽ ghi là thay mặt bạn."))
                return redirect("me")
    place = Place.objects.filter(pk=grant.place_id).first()
    return render(
        request,
        "web/lend.html",
        {"form": form, "role": ROLES[grant.role][is_english()], "place": place.full_name if place else grant.place_id},
    )


def roles(request: HttpRequest) -> HttpResponse:
    """Every role on one screen: what it may, in which fields, at which level of place."""
    english = is_english()
    lines = [
        {
            "name": role.words[english],
            "told": role.told[english],
            "may": [words[english] for verb, words in VERBS.items() if verb in role.may],
            "fields": [FIELDS[field][english] for field in role.fields],
            "level": LEVELS[role.level][english],
            "sees_people": role.sees_people,
            "is_strong": role.signs_or_pays,
        }
        for role in EVERY_ROLE
    ]
    return render(request, "web/roles.html", {"lines": lines})


def desk(request: HttpRequest) -> HttpResponse:
    """What is mine to do, what is late; then how the newest review stands."""
    scope = current_scope()
    lines = [*dossier_work(), *work(), *paying_work(), *labour_work(), *people_work()]
    mine = Place.objects.filter(pk__in=scope.provinces | scope.communes)
    places = mine.filter(to_day__isnull=True) or mine
    return render(
        request,
        "web/desk.html",
        {
            "late": [line for line in lines if line.is_late],
            "lines": [line for line in lines if not line.is_late],
            "campaigns": progress(),
            "headlines": headlines(),
            "roles": [ROLES[role][is_english()] for role in ROLES if role in scope.roles],
            "places": list(places.order_by("level", "sort_key")[:3]),
            "day": timezone.localdate(),
            "sees_people": bool(scope.provinces or scope.communes),
        },
    )
