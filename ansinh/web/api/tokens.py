"""The reader's own tokens: made for a named purpose until a day, shown once, ended by hand."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from ansinh.core.days import vietnamese_day
from ansinh.core.models import ApiToken
from ansinh.core.tokens import LONGEST_DAYS, TokenRefused, end_token, make_token
from ansinh.people.forms import DayField

USUAL_DAYS = 90


class TokenForm(forms.Form):
    """What a token is for, and until when."""

    purpose = forms.CharField(
        label=gettext_lazy("Dùng vào việc gì"),
        max_length=120,
        help_text=gettext_lazy("Ghi tên phần mềm và việc, ví dụ: nhập hồ sơ từ hệ thống một cửa."),
    )
    to_day = DayField(
        label=gettext_lazy("Hết hạn ngày"),
        help_text=gettext_lazy("Từ ngày này mã không mở được gì; không quá một năm."),
    )


def tokens(request: HttpRequest) -> HttpResponse:
    """The tokens of the reader, and a form for another; a new one's secret stands on the page that makes it, and nowhere else."""
    today, secret = timezone.localdate(), ""
    usual = vietnamese_day(today + timedelta(days=USUAL_DAYS))
    form = TokenForm(request.POST or None, initial={"to_day": usual})
    if request.method == "POST" and form.is_valid():
        try:
            _token, secret = make_token(**form.cleaned_data, by=request.user)
        except TokenRefused as refused:
            form.add_error(None, str(refused))
        else:
            form = TokenForm(initial={"to_day": usual})
    rows: list[dict[str, Any]] = [
        {"token": token, "is_open": token.ended_at is None and today < token.to_day}
        for token in ApiToken.objects.filter(user=request.user.pk)[:50]
    ]
    context = {"form": form, "rows": rows, "secret": secret, "longest": LONGEST_DAYS}
    return render(request, "web/tokens.html", context, status=422 if form.errors else 200)


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of the reader's tokens at once."""
    token = get_object_or_404(ApiToken, pk=pk, user=request.user.pk)
    end_token(token=token, by=request.user)
    messages.success(request, _("Đã kết thúc mã «%(purpose)s».") % {"purpose": token.purpose})
    return redirect("tokens")
