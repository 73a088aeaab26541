"""How often one address, or one thing asked for, may be served: for pages anybody can open.

    @login_not_required
    @limited("follow_dossier", "30/10m", key=lambda request: request.POST.get("code", ""), key_rate="60/10m")
    def follow(request): ...

A rate is "most/time": `20/10m`, `5/30s`, `200/1d`. Counts live in the cache named `limits` and end with their window."""

import hashlib
import ipaddress
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from threading import Lock
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_counting = Lock()


@dataclass(frozen=True)
class Rate:
    """At most `most` times in `seconds` seconds."""

    most: int
    seconds: int


def rate_of(told: str) -> Rate:
    """`20/10m` as a Rate. Raises ValueError naming what was told."""
    if not (found := re.fullmatch(r"([1-9]\d*)/([1-9]\d*)([smhd])", told)):
        raise ValueError(f"«{told}» is no rate; write most/time, for example 20/10m")
    return Rate(int(found[1]), int(found[2]) * _SECONDS[found[3]])


def seconds_to_wait(name: str, who: str, rate: Rate) -> int:
    """Count one use of `name` by `who`; 0 while it is within the rate, else the seconds until the window ends."""
    now = int(time.time())
    window, gone = divmod(now, rate.seconds)
    hashed = hashlib.sha256(f"{name}\n{who}\n{window}".encode()).hexdigest()
    with _counting:
        used = caches["limits"].get(hashed, 0) + 1
        if used <= rate.most:
            caches["limits"].set(hashed, used, rate.seconds - gone)
    return 0 if used <= rate.most else rate.seconds - gone


def address_of(request: HttpRequest) -> str:
    """The reader's address. What a proxy forwards is believed only when the proxy is one of settings.TRUSTED_PROXIES."""
    told = [one.strip() for one in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if one.strip()]
    address = str(request.META.get("REMOTE_ADDR", ""))
    while told and address in settings.TRUSTED_PROXIES:
        address = told.pop()
    return address


def limited(
    name: str,
    rate: str,
    *,
    key: Callable[[HttpRequest], str] | None = None,
    key_rate: str = "",
    methods: tuple[str, ...] = (),
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A page served at most `rate` times to one address, and at most `key_rate` times (else `rate`) for one key from anywhere.

    `methods` are the ones counted (all when empty). Beyond it: status 429, how long to wait, in words; JSON under /api/.
    A key's rate must leave room for its owner: whoever asks for another's key uses it up."""
    of_address, of_key = rate_of(rate), rate_of(key_rate or rate)

    def limit(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(page)
        def served(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not methods or request.method in methods:
                wait = seconds_to_wait(name, f"address {_network(address_of(request))}", of_address)
                asked = key(request) if key and not wait else ""
                if asked:
                    wait = seconds_to_wait(name, f"key {asked}", of_key)
                if wait:
                    return too_many(request, wait)
            return page(request, *args, **kwargs)

        return served

    return limit


def too_many(request: HttpRequest, wait: int) -> HttpResponse:
    """429 with the minutes to wait: a page, or JSON with the code `too_many` for the API."""
    minutes = max(1, -(-wait // 60))
    words = _("Máy này gửi yêu cầu quá nhiều. Chờ %(minutes)s phút rồi thử lại.") % {"minutes": minutes}
    response: HttpResponse
    if request.path.startswith("/api/"):
        told = {"code": "too_many", "message": words, "request_id": getattr(request, "request_id", "")}
        response = JsonResponse(told, status=429, json_dumps_params={"ensure_ascii": False})
    else:
        response = render(request, "core/too_many.html", {"words": words}, status=429)
    response["Retry-After"] = str(wait)
    return response


def _network(address: str) -> str:
    """An address as it is counted: one household's IPv6 addresses are one."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return address
    mapped = found.ipv4_mapped  # type: ignore[union-attr]
    return str(mapped or ipaddress.ip_network(f"{address.partition('%')[0]}/64", strict=False))
