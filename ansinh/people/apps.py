from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "ansinh.people"
    label = "people"
    verbose_name = "Người dân"
    default_auto_field = "django.db.models.BigAutoField"
