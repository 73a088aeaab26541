"""The addresses of the house: its own doors, then every room's under its prefix."""

from importlib import import_module
from importlib.util import find_spec

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from ansinh.core.rooms import ROOMS
from ansinh.web import errors, pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.desk, name="desk"),
    path("dang-nhap/", pages.sign_in, name="sign_in"),
    path("dang-xuat/", pages.sign_out, name="sign_out"),
    path("mat-khau/", pages.change_password, name="password_change"),
    path("toi/", pages.me, name="me"),
    path("ngon-ngu/", login_not_required(set_language), name="set_language"),
]
urlpatterns += [
    path("", include(import_module(f"ansinh.{room}.urls"))) for room in ROOMS if find_spec(f"ansinh.{room}.urls")
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.broken
