"""Addresses of people, under `nguoi/`, and households, under `ho/`."""

from django.urls import path

from ansinh.people.pages import acts, doubles, files, held, imports, lists, reveal, verification

urlpatterns = [
    path("nguoi/", lists.person_list, name="person_list"),
    path("nguoi/moi/", acts.register, name="person_new"),
    path("nguoi/nhap-tep/", imports.import_new, name="people_import_new"),
    path("nguoi/nhap-tep/<int:pk>/", imports.IMPORT.page, name="people_import"),
    path("nguoi/nhap-tep/<int:pk>/xac-nhan/", imports.IMPORT.confirm, name="people_import_confirm"),
    path("nguoi/nhap-tep/<int:pk>/tra-lai/", imports.IMPORT.refused, name="people_import_refused"),
    path("nguoi/trung/", doubles.double_list, name="double_list"),
    path("nguoi/trung/<int:pk>/", doubles.double, name="double"),
    path("nguoi/trung/<int:pk>/gop/", doubles.double_merge, name="double_merge"),
    path("nguoi/gop/", doubles.merge_list, name="merge_list"),
    path("nguoi/gop/<int:pk>/", doubles.merge, name="merge"),
    path("nguoi/xac-thuc/", verification.mismatch_list, name="mismatch_list"),
    path("nguoi/xac-thuc/gui/", verification.verification_ask, name="verification_ask"),
    path("nguoi/xac-thuc/nhan/", verification.verification_take, name="verification_take"),
    path("nguoi/xac-thuc/nhan/<int:pk>/", verification.verification_answer, name="verification_answer"),
    path("nguoi/xac-thuc/nhan/<int:pk>/tra-lai/", verification.verification_refused, name="verification_refused"),
    path("nguoi/xac-thuc/lech/<int:pk>/", verification.mismatch, name="mismatch"),
    path("nguoi/<int:pk>/", files.person, name="person"),
    path("nguoi/<int:pk>/xem-so/", reveal.reveal, name="reveal"),
    path("nguoi/<int:pk>/du-lieu/", held.person_data, name="person_data"),
    path("nguoi/<int:pk>/du-lieu/to-in/<int:asked>/", held.person_data_paper, name="person_data_paper"),
    path("nguoi/<int:pk>/viec/<slug:act>/", acts.person_act, name="person_act"),
    path("ho/", lists.household_list, name="household_list"),
    path("ho/<int:pk>/", files.household, name="household"),
    path("ho/<int:pk>/viec/<slug:act>/", acts.household_act, name="household_act"),
]
