"""A person's rights through time, and the acts on them, one page each."""

from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ansinh.benefits import words
from ansinh.benefits.actions import BenefitRefused
from ansinh.benefits.forms import CHANNEL_ACTS, CLAIM_ACTS, FEED_ACTS, PERSON_ACTS, PROXY_ACTS, TITLE_ACTS
from ansinh.benefits.jobs.explain.papers import may_name
from ansinh.benefits.models import Channel, Claim, Feed, Proxy, Title
from ansinh.core.access import WRITING_ROLES, NoAccess, must_hold
from ansinh.core.days import month_of, month_text
from ansinh.core.looks import looked_at
from ansinh.core.masking import masked
from ansinh.core.models import AuditEvent
from ansinh.law.reader import LawError
from ansinh.people.actions import Refused
from ansinh.people.forms import Act, acts_open_to
from ansinh.people.models import Person

from .common import STATE_TONES, STATES, category_in_file, may_write, state_of, titles

_EVENTS = 100


def person_rights(request: HttpRequest, pk: int) -> HttpResponse:
    """Titles now and before, how they are paid and by whom collected, rights once, what gives or excludes a right, and what was done."""
    person = get_object_or_404(Person.objects.select_related("commune", "province"), pk=pk)
    looked_at(f"rights:{pk}", place_id=person.commune_id)
    may = may_write()
    channels, proxies = person.channels.order_by("-from_day", "-id"), person.proxies.order_by("-from_day", "-id")
    claims = person.claims.select_related("decision__dossier", "cancelled_by__dossier").order_by("-month", "-id")
    context = {
        "person": person,
        "acts": acts_open_to(person, PERSON_ACTS) if may else [],
        "titles": [_title_line(title, may) for title in _titles_of(person)],
        "channels": [(each, _open(each, CHANNEL_ACTS, may)) for each in channels],
        "proxies": [(each, each.to_day > timezone.localdate(), _open(each, PROXY_ACTS, may)) for each in proxies],
        "claims": [
            (each, month_text(each.month), month_text(each.payable_month), _open(each, CLAIM_ACTS, may))
            for each in claims
        ],
        "certificates": person.disability_certificates.order_by("-from_day"),
        "incomes": person.incomes.order_by("-from_day"),
        "studies": person.studies.order_by("-from_day"),
        "custodies": person.custodies.order_by("-from_day"),
        "identities": person.identities.select_related("owner").order_by("-id")[:10],
        "feeds": person.feeds.filter(state="new"),
        "events": _events_of(person),
        "words": words,
    }
    return render(request, "benefits/person.html", context)


def _events_of(person: Person) -> list[AuditEvent]:
    """What was done; acts on what is kept apart only for who may see it."""
    events = AuditEvent.objects.filter(subject=f"rights:{person.pk}").order_by("-id")[:_EVENTS]
    return [event for event in events if may_name(person) or words.KEPT_APART not in event.detail.values()]


def _titles_of(person: Person) -> list[Title]:
    found = (
        titles()
        .filter(person=person)
        .select_related("decision__dossier", "stop_decision__dossier", "cared_for", "deceased")
    )
    return sorted(found, key=lambda title: (title.to_day is not None, -title.from_day.toordinal()))


def _title_line(title: Any, may: bool) -> dict[str, Any]:
    """A title as its person's file shows it."""
    told = [
        (title.loss_rate, _("tỷ lệ %(n)s %%")), (title.martyr_count, _("%(n)s liệt sĩ")), (title.seniority_years, _("%(n)s thâm niên")),
        (title.child_count, _("%(n)s con")),
    ]  # fmt: skip
    values = [words_ % {"n": number} for number, words_ in told if number is not None]
    values += [_("đặc biệt nặng")] if title.is_special else []
    values += [_("đang mang thai")] if title.is_pregnant else []
    values += [_("chăm sóc %(name)s") % {"name": title.cared_for.name}] if title.cared_for else []
    values += [_("của %(name)s đã mất") % {"name": title.deceased.name}] if title.deceased else []
    return {
        "title": title,
        "category": category_in_file(title.category),
        "values": ", ".join(values),
        "from_month": month_text(month_of(title.from_day)),
        "to_month": month_text(month_of(title.to_day)) if title.to_day else "",
        "state": STATES[state_of(title)],
        "tone": STATE_TONES[state_of(title)],
        "stop": words.STOPS.get(title.stop_reason),
        "suspensions": [
            {
                "reason": words.SUSPENSIONS[each.reason], "is_paid_back": each.is_paid_back, "from_month": month_text(month_of(each.from_day)),
                "to_month": month_text(month_of(each.to_day)) if each.to_day else "",
            }
            for each in title.suspensions.order_by("from_day")
        ],
        "acts": _open(title, TITLE_ACTS, may),
    }  # fmt: skip


def _open(row: Any, acts: tuple[Act, ...], may: bool) -> list[Act]:
    return acts_open_to(row, acts) if may else []


def person_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """One act on a person's rights."""
    person = get_object_or_404(Person.objects.select_related("commune", "province"), pk=pk)
    return _act(request, person, act, PERSON_ACTS, person, "")


def title_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """One act on a title."""
    title = get_object_or_404(titles().select_related("person__commune", "person__province"), pk=pk)
    return _act(request, title, act, TITLE_ACTS, title.person, category_in_file(title.category))


def channel_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """One act on how a person is paid."""
    channel = get_object_or_404(Channel.objects.select_related("person__commune"), pk=pk)
    return _act(
        request,
        channel,
        act,
        CHANNEL_ACTS,
        channel.person,
        f"{channel.provider} {masked(channel.account_number, 'account')}".strip(),
    )


def proxy_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """One act on who collects for a person."""
    proxy = get_object_or_404(Proxy.objects.select_related("person__commune"), pk=pk)
    return _act(request, proxy, act, PROXY_ACTS, proxy.person, proxy.name)


def claim_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """One act on a right once."""
    claim = get_object_or_404(Claim.objects.select_related("person__commune", "person__province"), pk=pk)
    return _act(request, claim, act, CLAIM_ACTS, claim.person, claim.get_kind_display())


def feed_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """A report applied or not, after looking at whom it is about and what they draw."""
    feed = get_object_or_404(Feed.objects.select_related("person__commune", "person__province"), pk=pk)
    return _act(request, feed, act, FEED_ACTS, feed.person, "")


def _act(
    request: HttpRequest, row: Model, slug: str, acts: tuple[Act, ...], person: Person | None, about: str
) -> HttpResponse:
    must_hold(*WRITING_ROLES)
    back = reverse("person_rights", args=[person.pk]) if person and not isinstance(row, Feed) else reverse("feed_list")
    act = next((act for act in acts_open_to(row, acts) if act.slug == slug), None)
    if act is None:
        if slug not in {each.slug for each in acts}:
            raise Http404
        messages.warning(request, _("Việc này không làm được với tình trạng hiện tại."))
        return redirect(back)
    form = act.form(request.POST if request.method == "POST" else None, subject=row)
    if request.method == "POST" and form.is_valid():
        try:
            form.act(request.user)
        except (BenefitRefused, Refused, NoAccess, LawError) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi: %(act)s.") % {"act": act.label})
            return redirect(back)
    standing = [_title_line(title, False) for title in _titles_of(person)] if person else []
    context = {
        "form": form, "title": act.label, "person": person, "about": about, "back": back, "feed": row if isinstance(row, Feed) else None,
        "feeds": words.FEEDS, "titles": [line for line in standing if not line["to_month"]],
    }  # fmt: skip
    return render(request, "benefits/act.html", context, status=422 if form.errors else 200)
