"""How people sign in: what django-allauth asks of the house, who needs a second step, and what of it stands in the trail."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.signals import password_changed, user_logged_in
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ansinh.core import audit
from ansinh.core.access import acting_as
from ansinh.core.installation import is_made_up
from ansinh.core.limits import address_of
from ansinh.core.models import Grant
from ansinh.core.roles import STRONG_ROLES

SECOND_STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def is_second_step_demanded() -> bool:
    """Whether those who sign or pay must have one here: always, except in a made-up province that does not ask for it."""
    return settings.SECOND_STEP == "always" or (settings.SECOND_STEP != "never" and not is_made_up())


def lacks_second_step(user: Any) -> bool:
    """Whether this user approves or pays (today or from a later day on) with nothing but a password."""
    if not user.is_authenticated or not is_second_step_demanded():
        return False
    grants = Grant.objects.filter(user=user, role__in=STRONG_ROLES).exclude(to_day__lte=timezone.localdate())
    return grants.exists() and not Authenticator.objects.filter(user=user, type__in=SECOND_STEPS).exists()


# What allauth tells after an act, in our words; it tells nothing else.
SAID = {
    "account/messages/password_changed.txt": _("Đã đổi mật khẩu."),
    "mfa/messages/totp_activated.txt": _("Đã bật ứng dụng tạo mã. Cất kỹ các mã dự phòng dưới đây."),
    "mfa/messages/totp_deactivated.txt": _("Đã bỏ ứng dụng tạo mã."),
    "mfa/messages/recovery_codes_generated.txt": _("Đã có bộ mã dự phòng mới; bộ cũ không dùng được nữa."),
    "mfa/messages/webauthn_added.txt": _("Đã đăng ký khóa."),
    "mfa/messages/webauthn_removed.txt": _("Đã bỏ khóa."),
    "socialaccount/messages/account_connected.txt": _("Đã gắn định danh."),
    "socialaccount/messages/account_connected_other.txt": _("Định danh này đã gắn với một tài khoản khác."),
    "socialaccount/messages/account_disconnected.txt": _("Đã bỏ định danh."),
}


class AccountAdapter(DefaultAccountAdapter):
    """No sign-up; guessing is counted by name and address in the form itself, so that no stranger locks an account."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Tài khoản này đã ngừng hoạt động. Liên hệ người quản trị của đơn vị."),
        "incorrect_code": _("Mã không đúng hoặc đã hết hạn. Chờ ứng dụng đổi mã mới rồi nhập lại."),
        "incorrect_password": _("Mật khẩu không đúng."),
        "enter_current_password": _("Nhập mật khẩu đang dùng."),
        "username_password_mismatch": _("Tên đăng nhập hoặc mật khẩu không đúng. Chữ hoa và chữ thường khác nhau."),
        "too_many_login_attempts": _("Đã nhập sai nhiều lần. Chờ mười lăm phút rồi thử lại."),
        "rate_limited": _("Đã thử quá nhiều lần. Chờ ít phút rồi thử lại."),
        "same_as_current": _("Mật khẩu mới phải khác mật khẩu đang dùng."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        if said := message or SAID.get(message_template or ""):
            messages.add_message(request, level, said, extra_tags=extra_tags)

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request) or "127.0.0.1"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Nothing: allauth counts wrong passwords by name alone, which lets a stranger lock somebody out."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        self._login_failed_rl_usage = None
        return super().authenticate(request, **credentials)


class SecondStepAdapter(DefaultMFAAdapter):
    """Secrets of the second step are kept encrypted by the key of the installation, never as they are."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _(
            "Tài khoản này ký hoặc chi, nên phải giữ ít nhất một cách xác thực bước hai. Thêm cách khác trước khi bỏ cách này."
        ),
        "cannot_generate_recovery_codes": _("Bật xác thực bước hai trước khi lấy mã dự phòng."),
        "incorrect_code": _("Mã không đúng hoặc đã hết hạn. Chờ ứng dụng đổi mã mới rồi nhập lại."),
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        if authenticator.type not in SECOND_STEPS or not is_second_step_demanded():
            return True
        others = Authenticator.objects.filter(user=authenticator.user, type__in=SECOND_STEPS).exclude(
            pk=authenticator.pk
        )
        grants = Grant.objects.filter(user=authenticator.user, role__in=STRONG_ROLES)
        return others.exists() or not grants.exclude(to_day__lte=timezone.localdate()).exists()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return str(_("Khóa số %(number)s")) % {
            "number": Authenticator.objects.filter(user=user, type=type).count() + 1,
        }

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()


class OutsideAdapter(DefaultSocialAccountAdapter):
    """Signing in through VNeID opens an account that an officer linked before; it makes none."""

    error_messages = {
        **DefaultSocialAccountAdapter.error_messages,
        "disconnect_last": _("Không bỏ được: đây là cách đăng nhập duy nhất của tài khoản này."),
        "no_password": _("Tài khoản này chưa đặt mật khẩu."),
        "connected_other": _("Định danh này đã gắn với một tài khoản khác."),
    }

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False


def _box() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"second step\n{settings.SECRET_KEY}".encode()).digest()))


def _tell(user: Any, act: str, **detail: Any) -> None:
    with acting_as(user), transaction.atomic():
        audit.record(act, f"user:{user.get_username()}"[:80], detail=detail)


@receiver(user_logged_in)
def _signed_in(request: HttpRequest, user: Any, **_told: Any) -> None:
    methods = [told["method"] for told in request.session.get("account_authentication_methods", ())]
    _tell(user, "sign_in", by=methods, address=address_of(request))


@receiver(password_changed)
def _changed_password(request: HttpRequest, user: Any, **_told: Any) -> None:
    _tell(user, "change_password")


@receiver(post_save, sender=Authenticator)
def _added_second_step(instance: Authenticator, created: bool, **_told: Any) -> None:
    if created:
        _tell(instance.user, "add_second_step", kind=str(instance.type))


@receiver(post_delete, sender=Authenticator)
def _removed_second_step(instance: Authenticator, **_told: Any) -> None:
    _tell(instance.user, "remove_second_step", kind=str(instance.type))
