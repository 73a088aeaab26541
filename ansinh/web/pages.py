from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

sign_in = LoginView.as_view(template_name="web/sign_in.html")


def desk(request: HttpRequest) -> HttpResponse:
    """What is mine to do, what is late."""
    return render(request, "web/desk.html")
