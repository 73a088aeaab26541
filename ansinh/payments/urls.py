"""Addresses of payments, under `chi-tra/`."""

from django.urls import URLPattern, path

from ansinh.payments.pages import decree, why

urlpatterns: list[URLPattern] = [
    path("chi-tra/vi-sao/<int:person>/<int:month>/", why.payment_why, name="payment_why"),
    path("chi-tra/vi-sao/<int:person>/<int:month>.json", why.payment_why_json, name="payment_why_json"),
    path("chi-tra/nghi-dinh/", decree.decree_list, name="decree_list"),
    path("chi-tra/nghi-dinh/xem-truoc/", decree.decree_preview, name="decree_preview"),
]
