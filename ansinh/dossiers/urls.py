"""Addresses of dossiers: `ho-so/` for officers, `dich-vu/` and `tra-cuu/` for citizens, `luu-tru/` for the archive."""

from django.urls import path

from ansinh.dossiers.pages import archive, cases, desk, lists, papers, setup

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
