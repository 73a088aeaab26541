"""What am I signing: the list in sentences, the values of the law it rests on, what is left out, each risk by name; then the signature."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ansinh.core.access import current_scope
from ansinh.core.numbers import dong_in_words
from ansinh.payments import actions, words
from ansinh.payments.forms import SignForm
from ansinh.payments.models import Purse, Run
from ansinh.payments.pages import figures
from ansinh.payments.pages.common import (
    grouped,
    has_folder,
    is_done,
    money,
    rights,
    run_of,
    said,
    why_not_mine,
)
from ansinh.payments.pages.laws import accepted_in, label_of, waiting_in
from ansinh.payments.pages.plan import about


def sign_run(request: HttpRequest, pk: int) -> HttpResponse:
    """What would be signed, told in full; one tick for each named risk, one button. Afterwards what was signed."""
    found = run_of(pk)
    warnings = figures.warning_rows(found)
    risks = [row for row in warnings if row["severity"] == "warn"]
    accepted = accepted_in(found)
    form = SignForm(request.POST if request.method == "POST" else None, risks=_asked(risks, accepted))
    why_not = why_not_mine(found, "sign") if found.state == "planned" else ""
    purses = _purses(found)
    if found.state == "planned" and not current_scope().is_whole_province:
        why_not = why_not or _("Việc ký là của lãnh đạo cấp tỉnh.")
    if (
        found.state == "planned"
        and not why_not
        and is_done(request, form, lambda: actions.sign(run=found, by=request.user), _("Đã ký danh sách chi trả."))
    ):
        return redirect("run", pk)
    return render(
        request,
        "payments/sign_run.html",
        {
            **about(found),
            "is_here": has_folder(found),
            "sentences": _sentences(found),
            "steps": figures.steps(found) if has_folder(found) else [],
            "held": [row for row in warnings if row["severity"] == "stop"],
            "noted": [row for row in warnings if row["severity"] == "info"],
            "risks": risks,
            "accepted": [(each, label_of(each.name)) for each in accepted],
            "waiting": waiting_in(found),
            "purses": purses,
            "form": form,
            "is_planned": found.state == "planned",
            "why_not": why_not,
            **rights(),
        },
        status=422 if form.errors else 200,
    )


def _asked(risks: list[dict[str, Any]], accepted: list[Any]) -> list[tuple[str, str]]:
    """The sentences that are ticked one by one."""
    asked = [
        (
            f"risk_{row['kind']}",
            _("Đã xem cảnh báo «%(kind)s»: %(count)s trường hợp, %(dong)s.")
            % {"kind": row["label"], "count": grouped(row["count"]), "dong": money(row["dong"])},
        )
        for row in risks
    ]
    if accepted:
        asked.append(
            (
                "risk_law",
                _(
                    "Biết rằng %(count)s mức trong danh sách chưa đọc trong văn bản chính thức, đã được chấp nhận như nêu ở trên."
                )
                % {"count": len(accepted)},
            )
        )
    return asked


def _sentences(found: Run) -> list[str]:
    """The list as one would read it aloud, totals in figures and in words."""
    if not has_folder(found):
        return []
    kinds = figures.by_kind(found)
    count, dong = figures.orders_total(found)
    told = [
        _("Danh sách có %(count)s lệnh chi, tổng cộng %(dong)s (%(words)s).")
        % {"count": grouped(count), "dong": money(dong), "words": dong_in_words(dong)}
    ]
    for kind, sentence in (
        ("arrears", _("Trong đó truy lĩnh của các tháng trước: %(count)s dòng, %(dong)s.")),
        ("once", _("Các khoản một lần: %(count)s dòng, %(dong)s.")),
        ("carried", _("Chuyển sang từ kỳ trước vì chưa nhận: %(count)s dòng, %(dong)s.")),
        ("recovery", _("Ghi thành khoản phải thu hồi, không trừ vào lệnh chi: %(count)s dòng, %(dong)s.")),
        ("offset", _("Đã bù trừ truy thu vào lệnh chi: %(count)s dòng, %(dong)s.")),
        ("instalment", _("Trừ dần truy thu: %(count)s dòng, %(dong)s.")),
    ):
        if kind in kinds:
            told.append(sentence % {"count": grouped(kinds[kind][0]), "dong": money(kinds[kind][1])})
    return told


def _purses(found: Run) -> list[dict[str, Any]]:
    """What the list draws from each purse beside what is left of it."""
    drawn = found.totals.get("charged_by_purse", {})
    opened = set(Purse.objects.filter(province=found.province_id).values_list("code", flat=True))
    rows = []
    for code, dong in drawn.items():
        left = actions.purse_left(found.province_id, code, found.month)
        left += dong if found.state in ("signed", "sent", "reconciled", "closed") else 0
        rows.append(
            {
                "label": said(words.PURSES, code),
                "dong": dong,
                "left": left,
                "after": left - dong,
                "is_open": code in opened,
            }
        )
    return rows
