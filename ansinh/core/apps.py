from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "ansinh.core"
    label = "core"
    verbose_name = "Nền chung"
    default_auto_field = "django.db.models.BigAutoField"
