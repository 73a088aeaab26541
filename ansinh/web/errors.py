"""What went wrong, said to the one who met it: a page with a number to read on the telephone, JSON under /api/; never how the house is built."""

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


class WithRequestId(logging.Filter):
    """Gives each line of the log the id its reader was shown."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = getattr(getattr(record, "request", None), "request_id", "-")
        return True


def told(request: HttpRequest, status: int, code: str, words: str, **more: Any) -> JsonResponse:
    """An error of the API: a stable code, what is wrong and what to do, and the request's id."""
    content = {"code": code, "message": words, "request_id": request_id(request), **more}
    return JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})


def request_id(request: HttpRequest) -> str:
    """The id of a request, to be read on the telephone; empty when it never came as far as getting one."""
    return str(getattr(request, "request_id", ""))


def is_for_a_program(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what was sent cannot be understood; stands alone, for it may not even say which server it is meant for."""
    if is_for_a_program(request):
        return told(request, 400, "bad_request", _("Yêu cầu không đúng dạng. Kiểm tra địa chỉ và nội dung gửi."))
    return render(None, "400.html", {"request_id": request_id(request)}, status=400)  # type: ignore[arg-type]


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: not yours to see or do."""
    return _refused(request, "")


def no_access(request: HttpRequest, problem: Exception) -> HttpResponse:
    """403 with the role that is needed."""
    return _refused(request, str(problem))


def _refused(request: HttpRequest, reason: str) -> HttpResponse:
    if is_for_a_program(request):
        return told(request, 403, "forbidden", reason or _("Tài khoản này không được làm việc này."))
    return render(request, "403.html", {"reason": reason, "request_id": request_id(request)}, status=403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form this server did not give out, or gave out too long ago; the reason stays in the log."""
    if is_for_a_program(request):
        return told(request, 403, "csrf", _("Thiếu hoặc sai mã chống giả mạo (CSRF). Gửi kèm tiêu đề X-CSRFToken."))
    return render(request, "403_csrf.html", {"request_id": request_id(request)}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page, or none inside the reader's scope; the two are not told apart."""
    if is_for_a_program(request):
        return told(request, 404, "not_found", _("Không có địa chỉ này."))
    return render(request, "404.html", {"request_id": request_id(request)}, status=404)


def too_large(request: HttpRequest, most: int) -> HttpResponse:
    """413: more than any file the house takes."""
    words = _("Nội dung gửi lên lớn hơn %(most)s MB. Chia tệp thành nhiều phần rồi gửi lại.") % {"most": most >> 20}
    if is_for_a_program(request):
        return told(request, 413, "too_large", words)
    return render(request, "413.html", {"words": words, "request_id": request_id(request)}, status=413)


def broken(request: HttpRequest) -> HttpResponse:
    """500: our mistake; stands alone, for the frame itself may be what broke."""
    if is_for_a_program(request):
        words = _("Máy chủ gặp lỗi. Thử lại sau; nếu vẫn lỗi, báo người quản trị mã yêu cầu.")
        return told(request, 500, "broken", words)
    return render(None, "500.html", {"request_id": request_id(request)}, status=500)  # type: ignore[arg-type]
