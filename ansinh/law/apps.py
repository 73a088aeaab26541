from django.apps import AppConfig


class LawConfig(AppConfig):
    name = "ansinh.law"
    label = "law"
    verbose_name = "Văn bản và mức"
    default_auto_field = "django.db.models.BigAutoField"
