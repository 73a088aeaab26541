"""The settings of a server under load: the house's own, and every answer says how long the server took."""

import time
from collections.abc import Callable
from typing import Any

from ansinh.web.settings import *  # noqa: F403
from ansinh.web.settings import MIDDLEWARE as HOUSE

MIDDLEWARE = ["tests.bench.load_settings.Timed", *HOUSE]


class Timed:
    """Adds `Server-Timing: app;dur=<milliseconds>, cpu;dur=<of the processor>` around everything else."""

    def __init__(self, get_response: Callable[[Any], Any]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> Any:
        began, cpu = time.perf_counter(), time.thread_time()
        response = self.get_response(request)
        taken, used = (time.perf_counter() - began) * 1000, (time.thread_time() - cpu) * 1000
        response.headers["Server-Timing"] = f"app;dur={taken:.2f}, cpu;dur={used:.2f}"
        return response
