from django.apps import AppConfig


class LabourConfig(AppConfig):
    name = "ansinh.labour"
    label = "labour"
    verbose_name = "Lao động, việc làm"
    default_auto_field = "django.db.models.BigAutoField"
