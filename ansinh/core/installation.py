"""What is known of this installation as a whole."""

from django.conf import settings

MADE_UP = "Người, hộ và hồ sơ ở đây là số liệu mẫu do máy tạo ra, không có thật."


def is_made_up() -> bool:
    """Whether the data was made by `ansinh demo`: then every page and paper says so."""
    return (settings.DATA / "demo.json").exists()
