"""The addresses of the house: its own doors, then every room's under its prefix."""

from importlib import import_module
from importlib.util import find_spec

from allauth.account.views import account_inactive as inactive
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as openid
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from ansinh.core.rooms import ROOMS
from ansinh.web import api, errors, pages, sign_in
from ansinh.web.api import tokens

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.desk, name="desk"),
    path("toi/", pages.me, name="me"),
    path("toi/uy-quyen/<int:pk>/", pages.lend, name="lend"),
    path("vai-tro/", pages.roles, name="roles"),
    path("toi/ma-api/", tokens.tokens, name="tokens"),
    path("toi/ma-api/<int:pk>/ket-thuc/", tokens.end, name="end_token"),
    path("ngon-ngu/", login_not_required(set_language), name="set_language"),
]
# Signing in. The second names are those django-allauth asks for.
urlpatterns += [
    path("dang-nhap/", sign_in.sign_in, name="sign_in"),
    path("dang-nhap/", sign_in.sign_in, name="account_login"),
    path("dang-nhap/buoc-hai/", second_step.authenticate, name="mfa_authenticate"),
    path("dang-nhap/khoa/", keys.login_webauthn, name="mfa_login_webauthn"),
    path("dang-nhap/chua-co/", sign_in.closed, name="account_signup"),
    path("dang-nhap/chua-co/", sign_in.closed, name="socialaccount_signup"),
    path("dang-nhap/ngung/", inactive, name="account_inactive"),
    path("dang-nhap/thoi/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("dang-nhap/qua/<slug:provider_id>/", openid.login, name="openid_connect_login"),
    path("dang-nhap/qua/<slug:provider_id>/ve/", openid.callback, name="openid_connect_callback"),
    path("dang-xuat/", login_not_required(sign_in.sign_out), name="sign_out"),
    path("dang-xuat/", login_not_required(sign_in.sign_out), name="account_logout"),
    path("mat-khau/", sign_in.change_password, name="password_change"),
    path("mat-khau/", sign_in.change_password, name="account_change_password"),
    path("xac-nhan/", sign_in.confirm, name="account_reauthenticate"),
    path("xac-nhan/ma/", second_step.reauthenticate, name="mfa_reauthenticate"),
    path("xac-nhan/khoa/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("bao-mat/", second_step.index, name="mfa_index"),
    path("bao-mat/can-buoc-hai/", sign_in.need_second_step, name="need_second_step"),
    path("bao-mat/ung-dung/", totp.activate_totp, name="mfa_activate_totp"),
    path("bao-mat/ung-dung/bo/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("bao-mat/khoa/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("bao-mat/khoa/them/", keys.add_webauthn, name="mfa_add_webauthn"),
    path("bao-mat/khoa/<int:pk>/ten/", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("bao-mat/khoa/<int:pk>/bo/", keys.remove_webauthn, name="mfa_remove_webauthn"),
    path("bao-mat/ma-du-phong/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("bao-mat/ma-du-phong/moi/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("bao-mat/ma-du-phong/tai/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("bao-mat/dinh-danh/", sign_in.linked_identities, name="socialaccount_connections"),
    path("phien/", sign_in.sessions, name="usersessions_list"),
    path("phien/<int:pk>/ket-thuc/", sign_in.end_session, name="end_session"),
]
urlpatterns += [path("vet/", include("ansinh.web.proof.urls"))]
urlpatterns += [
    path("", include(import_module(f"ansinh.{room}.urls"))) for room in ROOMS if find_spec(f"ansinh.{room}.urls")
]

urlpatterns += [path(api.PREFIX.lstrip("/"), include(api.addresses()))]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler429 = "ansinh.web.sign_in.too_many"  # asked for by django-allauth
handler500 = errors.broken
