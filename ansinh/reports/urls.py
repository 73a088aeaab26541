from django.urls import path

from ansinh.reports import pages

urlpatterns = [
    path("bao-cao/", pages.reports, name="reports"),
    path("bao-cao/<int:pk>/", pages.report, name="report"),
    path("bao-cao/<int:pk>/sua/<slug:block>/", pages.edit, name="report_edit"),
    path("bao-cao/<int:pk>/ky/", pages.sign, name="report_sign"),
    path("bao-cao/<int:pk>/tep.<slug:kind>", pages.paper, name="report_file"),
]
