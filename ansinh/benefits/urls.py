"""Addresses of the registers of rights, under `quyen-loi/`."""

from django.urls import path

from ansinh.benefits.pages import imports, lists, not_registered, rights

urlpatterns = [
    path("quyen-loi/", lists.title_list, name="title_list"),
    path("quyen-loi/nguoi/<int:pk>/", rights.person_rights, name="person_rights"),
    path("quyen-loi/nguoi/<int:pk>/viec/<slug:act>/", rights.person_act, name="rights_act"),
    path("quyen-loi/dien/<int:pk>/viec/<slug:act>/", rights.title_act, name="title_act"),
    path("quyen-loi/chi-tra/<int:pk>/viec/<slug:act>/", rights.channel_act, name="channel_act"),
    path("quyen-loi/nhan-thay/<int:pk>/viec/<slug:act>/", rights.proxy_act, name="proxy_act"),
    path("quyen-loi/mot-lan/<int:pk>/viec/<slug:act>/", rights.claim_act, name="claim_act"),
    path("quyen-loi/tin-bao/", lists.feed_list, name="feed_list"),
    path("quyen-loi/tin-bao/nhan/", imports.feed_new, name="feed_new"),
    path("quyen-loi/tin-bao/<int:pk>/viec/<slug:act>/", rights.feed_act, name="feed_act"),
    path("quyen-loi/bien-dong/", imports.register_file_new, name="register_file_new"),
    path("quyen-loi/bien-dong/<int:pk>/", imports.REGISTER.page, name="register_file"),
    path("quyen-loi/bien-dong/<int:pk>/xac-nhan/", imports.REGISTER.confirm, name="register_file_confirm"),
    path("quyen-loi/bien-dong/<int:pk>/tra-lai/", imports.REGISTER.refused, name="register_file_refused"),
    path("quyen-loi/xac-thuc/", lists.identity_list, name="identity_list"),
    path("quyen-loi/chua-huong/", not_registered.not_registered, name="not_registered"),
    path("quyen-loi/chua-huong/<str:commune>/", not_registered.not_registered_in, name="not_registered_in"),
    path("quyen-loi/sap-toi/", lists.upcoming, name="upcoming"),
]
