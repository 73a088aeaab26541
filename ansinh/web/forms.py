"""How Django's forms are drawn: a label, a hint, the mistakes in words, then the field; and the forms one signs in with."""

import hashlib
from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.core.cache import caches
from django.db import transaction
from django.forms import ValidationError
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ansinh.core import audit
from ansinh.core.access import acting_as_system
from ansinh.core.limits import address_of

TRIES = 8
WAIT_SECONDS = 15 * 60
WAIT_AT_MOST = 24 * 3600


class Renderer(DjangoTemplates):
    """Every field through `core/field.html`, every form through `core/form.html`."""

    form_template_name = "core/form.html"
    field_template_name = "core/field.html"


def _plain(field: forms.Field, label: Any, *, help_text: Any = "", **attrs: Any) -> None:
    """The field with our words; a placeholder is no label and goes."""
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs |= attrs


class SignInForm(LoginForm):
    """Signing in; after eight wrong passwords for one name from one address that pair waits a quarter of an hour, twice as
    long after each further wrong one (a day at most).

    Nobody else is kept out: neither that person from another address, nor others from this one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = self.fields  # type: ignore[has-type]
        self.fields = {"username": named["login"], "password": named["password"]}
        _plain(self.fields["username"], gettext_lazy("Tên đăng nhập"), autofocus=True, autocapitalize="none")
        _plain(self.fields["password"], gettext_lazy("Mật khẩu"))

    def clean(self) -> dict[str, Any]:
        failed = caches["limits"].get(self._key(), 0)
        if failed >= TRIES and caches["limits"].get(f"{self._key()}:waits"):
            raise ValidationError(
                _(
                    "Đã nhập sai %(tries)s lần với tên đăng nhập này từ máy này. Chờ %(minutes)s phút rồi thử lại,"
                    " hoặc nhờ người quản trị đặt lại mật khẩu."
                ),
                params={"tries": failed, "minutes": seconds_after(failed) // 60},
                code="locked",
            )
        self.cleaned_data["login"] = self._name()
        try:
            found = super().clean()
        except ValidationError:
            self._note_failure(failed + 1)
            raise
        caches["limits"].delete(self._key())
        return found

    def _key(self) -> str:
        told = f"{self._name().casefold()}\n{address_of(self.request)}"
        return f"sign-in:{hashlib.sha256(told.encode()).hexdigest()}"

    def _name(self) -> str:
        return (self.cleaned_data.get("username") or "").strip()

    def _note_failure(self, failed: int) -> None:
        caches["limits"].set(self._key(), failed, 2 * WAIT_AT_MOST)
        if failed < TRIES:
            return
        caches["limits"].set(f"{self._key()}:waits", True, seconds_after(failed))
        with acting_as_system("nhập sai mật khẩu nhiều lần"), transaction.atomic():
            audit.record(
                "sign_in_locked",
                f"user:{self._name().casefold()[:70]}",
                detail={"address": address_of(self.request), "tries": failed},
            )


def seconds_after(failed: int) -> int:
    """How long a pair of name and address waits after so many wrong passwords."""
    return 0 if failed < TRIES else int(min(WAIT_SECONDS * 2 ** min(failed - TRIES, 10), WAIT_AT_MOST))


class ConfirmForm(ReauthenticateForm):
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["password"], gettext_lazy("Mật khẩu"), autofocus=True)


class NewPasswordForm(ChangePasswordForm):
    """The old password, and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["oldpassword"], gettext_lazy("Mật khẩu đang dùng"), autocomplete="current-password")
        _plain(
            self.fields["password1"],
            gettext_lazy("Mật khẩu mới"),
            help_text=gettext_lazy("Ít nhất 10 ký tự. Nên là một câu dài, dễ nhớ."),
        )
        _plain(self.fields["password2"], gettext_lazy("Mật khẩu mới, gõ lại"))

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        if "password2" in self.errors and told.get("password1") and self.data.get("password2"):
            self.errors["password2"] = self.error_class([_("Hai lần gõ mật khẩu mới không giống nhau.")])
        return told


class _WithCode:
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]  # type: ignore[attr-defined]
        _plain(field, gettext_lazy("Mã"), help_text=self.hint, autofocus=True, inputmode="numeric")

    hint: Any = gettext_lazy("Sáu chữ số trên ứng dụng, hoặc một mã dự phòng.")


class CodeForm(_WithCode, AuthenticateForm):
    """The code of the second step, or one of the recovery codes."""


class ConfirmCodeForm(_WithCode, ReauthenticateByCodeForm):
    """The code once more, before something that matters."""


class FirstCodeForm(_WithCode, ActivateTOTPForm):
    """The first code of a new app: proof that it was set up."""

    hint = gettext_lazy("Sáu chữ số ứng dụng đang hiện.")


class NewKeyForm(AddWebAuthnForm):
    """A passkey or a security key, with a name its owner knows it by."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(
            self.fields["name"],
            gettext_lazy("Đặt tên cho khóa"),
            help_text=gettext_lazy("Ví dụ: máy ở bàn làm việc."),
        )
        _plain(
            self.fields["passwordless"],
            gettext_lazy("Dùng thay cả mật khẩu"),
            help_text=gettext_lazy("Máy hỏi vân tay, khuôn mặt hoặc mã PIN, rồi đăng nhập không cần mật khẩu."),
        )


class KeyNameForm(EditWebAuthnForm):
    """Another name for a key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["name"], gettext_lazy("Tên của khóa"), autofocus=True)
