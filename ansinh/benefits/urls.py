"""Addresses of the registers of rights, under `quyen-loi/`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
