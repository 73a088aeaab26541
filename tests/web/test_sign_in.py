"""The door: what happens to those who guess, the second step, the sessions one has open, an identity from elsewhere."""

import base64
import hmac
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlparse

import jwt
import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt
from allauth.usersessions.models import UserSession
from cryptography.hazmat.primitives.asymmetric import rsa
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.core.cache import caches
from django.test import Client

from ansinh.core.models import AuditEvent, Grant
from ansinh.poverty.factories import LONG_AGO
from ansinh.web.forms import TRIES, seconds_after

WRONG, RIGHT = "khong-phai-mat-khau", "mat-khau-dung-12"
HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher", "django.contrib.auth.hashers.ScryptPasswordHasher"]


@pytest.fixture(autouse=True)
def _no_memory() -> None:
    for cache in caches.all():
        cache.clear()
    caches["limits"].clear()


@pytest.fixture
def someone(db: Any) -> Any:
    return get_user_model().objects.create_user("an", password=RIGHT)


@pytest.fixture
def leader(someone: Any, settings: Any) -> Any:
    settings.SECOND_STEP = "always"
    Grant.objects.create(user=someone, role="province_leader", place_id="84", from_day=LONG_AGO)
    return someone


def try_in(name: str, password: str, address: str, client: Client | None = None) -> Any:
    client = client or Client()
    return client.post("/dang-nhap/", {"username": name, "password": password}, REMOTE_ADDR=address)


def code_of(user: Any) -> str:
    """What an app on the telephone shows now, worked out from the secret it was given."""
    return code_now(decrypt(Authenticator.objects.get(user=user, type="totp").data["secret"]))


def code_now(secret: str) -> str:
    """RFC 6238: six digits of the current half minute."""
    moment = int(time.time()) // 30
    told = hmac.digest(base64.b32decode(secret), moment.to_bytes(8), "sha1")
    start = told[-1] & 15
    return f"{(int.from_bytes(told[start : start + 4]) & 0x7FFFFFFF) % 1_000_000:06}"


def set_up_app(client: Client) -> list[str]:
    """Switch the second step on as a person does; gives the recovery codes."""
    client.post("/xac-nhan/?next=/bao-mat/ung-dung/", {"password": RIGHT})
    secret = client.get("/bao-mat/ung-dung/").context["form"].secret
    client.post("/bao-mat/ung-dung/", {"code": code_now(secret)})
    return list(client.get("/bao-mat/ma-du-phong/").context["unused_codes"])


def test_after_eight_wrong_passwords_even_the_right_one_waits_and_is_told_why(someone: Any) -> None:
    for _once in range(TRIES):
        try_in("an", WRONG, "10.0.0.1")
    answer = try_in("an", RIGHT, "10.0.0.1")

    assert answer.status_code == 200
    assert "Chờ 15 phút" in answer.content.decode()
    assert AuditEvent.objects.filter(act="sign_in_locked", subject="user:an").count() == 1


def test_the_wait_doubles_with_each_further_mistake_up_to_a_day() -> None:
    waits = [seconds_after(TRIES + more) for more in range(-1, 12)]

    assert waits[:4] == [0, 15 * 60, 30 * 60, 60 * 60]
    assert waits[-1] == 24 * 3600


def test_guessing_locks_neither_the_person_elsewhere_nor_others_here(someone: Any) -> None:
    get_user_model().objects.create_user("binh", password=RIGHT)

    for _once in range(3 * TRIES):
        try_in("an", WRONG, "10.0.0.1")

    assert try_in("an", RIGHT, "10.0.0.2").status_code == 302
    assert try_in("binh", RIGHT, "10.0.0.1").status_code == 302


def test_signing_in_forgets_the_mistakes_before(someone: Any) -> None:
    for _round in range(2):
        for _once in range(TRIES - 1):
            try_in("an", WRONG, "10.0.0.1")
        assert try_in("an", RIGHT, "10.0.0.1").status_code == 302


