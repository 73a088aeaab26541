from django.urls import path

from ansinh.web import pages

urlpatterns = [path("", pages.desk, name="desk"), path("dang-nhap/", pages.sign_in, name="sign_in")]
