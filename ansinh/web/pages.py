"""Who I am, and the officer's day."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from ansinh.core.access import current_scope
from ansinh.core.language import is_english
from ansinh.core.models import ROLES, Grant
from ansinh.core.roles import ROLE
from ansinh.indicators.pages import headlines
from ansinh.payments.pages.work import work as paying_work
from ansinh.places.models import Place
from ansinh.poverty.pages.work import progress, work


def me(request: HttpRequest) -> HttpResponse:
    """Who I am, which roles I hold where and until when, and what each may do."""
    grants = list(Grant.objects.filter(user=request.user.pk).order_by("from_day"))
    places = dict(Place.objects.filter(id__in=[grant.place_id for grant in grants]).values_list("id", "full_name"))
    today = timezone.localdate()
    held = [
        {
            "role": ROLES[grant.role][is_english()],
            "may": ROLE[grant.role].told[is_english()],
            "place": places.get(grant.place_id, grant.place_id),
            "from_day": grant.from_day,
            "to_day": grant.to_day,
            "is_now": grant.from_day <= today and (grant.to_day is None or today < grant.to_day),
        }
        for grant in grants
    ]
    return render(request, "web/me.html", {"held": held})


def desk(request: HttpRequest) -> HttpResponse:
    """What is mine to do, what is late; then how the newest review stands."""
    scope = current_scope()
    lines = [*work(), *paying_work()]
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
