"""What is known of this installation as a whole."""

import json
from typing import Any

from django.conf import settings

MADE_UP = "Người, hộ và hồ sơ ở đây là số liệu mẫu do máy tạo ra, không có thật."


def is_made_up() -> bool:
    """Whether the data was made by `ansinh demo`: then every page and paper says so."""
    return (settings.DATA / "demo.json").exists()


def demo_accounts() -> list[dict[str, Any]]:
    """The accounts a visitor of the made-up province may use (username, password, who); none in a real installation."""
    if not is_made_up():
        return []
    told: list[dict[str, Any]] = json.loads((settings.DATA / "demo.json").read_text(encoding="utf-8")).get(
        "accounts", []
    )
    return told
