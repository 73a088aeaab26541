"""The pages of signing in: the door itself, the password, the sessions one has open. The second step's pages are allauth's
own views with our templates (`templates/mfa`)."""

from typing import Any

from allauth.account.views import LoginView, LogoutView, PasswordChangeView, ReauthenticateView
from allauth.socialaccount.adapter import get_adapter as outside
from allauth.socialaccount.views import ConnectionsView
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ansinh.core import audit, limits
from ansinh.core.installation import demo_accounts
from ansinh.web.accounts import is_second_step_demanded, lacks_second_step

BROWSERS = (
    ("Edg/", "Edge"), ("OPR/", "Opera"), ("coc_coc", "Cốc Cốc"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)  # fmt: skip
MACHINES = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)  # fmt: skip


class SignIn(LoginView):
    """Signing in; the made-up province lists its accounts beside."""

    template_name = "web/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = super().get_context_data(
            demo_accounts=demo_accounts(), is_second_step_demanded=is_second_step_demanded(), **kwargs
        )
        next_page = self.request.POST.get("next", self.request.GET.get("next", ""))
        return told | {"next": next_page, "outside": outside_doors(self.request)}


class SignOut(LogoutView):
    template_name = "web/sign_out.html"


class ChangePassword(PasswordChangeView):
    template_name = "web/change_password.html"
    success_url = reverse_lazy("me")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_usable_password():  # type: ignore[union-attr]
            messages.info(request, _("Tài khoản này không đăng nhập bằng mật khẩu. Muốn có, nhờ người quản trị đặt."))
            return redirect("me")
        return super().dispatch(request, *args, **kwargs)


class ConfirmItIsYou(ReauthenticateView):
    template_name = "web/confirm.html"


sign_in = SignIn.as_view()
sign_out = SignOut.as_view()
change_password = ChangePassword.as_view()
confirm = ConfirmItIsYou.as_view()


class LinkedIdentities(ConnectionsView):
    """The identities outside (VNeID) that open this account; linking and taking away."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(outside_doors=outside_doors(self.request), **kwargs)


linked_identities = LinkedIdentities.as_view()


def outside_doors(request: HttpRequest) -> list[Any]:
    """The identity providers configured for this installation (VNeID), none without configuration."""
    return outside().list_providers(request) if settings.SOCIALACCOUNT_PROVIDERS else []


def sessions(request: HttpRequest) -> HttpResponse:
    """Where I am signed in; each session can be ended alone."""
    held = UserSession.objects.purge_and_list(request.user)
    lines = [
        {
            "id": session.pk,
            "what": _browser(session.user_agent),
            "address": session.ip,
            "since": session.created_at,
            "is_this": session.session_key == request.session.session_key,
        }
        for session in sorted(held, key=lambda session: session.created_at, reverse=True)
    ]
    return render(request, "web/sessions.html", {"sessions": lines})


@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of my own sessions; the machine it was on must sign in again."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    with transaction.atomic():
        audit.record("end_session", f"user:{request.user.get_username()}"[:80], detail={"address": session.ip})
        session.end()
    messages.success(request, _("Đã kết thúc phiên trên máy kia."))
    return redirect("usersessions_list")


def need_second_step(request: HttpRequest) -> HttpResponse:
    """Why nothing opens yet: this account signs or pays with only a password."""
    if not lacks_second_step(request.user):
        return redirect("mfa_index")
    return render(request, "web/need_second_step.html")


def too_many(request: HttpRequest) -> HttpResponse:
    """429: signing in tried too often from one place."""
    return limits.too_many(request, 60)


@login_not_required
def closed(request: HttpRequest) -> HttpResponse:
    """No sign-up, no unknown identity: who to ask for an account."""
    return render(request, "web/closed.html", status=403)


def _browser(agent: str) -> str:
    """`Chrome, Windows` out of what a browser says of itself."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    machine = next((name for mark, name in MACHINES if mark in agent), "")
    return ", ".join(filter(None, (browser, machine))) or _("máy không rõ")
