"""Addresses of payments, under `chi-tra/`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
