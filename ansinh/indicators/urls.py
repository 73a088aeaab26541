"""Addresses of the figures, under `chi-tieu/`."""

from django.urls import path

from ansinh.indicators import pages

urlpatterns = [
    path("chi-tieu/", pages.indicator_list, name="indicator_list"),
    path("chi-tieu/kiem-tra/", pages.figure_checks, name="figure_checks"),
    path("chi-tieu/<str:name>/", pages.indicator, name="indicator"),
    path("chi-tieu/<str:name>/ho-so/", pages.indicator_records, name="indicator_records"),
    path("chi-tieu/<str:name>/xuat/", pages.indicator_export, name="indicator_export"),
    path("chi-tieu/<str:name>/du-bao/", pages.indicator_forecast, name="indicator_forecast"),
    path("chi-tieu/<str:name>/giao/", pages.set_target, name="set_target"),
    path("chi-tieu/<str:name>/nhap/", pages.enter_figure, name="enter_figure"),
]
