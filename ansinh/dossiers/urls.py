"""Addresses of dossiers: `ho-so/` for officers, `dich-vu/` and `tra-cuu/` for citizens, `luu-tru/` for the archive."""

from django.urls import path

from ansinh.dossiers.pages import cases, desk, lists, setup

urlpatterns = [
    path("ho-so/", lists.dossier_list, name="dossier_list"),
    path("ho-so/viec/", lists.my_steps, name="my_steps"),
    path("ho-so/nhan/", desk.choose_procedure, name="dossier_choose"),
    path("ho-so/nhan/<slug:name>/", desk.open_dossier, name="dossier_open"),
    path("ho-so/lich/", setup.calendar, name="dossier_calendar"),
    path("ho-so/mau/", setup.templates, name="dossier_templates"),
    path("ho-so/mau/<int:pk>/", setup.template_file, name="template_file"),
    path("ho-so/mau/chung/<slug:outcome>/", setup.house_template, name="house_template"),
    path("ho-so/so/<str:code>/", cases.dossier, name="dossier"),
    path("ho-so/so/<str:code>/viec/<slug:act>/", cases.dossier_act, name="dossier_act"),
    path("ho-so/so/<str:code>/van-ban/<slug:kind>/", cases.dossier_paper, name="dossier_paper"),
    path("ho-so/so/<str:code>/bien-nhan/", cases.receipt, name="receipt"),
]
