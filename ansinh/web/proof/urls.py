"""Addresses of the trail, under `vet/`."""

from django.urls import path

from ansinh.web.proof import pages

urlpatterns = [
    path("", pages.event_list, name="audit_event_list"),
    path("<int:pk>/", pages.event, name="audit_event"),
    path("moc/", pages.anchor_list, name="audit_anchor_list"),
    path("moc/<str:day>/", pages.anchor_page, name="audit_anchor"),
]
