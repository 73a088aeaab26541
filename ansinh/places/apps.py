from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "ansinh.places"
    label = "places"
    verbose_name = "Địa bàn"
    default_auto_field = "django.db.models.BigAutoField"