def test_a_password_of_before_still_opens_and_is_kept_as_argon2_from_then(db: Any, settings: Any) -> None:
    settings.PASSWORD_HASHERS = HASHERS
    user = get_user_model().objects.create(username="cu", password=make_password(RIGHT, hasher="scrypt"))

    answer = try_in("cu", RIGHT, "10.0.0.1")

    user.refresh_from_db()
    assert answer.status_code == 302
    assert user.password.startswith("argon2$")


def test_who_signs_is_led_to_a_second_step_before_anything_opens(leader: Any) -> None:
    client = Client()
    try_in("an", RIGHT, "10.0.0.1", client)

    led = client.get("/chi-tra/")
    unconfirmed = client.get("/bao-mat/ung-dung/")
    codes = set_up_app(client)

    assert led["Location"] == "/bao-mat/can-buoc-hai/"
    assert unconfirmed["Location"].startswith("/xac-nhan/")
    assert len(codes) == 10
    assert client.get("/chi-tra/").status_code == 200
    acts = list(AuditEvent.objects.filter(subject="user:an").order_by("id").values_list("act", flat=True))
    assert acts == ["sign_in", "add_second_step", "add_second_step"]


def test_with_the_app_on_a_password_alone_opens_nothing(leader: Any) -> None:
    first = Client()
    try_in("an", RIGHT, "10.0.0.1", first)
    recovery = set_up_app(first)
    caches["default"].clear()  # a code is good once: here the same half minute is another sign-in

    client = Client()
    asked = try_in("an", RIGHT, "10.0.0.3", client)
    between = client.get("/toi/")
    wrong = client.post("/dang-nhap/buoc-hai/", {"code": "000000"})
    done = client.post("/dang-nhap/buoc-hai/", {"code": code_of(leader)})
    other = Client()
    try_in("an", RIGHT, "10.0.0.4", other)
    by_recovery = other.post("/dang-nhap/buoc-hai/", {"code": recovery[0]})

    assert asked["Location"] == "/dang-nhap/buoc-hai/"
    assert between.status_code == 302 and between["Location"].startswith("/dang-nhap/")
    assert wrong.status_code == 200 and "Mã không đúng" in wrong.content.decode()
    assert done.status_code == 302 and client.get("/toi/").status_code == 200
    assert by_recovery.status_code == 302 and other.get("/toi/").status_code == 200


def test_who_signs_cannot_take_the_last_second_step_away(leader: Any) -> None:
    client = Client()
    try_in("an", RIGHT, "10.0.0.1", client)
    set_up_app(client)

    client.post("/bao-mat/ung-dung/bo/")

    assert Authenticator.objects.filter(user=leader, type="totp").exists()


def test_the_secret_of_the_second_step_is_kept_encrypted(leader: Any) -> None:
    client = Client()
    try_in("an", RIGHT, "10.0.0.1", client)
    set_up_app(client)
    secret = decrypt(Authenticator.objects.get(user=leader, type="totp").data["secret"])

    kept = json.dumps(list(Authenticator.objects.filter(user=leader).values_list("data", flat=True)))

    assert secret not in kept


def test_the_made_up_province_asks_for_no_second_step_unless_told(leader: Any, settings: Any, tmp_path: Any) -> None:
    settings.DATA = tmp_path
    (tmp_path / "demo.json").write_text('{"accounts": []}')
    client = Client()
    try_in("an", RIGHT, "10.0.0.1", client)

    settings.SECOND_STEP = "real"
    made_up = client.get("/toi/").status_code, client.get("/chi-tra/").status_code
    (tmp_path / "demo.json").unlink()
    real = client.get("/chi-tra/")

    assert made_up == (200, 200)
    assert real["Location"] == "/bao-mat/can-buoc-hai/"


