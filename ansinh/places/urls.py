"""Addresses of places, under `dia-ban/`."""

from django.urls import path

from ansinh.places import pages

urlpatterns = [
    path("dia-ban/", pages.place_list, name="place_list"),
    path("dia-ban/<str:pk>/", pages.place, name="place"),
]
