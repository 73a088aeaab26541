from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "ansinh.places"
    label = "places"
    verbose_name = "Địa bàn"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from ansinh.core.access import also_contains, also_reaches
        from ansinh.places.models import predecessor_ids, province_of

        also_reaches(predecessor_ids)
        also_contains(province_of)
