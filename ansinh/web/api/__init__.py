"""The API of the house under /api/v1/: what programs of other offices ask and hand in, as one of its users. See `docs/api.md`.

Every route runs in the scope of the session's or token's user, as any page does. Refusals have one shape and a stable code."""

import json
from functools import partial
from typing import Any

from django.core.exceptions import BadRequest
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.renderers import BaseRenderer
from ninja.responses import NinjaJSONEncoder
from ninja.security import HttpBearer, SessionAuth

from ansinh.core.access import NoAccess
from ansinh.core.limits import too_many
from ansinh.dossiers.actions import DossierRefused
from ansinh.dossiers.jobs.catalogue import UnknownProcedure
from ansinh.indicators.api import BadPeriod, NoSnapshot, UnknownBreakdown, UnknownIndicator
from ansinh.places.models import PlaceAmbiguous, PlaceUnknown
from ansinh.web.api import dossiers, figures, people, places, procedures
from ansinh.web.api.shapes import Problem
from ansinh.web.errors import told

PREFIX = "/api/v1/"


class Utf8(BaseRenderer):
    """JSON as people read it: letters stand as they are."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> Any:
        return json.dumps(data, cls=NinjaJSONEncoder, ensure_ascii=False)


class TokenAuth(HttpBearer):
    """`Authorization: Bearer ansinh_…`: the middleware has looked the token up already."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        return getattr(request, "api_token", None)


api = NinjaAPI(
    title="An Sinh",
    version="1",
    description="Thủ tục, hồ sơ, số liệu, địa bàn và người, trong phạm vi của tài khoản gọi.",
    auth=[TokenAuth(), SessionAuth(csrf=True)],
    renderer=Utf8(),
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
)
for prefix, router in (
    ("/places", places.router),
    ("/figures", figures.router),
    ("/people", people.router),
    ("/procedures", procedures.router),
    ("/dossiers", dossiers.router),
):
    api.add_router(prefix, router)


class Health(Schema):
    status: str


@api.get(
    "/health",
    auth=None,
    response={200: Health, 503: Problem},
    url_name="api_health",
    summary="Whether the server answers",
    tags=["house"],
)
def health(request: HttpRequest) -> Any:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return told(request, 503, "no_database", _("Cơ sở dữ liệu không trả lời. Thử lại sau ít phút."))
    return {"status": "ok"}


@api.get("/openapi.json", include_in_schema=False, url_name="api_document")
def document(request: HttpRequest) -> HttpResponse:
    """The description of the API, for those signed in."""
    described = api.get_openapi_schema(path_prefix=PREFIX)
    return HttpResponse(
        json.dumps(described, ensure_ascii=False, indent=1), content_type="application/json; charset=utf-8"
    )


def addresses() -> list[URLPattern]:
    """The addresses of the API. Who may is asked by each route, in JSON: the sign-in page is no answer to a program."""
    found = [one for one in api.urls[0] if isinstance(one, URLPattern) and one.name != "api-root"]
    for one in found:
        one.callback.login_required = False  # type: ignore[attr-defined]
    return found


WORDS_OF_WRONG = {
    "missing": "thiếu",
    "extra_forbidden": "không có trường này",
    "string_pattern_mismatch": "không đúng dạng",
    "string_too_long": "dài quá",
    "string_too_short": "ngắn quá",
    "too_long": "nhiều dòng quá",
    "too_short": "ít dòng quá",
    "literal_error": "không phải một trong các giá trị có sẵn",
}


def _invalid(request: HttpRequest, problem: ValidationError) -> HttpResponse:
    wrong = [
        {
            "where": ".".join(str(part) for part in one["loc"]),
            "why": WORDS_OF_WRONG.get(one["type"], "không đúng kiểu hoặc ngoài khoảng cho phép"),
        }
        for one in problem.errors
    ]
    return told(request, 422, "invalid", _("Yêu cầu có chỗ không đúng; xem «wrong»."), wrong=wrong)


def _http(request: HttpRequest, problem: HttpError) -> HttpResponse:
    code = {400: "bad_request", 403: "csrf"}.get(problem.status_code, "refused")
    words = {
        400: _("Yêu cầu không đúng dạng. Kiểm tra địa chỉ và nội dung gửi."),
        403: _("Thiếu hoặc sai mã chống giả mạo (CSRF). Gửi kèm tiêu đề X-CSRFToken."),
    }
    return told(request, problem.status_code, code, words.get(problem.status_code, str(problem)))


def _says(status: int, code: str, words: str, request: HttpRequest, problem: Exception) -> HttpResponse:
    return told(request, status, code, words or str(problem))


def _as_said(status: int, code: str, words: str = "") -> Any:
    return partial(_says, status, code, words)


api.exception_handler(ValidationError)(_invalid)
api.exception_handler(HttpError)(_http)
api.exception_handler(dossiers.TooMany)(lambda request, problem: too_many(request, problem.wait))
for refusal, answer in (
    (
        AuthenticationError,
        _as_said(401, "sign_in", "Chưa đăng nhập. Gửi kèm Authorization: Bearer với mã tạo ở /toi/ma-api/."),
    ),
    (NoAccess, _as_said(403, "forbidden")),
    (Http404, _as_said(404, "not_found", "Không có, hoặc không thuộc phạm vi của tài khoản này.")),
    (BadRequest, _as_said(400, "bad_request", "Yêu cầu không đúng dạng. Kiểm tra địa chỉ và nội dung gửi.")),
    (UnknownProcedure, _as_said(404, "no_procedure")),
    (UnknownIndicator, _as_said(404, "no_indicator")),
    (UnknownBreakdown, _as_said(404, "no_breakdown")),
    (PlaceUnknown, _as_said(404, "no_place")),
    (PlaceAmbiguous, _as_said(409, "several_places")),
    (NoSnapshot, _as_said(409, "no_snapshot")),
    (BadPeriod, _as_said(409, "bad_period")),
    (DossierRefused, _as_said(409, "refused")),
):
    api.exception_handler(refusal)(answer)
