"""Headers every answer carries, and how a refusal reads."""

from collections.abc import Callable
from secrets import choice
from urllib.parse import urlparse

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _

from ansinh.core.access import NoAccess
from ansinh.core.tokens import token_of
from ansinh.web import errors
from ansinh.web.accounts import lacks_second_step

# A form that leads to the identity provider is redirected there: browsers ask the policy of the page for that too.
FORMS_LEAD_TO = "{0.scheme}://{0.netloc}".format(urlparse(settings.OPENID_SERVER)) if settings.OPENID_SERVER else ""
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        f"form-action 'self' {FORMS_LEAD_TO}".strip(),
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
NOT_USED = (
    "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(),"
    " magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=(),"
    " publickey-credentials-create=(self), publickey-credentials-get=(self)"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": NOT_USED,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
    "Server": "An Sinh",  # in place of the server's own name and number
}
READ_ALOUD = "ACDEGHKLMNPQRTXY346789"  # no letter or figure that is taken for another on the telephone


class ContentSecurityMiddleware:
    """Only this server's own scripts, styles and pictures run on a page; no cache or disk keeps a page of people.

    Each request gets an id that can be read on the telephone; it stands on pages of errors and in the log of errors."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.request_id = new_request_id()  # type: ignore[attr-defined]
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers["X-Request-Id"] = request.request_id  # type: ignore[attr-defined]
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """Someone who may not: a page that says which role is needed, never a broken page."""
        if isinstance(problem, NoAccess):
            return errors.no_access(request, problem)
        return None


def new_request_id() -> str:
    """Eight marks in two groups, as they are read on the telephone: `K7MQ-24XA`."""
    marks = [choice(READ_ALOUD) for _ in range(8)]
    return f"{''.join(marks[:4])}-{''.join(marks[4:])}"


class SizeMiddleware:
    """A request larger than any file the house takes is refused before it is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        told = request.META.get("CONTENT_LENGTH") or "0"
        size = int(told) if told.isdecimal() else 0
        if size > settings.MOST_SENT_BY_STRANGERS and size > self._most(request):
            return errors.too_large(request, self._most(request))
        return self.get_response(request)

    @staticmethod
    def _most(request: HttpRequest) -> int:
        return settings.MOST_SENT if request.user.is_authenticated else settings.MOST_SENT_BY_STRANGERS


class TokenMiddleware:
    """A program that brings a token (`Authorization: Bearer …`) under /api/ is the user who made it, whatever cookies say."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
        if errors.is_for_a_program(request) and scheme.lower() == "bearer":
            if (token := token_of(secret.strip())) is None:
                return errors.told(
                    request,
                    401,
                    "bad_token",
                    _("Mã không đúng, đã hết hạn hoặc đã kết thúc. Tạo mã mới ở /toi/ma-api/."),
                )
            request.user, request.api_token = token.user, token  # type: ignore[attr-defined]
            request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]  # no page of another site can add this header
        return self.get_response(request)


class SecondStepMiddleware:
    """Who signs or pays with nothing but a password is led to set up a second step; until then only that opens."""

    OPEN = ("/bao-mat/", "/xac-nhan/", "/dang-xuat/", "/dang-nhap/", "/ngon-ngu/", "/mat-khau/", "/toi/", "/phien/")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(self.OPEN) and lacks_second_step(request.user):
            if errors.is_for_a_program(request):
                return errors.told(
                    request, 403, "second_step", _("Tài khoản ký hoặc chi phải bật bước đăng nhập thứ hai.")
                )
            return redirect("need_second_step")
        return self.get_response(request)


class LanguageMiddleware:
    """Vietnamese, unless the reader switched: the browser's own wish is not asked, an office's machines often speak English."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        wished = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = wished if wished in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
