"""Addresses of the room of labour."""

from django.urls import URLPattern, path

from ansinh.labour.pages import fairs, fairs_visitors

urlpatterns: list[URLPattern] = []

# Job fairs, under `phien-viec-lam/`.
urlpatterns += [
    path("phien-viec-lam/", fairs.fair_list, name="fair_list"),
    path("phien-viec-lam/moi/", fairs.fair_new, name="fair_new"),
    path("phien-viec-lam/<int:pk>/", fairs.fair, name="fair"),
    path("phien-viec-lam/<int:pk>/tinh-trang/", fairs.fair_turn, name="fair_turn"),
    path("phien-viec-lam/<int:pk>/gian/moi/", fairs.fair_booth_new, name="fair_booth_new"),
    path("phien-viec-lam/<int:pk>/gian/<int:number>/", fairs.fair_booth, name="fair_booth"),
    path("phien-viec-lam/<int:pk>/lich/", fairs.fair_timetable, name="fair_timetable"),
    path("phien-viec-lam/<int:pk>/lich/<str:form>/", fairs.fair_timetable_file, name="fair_timetable_file"),
    path("phien-viec-lam/<int:pk>/nguoi/", fairs_visitors.fair_visitors, name="fair_visitors"),
    path("phien-viec-lam/<int:pk>/dang-ky/", fairs_visitors.fair_register, name="fair_register"),
    path("phien-viec-lam/<int:pk>/tham-gia/", fairs_visitors.fair_join, name="fair_join"),
    path("phien-viec-lam/<int:pk>/diem-danh/", fairs_visitors.fair_arrivals, name="fair_arrivals"),
    path("phien-viec-lam/ve/<str:code>/", fairs_visitors.fair_ticket, name="fair_ticket"),
    path("phien-viec-lam/ve/<str:code>/<str:act>/", fairs_visitors.fair_ticket_act, name="fair_ticket_act"),
    path("phien-viec-lam/phong-van/<int:pk>/", fairs_visitors.fair_interview, name="fair_interview"),
]
