"""How Django's forms are drawn: a label, a hint, the mistakes in words, then the field; and the form one signs in with."""

import hashlib
from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.core.cache import cache
from django.db import transaction
from django.forms import ValidationError
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext as _

from ansinh.core import audit
from ansinh.core.access import acting_as_system

TRIES = 8
WAIT_SECONDS = 15 * 60


class Renderer(DjangoTemplates):
    """Every field through `core/field.html`, every form through `core/form.html`."""

    form_template_name = "core/form.html"
    field_template_name = "core/field.html"


class SignInForm(AuthenticationForm):
    """Signing in; after eight wrong passwords for one name from one address that pair waits a quarter of an hour.

    Nobody else is kept out: neither that person from another address, nor others from this one."""

    def clean(self) -> dict[str, Any]:
        key = self._key()
        if cache.get(key, 0) >= TRIES:
            raise ValidationError(
                _(
                    "Đã nhập sai %(tries)s lần với tên đăng nhập này từ máy này. Chờ %(minutes)s phút rồi thử lại,"
                    " hoặc nhờ người quản trị đặt lại mật khẩu."
                ),
                params={"tries": TRIES, "minutes": WAIT_SECONDS // 60},
                code="locked",
            )
        try:
            found = super().clean()
        except ValidationError:
            self._note_failure(key)
            raise
        cache.delete(key)
        return found

    def _key(self) -> str:
        told = f"{self._name()}\n{self._address()}"
        return f"sign-in:{hashlib.sha256(told.encode()).hexdigest()}"

    def _name(self) -> str:
        return (self.cleaned_data.get("username") or "").strip().casefold()

    def _address(self) -> str:
        return str(self.request.META.get("REMOTE_ADDR", "")) if self.request else ""

    def _note_failure(self, key: str) -> None:
        failed = cache.get(key, 0) + 1
        cache.set(key, failed, WAIT_SECONDS)
        if failed == TRIES:
            with acting_as_system("nhập sai mật khẩu nhiều lần"), transaction.atomic():
                audit.record("sign_in_locked", f"user:{self._name()[:70]}", detail={"address": self._address()})
