"""Addresses of the review desk, under `ra-soat/`."""

from django.urls import path

from ansinh.poverty.pages import campaigns, communes, decisions, households

urlpatterns = [
    path("ra-soat/", campaigns.campaign_list, name="campaign_list"),
    path("ra-soat/mo-dot/", campaigns.open_campaign, name="open_campaign"),
    path("ra-soat/dot/<int:pk>/", campaigns.campaign, name="campaign"),
    path("ra-soat/dot/<int:pk>/ho/", households.campaign_reviews, name="campaign_reviews"),
    path("ra-soat/dot/<int:pk>/viec/<slug:act>/", campaigns.campaign_act, name="campaign_act"),
    path("ra-soat/xa/<int:pk>/", communes.commune_review, name="commune_review"),
    path("ra-soat/xa/<int:pk>/viec/<slug:act>/", communes.commune_act, name="commune_act"),
    path("ra-soat/xa/<int:pk>/ho/", households.review_list, name="review_list"),
    path("ra-soat/xa/<int:pk>/de-nghi/", communes.request_review, name="request_review"),
    path("ra-soat/xa/<int:pk>/hop/", communes.meeting_list, name="meeting_list"),
    path("ra-soat/xa/<int:pk>/bien-ban/", communes.meeting, name="meeting"),
    path("ra-soat/xa/<int:pk>/niem-yet/", communes.notice, name="notice"),
    path("ra-soat/xa/<int:pk>/y-kien/", communes.objection_list, name="objection_list"),
    path("ra-soat/xa/<int:pk>/cong-nhan/", decisions.decision, name="decision"),
    path("ra-soat/xa/<int:pk>/thay-doi/", decisions.changes, name="changes"),
    path("ra-soat/xa/<int:pk>/bao-cao/", communes.report_commune, name="report_commune"),
    path("ra-soat/phieu/<int:pk>/", households.review, name="review"),
    path("ra-soat/phieu/<int:pk>/vi-sao/", households.why, name="review_why"),
    path("ra-soat/phieu/<int:pk>/a/", households.form_a, name="form_a"),
    path("ra-soat/phieu/<int:pk>/b/", households.form_b, name="form_b"),
    path("ra-soat/phieu/<int:pk>/diem/<slug:form_name>/", households.form_points, name="form_points"),
    path("ra-soat/phieu/<int:pk>/bieu-quyet/", households.vote, name="vote"),
    path("ra-soat/phieu/<int:pk>/ket-qua/", households.choose_class, name="choose_class"),
    path("ra-soat/phieu/<int:pk>/y-kien/", communes.raise_objection, name="raise_objection"),
    path("ra-soat/phieu/<int:pk>/ky/", decisions.decide_ad_hoc, name="decide_ad_hoc"),
    path("ra-soat/y-kien/<int:pk>/", communes.settle_objection, name="settle_objection"),
]
