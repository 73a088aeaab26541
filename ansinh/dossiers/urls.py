"""Addresses of dossiers: `ho-so/` for officers, `dich-vu/` and `tra-cuu/` for citizens, `luu-tru/` for the archive."""

from django.urls import path

from ansinh.dossiers.pages import (
    archive,
    cases,
    desk,
    evidence,
    follow,
    lists,
    notices,
    onestop,
    papers,
    portal,
    setup,
    signing,
    wizard,
)

urlpatterns = [
    path("ho-so/", lists.dossier_list, name="dossier_list"),
    path("ho-so/viec/", lists.my_steps, name="my_steps"),
    path("ho-so/ky/", signing.sign_many, name="sign_many"),
    path("ho-so/nhan/", desk.choose_procedure, name="dossier_choose"),
    path("ho-so/nhan/<slug:name>/", desk.open_dossier, name="dossier_open"),
    path("ho-so/mot-cua/", onestop.onestop, name="dossier_onestop"),
    path("ho-so/lich/", setup.calendar, name="dossier_calendar"),
    path("ho-so/mau/", setup.templates, name="dossier_templates"),
    path("ho-so/mau/<int:pk>/", setup.template_file, name="template_file"),
    path("ho-so/mau/chung/<slug:outcome>/", setup.house_template, name="house_template"),
    path("ho-so/so/<str:code>/", cases.dossier, name="dossier"),
    path("ho-so/so/<str:code>/viec/<slug:act>/", cases.dossier_act, name="dossier_act"),
    path("ho-so/so/<str:code>/van-ban/<slug:kind>/", cases.dossier_paper, name="dossier_paper"),
    path("ho-so/so/<str:code>/bien-nhan/", cases.receipt, name="receipt"),
]
urlpatterns += [
    path("ho-so/giay-to/", papers.paper_list, name="paper_list"),
    path("ho-so/giay-to/tim/", papers.paper_search, name="paper_search"),
    path("ho-so/giay-to/them/<slug:owner>/<int:pk>/", papers.paper_new, name="paper_new"),
    path("ho-so/giay-to/<int:pk>/", papers.paper, name="paper"),
    path("ho-so/giay-to/<int:pk>/ban-moi/", papers.paper_version, name="paper_version"),
    path("ho-so/giay-to/<int:pk>/sua/", papers.paper_describe, name="paper_describe"),
    path("ho-so/giay-to/<int:pk>/bo/", papers.paper_remove, name="paper_remove"),
    path("ho-so/giay-to/tep/<int:pk>/", papers.paper_file, name="paper_file"),
    path("ho-so/giay-to/tep/<int:pk>/trang/<int:page>/", papers.paper_page, name="paper_page"),
    path("luu-tru/", archive.archive_list, name="archive_list"),
    path("luu-tru/moi/", archive.archive_new, name="archive_new"),
    path("luu-tru/muon/", archive.loan_list, name="loan_list"),
    path("luu-tru/kiem-ke/", archive.archive_count, name="archive_count"),
    path("luu-tru/kiem-ke/<int:pk>/", archive.archive_counted, name="archive_counted"),
    path("luu-tru/nhan/", archive.archive_labels, name="archive_labels"),
    path("luu-tru/<int:pk>/", archive.archive_file, name="archive_file"),
    path("luu-tru/<int:pk>/viec/<slug:act>/", archive.archive_act, name="archive_act"),
    path("luu-tru/<int:pk>/nhan/", archive.archive_label, name="archive_label"),
    path("luu-tru/<int:pk>/phieu-bao/", archive.move_slip, name="move_slip"),
    path("luu-tru/<int:pk>/trich-luc/", archive.extract_slip, name="extract_slip"),
]
urlpatterns += [
    path("ho-so/bang-chung/", evidence.evidence_list, name="evidence_list"),
    path("ho-so/bang-chung/<slug:name>/", evidence.evidence_page, name="evidence"),
    path("ho-so/bang-chung/<slug:name>/xuat/", evidence.evidence_book, name="evidence_book"),
    path("ho-so/du-bao/", evidence.forecast, name="dossier_forecast"),
]
urlpatterns += [
    path("ho-so/bao-tin/", notices.notice_list, name="notice_list"),
    path("ho-so/bao-tin/<int:pk>/", notices.notice_told, name="notice_told"),
]
# Open to anybody.
urlpatterns += [
    path("dich-vu/", portal.service_list, name="service_list"),
    path("dich-vu/da-nop/", wizard.apply_done, name="apply_done"),
    path("dich-vu/<slug:name>/", portal.service, name="service"),
    path("dich-vu/<slug:name>/nop/", wizard.apply, name="apply"),
    path("dich-vu/<slug:name>/bo-nhap/", wizard.apply_drop, name="apply_drop"),
    path("dich-vu/<slug:name>/nop/<slug:step>/", wizard.apply_step, name="apply_step"),
    path("tra-cuu/", follow.follow, name="follow"),
    path("tra-cuu/ho-so/", follow.followed, name="followed"),
    path("tra-cuu/ho-so/bo-sung/", follow.hand_in, name="hand_in"),
    path("tra-cuu/ho-so/rut/", follow.take_back, name="withdraw_dossier"),
    path("tra-cuu/thoi/", follow.stop_following, name="stop_following"),
]
