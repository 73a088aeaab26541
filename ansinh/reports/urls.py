from django.urls import path

from ansinh.reports import pages

urlpatterns = [
    path("bao-cao/", pages.reports, name="reports"),
    path("bao-cao/<int:pk>/", pages.report, name="report"),
    path("bao-cao/<int:pk>/sua/<slug:block>/", pages.edit, name="report_edit"),
    path("bao-cao/<int:pk>/ky/", pages.sign, name="report_sign"),
    path("bao-cao/<int:pk>/tep.<slug:kind>", pages.paper, name="report_file"),
    path("bao-cao/nhan/", pages.received_list, name="received_list"),
    path("bao-cao/nhan/gui/", pages.receive, name="receive"),
    path("bao-cao/nhan/<int:pk>/", pages.received, name="received"),
    path("bao-cao/nhan/<int:pk>/trang-thai/", pages.received_state, name="received_state"),
    path("bao-cao/nhan/<int:pk>/doc-lai/", pages.read_again, name="read_again"),
    path("bao-cao/nhan/<int:pk>/noi-ky/", pages.describe_received, name="describe_received"),
    path("bao-cao/nhan/<int:pk>/tep/", pages.received_file, name="received_file"),
    path("bao-cao/nhan/<int:pk>/them/", pages.add_number, name="add_number"),
    path("bao-cao/nhan/<int:pk>/so/<int:claim>/", pages.received_number, name="received_number"),
    path("bao-cao/nhan/<int:pk>/so/<int:claim>/<slug:act>/", pages.rule, name="received_rule"),
    path("bao-cao/nhan/<int:pk>/rut-lai/<int:ruling>/", pages.take_back, name="take_back"),
    path("bao-cao/nhan/<int:pk>/tra-loi/", pages.reply, name="reply"),
    path("bao-cao/nhan/<int:pk>/tra-loi.docx", pages.reply_file, name="reply_file"),
    path("bao-cao/tong-hop/", pages.consolidated, name="consolidated"),
    path("bao-cao/tong-hop/tep.<slug:kind>", pages.consolidated_file, name="consolidated_file"),
    path("bao-cao/cach-goi/", pages.variant_list, name="variants"),
    path("bao-cao/cach-goi/<int:pk>/sua/", pages.change_variant, name="change_variant"),
    path("bao-cao/cach-goi/<int:pk>/<slug:act>/", pages.turn_variant, name="turn_variant"),
]
