from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "ansinh.demo"
    label = "demo"
    verbose_name = "Tỉnh mẫu"
    default_auto_field = "django.db.models.BigAutoField"
