"""What must hold between the figures of a place and year, and whether it does."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ansinh.core.language import is_english
from ansinh.indicators import api, words
from ansinh.indicators.api.checks import KINDS
from ansinh.indicators.pages.asked import asked_of, choices_of
from ansinh.indicators.pages.saying import label_of

TONES = {"consistent": "good", "inconsistent": "bad", "cannot_tell": "warn"}


def figure_checks(request: HttpRequest) -> HttpResponse:
    """Every relation between the figures of a place and year, the ones that do not hold first."""
    asked, problem = asked_of(request)
    if asked is None:
        return render(
            request, "indicators/no_snapshot.html", {"problem": problem, "title": _("Kiểm tra số liệu")}, status=404
        )
    found = [told_finding(one) for one in api.check(place=asked.place, period=asked.period)]
    wanted = request.GET.get("ket-luan", "")
    counts = {v: sum(one["verdict"] == v for one in found) for v in words.VERDICTS}
    context = {
        "asked": asked,
        "rows": [one for one in found if wanted in ("", one["verdict"])],
        "counts": [(verdict, said[is_english()], counts[verdict]) for verdict, said in words.VERDICTS.items()],
        "wanted": wanted,
    }
    return render(request, "indicators/checks.html", context | choices_of(asked))


def told_finding(one: api.Finding) -> dict[str, Any]:
    """A relation and what was found of it, as a template needs it."""
    return {
        "verdict": one.verdict,
        "tone": TONES[one.verdict],
        "word": words.VERDICTS[one.verdict][is_english()],
        "kind": KINDS[one.kind][is_english()],
        "said": one.said,
        "figures": [(name, label_of(api.indicator_named(name))) for name in one.figures],
    }
