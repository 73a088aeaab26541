from django.apps import AppConfig


class BenefitsConfig(AppConfig):
    name = "ansinh.benefits"
    label = "benefits"
    verbose_name = "Quyền lợi"
    default_auto_field = "django.db.models.BigAutoField"
