from django.apps import AppConfig
from django.conf import settings

from .reader import add_folder


class LawConfig(AppConfig):
    name = "ansinh.law"
    label = "law"
    verbose_name = "Văn bản và mức"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Values let in on this machine count beside the house's own; tests read the house's own only."""
        if not settings.TESTING:
            add_folder(settings.DATA / "law")