def test_my_sessions_are_listed_and_one_of_them_can_be_ended(someone: Any) -> None:
    here, there, other = Client(), Client(), Client()
    try_in("an", RIGHT, "10.0.0.1", here)
    try_in("an", RIGHT, "10.0.0.2", there)
    get_user_model().objects.create_user("binh", password=RIGHT)
    try_in("binh", RIGHT, "10.0.0.9", other)

    page = here.get("/phien/").content.decode()
    lost = UserSession.objects.get(ip="10.0.0.2").pk
    not_mine = other.post(f"/phien/{lost}/ket-thuc/")
    here.post(f"/phien/{lost}/ket-thuc/")

    assert "10.0.0.1" in page and "10.0.0.2" in page and "10.0.0.9" not in page
    assert not_mine.status_code == 404
    assert there.get("/toi/").status_code == 302
    assert here.get("/toi/").status_code == 200


def test_nobody_signs_up(db: Any) -> None:
    answer = Client().post("/dang-nhap/chua-co/", {"username": "moi", "password1": RIGHT, "password2": RIGHT})

    assert answer.status_code == 403
    assert not get_user_model().objects.exists()


KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class _Identities(BaseHTTPRequestHandler):
    """A small OpenID provider: one person, one code, a signed token."""

    def do_GET(self) -> None:
        base = f"http://127.0.0.1:{self.server.server_address[1]}"
        if self.path.startswith("/.well-known/openid-configuration"):
            self._say(
                {
                    "issuer": base,
                    "authorization_endpoint": f"{base}/authorize",
                    "token_endpoint": f"{base}/token",
                    "userinfo_endpoint": f"{base}/userinfo",
                    "jwks_uri": f"{base}/keys",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                }
            )
        elif self.path.startswith("/userinfo"):
            self._say({"sub": "012345678901", "name": "Nguyễn Văn An"})

    def do_POST(self) -> None:
        told = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        base = f"http://127.0.0.1:{self.server.server_address[1]}"
        now = int(time.time())
        claims = {"iss": base, "aud": "ansinh", "sub": "012345678901", "iat": now, "exp": now + 60}
        token = jwt.encode(claims, KEY, algorithm="RS256", headers={"kid": "one"})
        is_ours = told.get("client_secret") == ["bi-mat"] and told.get("code") == ["ma-mot-lan"]
        self._say({"access_token": "x", "token_type": "Bearer", "id_token": token} if is_ours else {"error": "no"})

    def _say(self, told: Any) -> None:
        body = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_told: Any) -> None:
        """Say nothing among the tests."""


@pytest.fixture
def identities(settings: Any) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Identities)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}"
    app = {"provider_id": "vneid", "name": "VNeID", "client_id": "ansinh", "secret": "bi-mat"}
    app["settings"] = {"server_url": address}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    yield address
    server.shutdown()
    server.server_close()


def through_identities(client: Client, address: str, query: str = "") -> Any:
    """Go to the identity provider and come back as the one person it knows."""
    out = client.post(f"/dang-nhap/qua/vneid/{query}")
    assert out["Location"].startswith(f"{address}/authorize")
    state = parse_qs(urlparse(out["Location"]).query)["state"][0]
    return client.get("/dang-nhap/qua/vneid/ve/", {"code": "ma-mot-lan", "state": state})


def test_an_identity_opens_the_account_it_was_linked_to_and_no_other(someone: Any, identities: str) -> None:
    unknown = through_identities(Client(), identities)
    own = Client()
    try_in("an", RIGHT, "10.0.0.1", own)
    through_identities(own, identities, "?process=connect")
    later = Client()
    through_identities(later, identities)

    assert "chưa gắn với tài khoản cán bộ nào" in unknown.content.decode()
    assert later.get("/toi/").context["user"] == someone


def test_without_configuration_there_is_no_door_to_outside(db: Any) -> None:
    assert "VNeID" not in Client().get("/dang-nhap/").content.decode()
    assert Client().post("/dang-nhap/qua/vneid/").status_code == 404
