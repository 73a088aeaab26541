"""The API: who gets in and as whom, what it answers, how it refuses, and that no request breaks it."""

import json
import warnings
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis.errors import Unsatisfiable

from ansinh.core.access import acting_as, acting_as_system
from ansinh.core.models import ApiToken, AuditEvent, Grant
from ansinh.core.tokens import MOST_OPEN, TokenRefused, end_token, make_token, token_of
from ansinh.dossiers.factories import make_dossier
from ansinh.dossiers.jobs.catalogue import procedures
from ansinh.dossiers.models import Dossier
from ansinh.people.models import Person
from ansinh.web.api import api

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import schemathesis
    from schemathesis.specs.openapi.checks import ignored_auth

EXAMPLES = 8
NUMBER = "084190000123"
SECRET_ROUTES = ("/api/v1/places", "/api/v1/figures", "/api/v1/procedures", "/api/v1/dossiers", "/api/v1/openapi.json")


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    caches["limits"].clear()


@pytest.fixture
def there(province: SimpleNamespace) -> SimpleNamespace:
    """The small province with a person whose number is known and a dossier in each of two communes."""
    with acting_as_system("chuẩn bị thử nghiệm"):
        province.person = Person.objects.filter(commune=province.a).order_by("pk").first()
        province.person.personal_number, province.person.phone = NUMBER, "0912345678"
        province.person.save()
        name = next(iter(procedures()))
        province.dossier = make_dossier(procedure=name, person=province.person, applicant_number=NUMBER)
        province.elsewhere = make_dossier(procedure=name, commune=province.b, applicant_number="")
    return province


@pytest.fixture
def server() -> Any:
    """The house as a server calls it; the connection stays open from request to request, for the test's own transaction lives in it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield get_wsgi_application()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def token_for(user: Any, days: int = 30) -> str:
    with acting_as(user):
        return make_token(purpose="thử nghiệm", to_day=timezone.localdate() + timedelta(days=days), by=user)[1]


def caller(user: Any) -> Client:
    return Client(headers={"Authorization": f"Bearer {token_for(user)}"})


@pytest.mark.parametrize("address", SECRET_ROUTES)
def test_a_stranger_gets_a_refusal_with_a_code_and_no_sign_in_page(db: Any, address: str) -> None:
    answer = Client().get(address)

    assert answer.status_code == 401
    assert answer.json()["code"] == "sign_in" and answer.json()["request_id"] == answer["X-Request-Id"]


def test_a_wrong_ended_or_old_token_opens_nothing_even_beside_a_session(there: SimpleNamespace, as_user: Any) -> None:
    user = there.users["province_officer"]
    secret = token_for(user)
    token = token_of(secret)
    assert token is not None
    signed_in = as_user(user)

    assert signed_in.get("/api/v1/places", headers={"Authorization": "Bearer ansinh_x_y"}).json()["code"] == "bad_token"
    ApiToken.objects.filter(pk=token.pk).update(to_day=timezone.localdate())
    assert token_of(secret) is None
    ApiToken.objects.filter(pk=token.pk).update(to_day=timezone.localdate() + timedelta(days=1))
    assert token_of(secret) is not None and token_of(secret[:-1]) is None
    with acting_as(user):
        end_token(token=token, by=user)
    assert token_of(secret) is None
    assert AuditEvent.objects.filter(act="token.end", subject=f"token:{token.pk}").exists()


def test_a_token_of_a_user_who_left_opens_nothing(there: SimpleNamespace) -> None:
    user = there.other_officer
    secret = token_for(user)

    type(user).objects.filter(pk=user.pk).update(is_active=False)

    assert token_of(secret) is None


def test_only_the_hash_of_a_token_is_kept_and_it_must_have_a_purpose_and_an_end(there: SimpleNamespace) -> None:
    user = there.users["province_officer"]
    secret = token_for(user)

    kept = ApiToken.objects.get(user=user)

    assert secret.rpartition("_")[2] not in json.dumps(ApiToken.objects.values().get(pk=kept.pk), default=str)
    today = timezone.localdate()
    with acting_as(user):
        for purpose, day in (("", today + timedelta(days=1)), ("x", today), ("x", today + timedelta(days=366))):
            with pytest.raises(TokenRefused):
                make_token(purpose=purpose, to_day=day, by=user)
        for number in range(MOST_OPEN - 1):
            make_token(purpose=f"việc {number}", to_day=today + timedelta(days=1), by=user)
        with pytest.raises(TokenRefused, match="Kết thúc mã không còn dùng"):
            make_token(purpose="thêm", to_day=today + timedelta(days=1), by=user)


def test_a_token_acts_with_the_grants_of_the_day_and_of_its_user_only(there: SimpleNamespace) -> None:
    client = caller(there.users["commune_officer"])
    own, other = f"/api/v1/dossiers/{there.dossier.code}", f"/api/v1/dossiers/{there.elsewhere.code}"

    assert client.get(own).status_code == 200
    assert client.get(other).status_code == 404 and client.get(f"{other}/steps").status_code == 404
    assert [line["code"] for line in client.get("/api/v1/dossiers").json()["items"]] == [there.dossier.code]

    Grant.objects.filter(user=there.users["commune_officer"]).update(to_day=timezone.localdate())

    assert client.get(own).status_code == 404


def test_the_administrator_finds_nobody_and_no_dossier(there: SimpleNamespace) -> None:
    client = caller(there.users["administrator"])

    assert client.get("/api/v1/dossiers").json()["items"] == []
    found = client.post("/api/v1/people/find", {"personal_number": NUMBER}, content_type="application/json")
    assert found.status_code == 404


def test_numbers_are_masked_until_a_reason_is_given_and_the_reason_stands_in_the_trail(there: SimpleNamespace) -> None:
    client, reader = caller(there.users["commune_officer"]), caller(there.users["auditor"])
    asked = {"personal_number": NUMBER}
    with_reason = asked | {"reason": "compare"}

    plain = client.post("/api/v1/people/find", asked, content_type="application/json").json()
    whole = client.post("/api/v1/people/find", with_reason, content_type="application/json").json()
    refused = reader.post("/api/v1/people/find", with_reason, content_type="application/json")

    assert plain["personal_number"] == "084•••••0123" and plain["is_masked"] and NUMBER not in json.dumps(plain)
    assert plain["phone"] == "091•••••78"
    assert whole["personal_number"] == NUMBER and not whole["is_masked"]
    assert AuditEvent.objects.get(act="reveal").reason == "compare"
    free = client.post("/api/v1/people/find", asked | {"reason": "xem cho biết"}, content_type="application/json")
    assert free.status_code == 422
    assert refused.status_code == 403 and refused.json()["code"] == "forbidden"
    outside = caller(there.other_officer).post("/api/v1/people/find", asked, content_type="application/json")
    assert outside.status_code == 404


def test_a_session_must_bring_the_csrf_mark_to_write_and_a_token_need_not(there: SimpleNamespace) -> None:
    user = there.users["commune_officer"]
    signed_in = Client(enforce_csrf_checks=True)
    signed_in.force_login(user)
    program = Client(enforce_csrf_checks=True, headers={"Authorization": f"Bearer {token_for(user)}"})
    asked: dict[str, Any] = {"data": {"personal_number": NUMBER}, "content_type": "application/json"}

    assert signed_in.get("/api/v1/places").status_code == 200
    assert signed_in.post("/api/v1/people/find", **asked).json()["code"] == "csrf"
    assert program.post("/api/v1/people/find", **asked).status_code == 200


def test_the_export_of_the_one_stop_system_is_taken_row_by_row_and_never_twice(there: SimpleNamespace) -> None:
    client = caller(there.users["commune_officer"])
    name = there.dossier.procedure
    day = timezone.localdate() - timedelta(days=3)

    def row(code: str, **changes: Any) -> dict[str, Any]:
        told = {"external_code": code, "procedure": name, "commune": there.a.pk, "applicant_name": "Thạch Thị Mai"}
        return {**told, "received_on": day.isoformat(), **changes}

    rows = [
        row("H1", procedure="khong.co"),
        row("H2", commune="00"),
        row("H3", received_on="2999-01-01"),
        row("H4", commune=there.b.pk),
        row("H5", applicant_name="Mai Mai", answers=[{"question": "khong_co", "value": "x"}]),
    ]
    answer = client.post("/api/v1/dossiers", {"rows": rows}, content_type="application/json")

    told = answer.json()
    assert answer.status_code == 200
    assert sorted(line["row"] for line in told["taken"] + told["refused"]) == [1, 2, 3, 4, 5]
    why = {line["row"]: line["why"] for line in told["refused"]}
    assert "khong.co" in why[1] and "mã xã" in why[2] and "2999" in why[3] and "ngoài phạm vi" in why[4]
    for line in told["taken"]:
        assert Dossier._base_manager.get(code=line["code"]).external_code == line["external_code"]
    again = client.post("/api/v1/dossiers", {"rows": rows}, content_type="application/json").json()
    assert again["taken"] == [] and len(again["refused"]) == 5
    assert caller(there.users["auditor"]).post(
        "/api/v1/dossiers", {"rows": rows}, content_type="application/json"
    ).status_code == 403  # fmt: skip


def test_a_citizen_follows_a_dossier_by_code_and_number_and_guesses_get_one_answer(there: SimpleNamespace) -> None:
    def ask(code: str, number: str) -> Any:
        return Client().post(
            "/api/v1/dossiers/status", {"code": code, "personal_number": number}, content_type="application/json"
        )

    right = ask(there.dossier.code, NUMBER)
    wrong_number, wrong_code = ask(there.dossier.code, "0" * 12), ask("KHONG-CO", NUMBER)

    assert right.json()["state"] == there.dossier.state and there.dossier.applicant_name not in right.content.decode()
    same = [{**answer.json(), "request_id": ""} for answer in (wrong_number, wrong_code)]
    assert wrong_number.status_code == 404 and same[0] == same[1]
    assert ask(there.elsewhere.code, "0" * 12).status_code == 404
    answers = [ask(there.dossier.code, f"{guess:012d}").status_code for guess in range(30)]
    assert answers[-1] == 429 and 404 in answers


def test_pages_of_a_list_follow_each_other_without_a_gap(there: SimpleNamespace) -> None:
    client = caller(there.users["province_officer"])
    whole = [one["id"] for one in client.get("/api/v1/places?limit=200").json()["items"]]

    pages, after = [], ""
    while True:
        page = client.get(f"/api/v1/places?limit=1{after}").json()
        pages += [one["id"] for one in page["items"]]
        if not page["next"]:
            break
        after = f"&after={page['next']}"

    assert pages == whole and len(whole) > 3


def test_a_place_is_found_by_part_of_its_name_without_diacritics(there: SimpleNamespace) -> None:
    client = caller(there.users["province_officer"])

    found = client.get("/api/v1/places", {"name": "long duc", "day": "2023-10-01"}).json()["items"]

    assert [one["full_name"] for one in found] == ["Xã Long Đức"]
    assert client.get(f"/api/v1/places/{there.a.pk}").json()["province_id"] == there.province.pk


def test_a_procedure_says_what_it_needs_and_how_long_each_body_has(there: SimpleNamespace) -> None:
    client = caller(there.users["auditor"])

    listed = client.get("/api/v1/procedures").json()["items"]
    one = client.get(f"/api/v1/procedures/{listed[0]['name']}", {"day": "2026-09-01"}).json()

    assert len(listed) > 3 and one["components"] and one["label"]
    assert client.get("/api/v1/procedures/khong.co").json()["code"] == "no_procedure"


def test_a_figure_that_cannot_be_given_says_why(there: SimpleNamespace) -> None:
    client = caller(there.users["province_officer"])
    asked = "/api/v1/figures/poverty.poor_households"

    assert client.get(asked, {"place": there.province.pk, "year": 2023}).status_code in (200, 409)
    assert client.get(asked, {"place": "nơi nào đó", "year": 2023}).json()["code"] == "no_place"
    assert client.get(asked, {"place": there.province.pk}).json()["code"] == "bad_period"
    assert client.get(asked, {"place": there.province.pk, "month": 202313}).json()["code"] == "bad_period"
    assert client.get("/api/v1/figures/khong.co", {"place": "84", "year": 2023}).json()["code"] == "no_indicator"


def test_the_description_is_readable_and_names_a_code_for_every_refusal(there: SimpleNamespace) -> None:
    answer = caller(there.users["auditor"]).get("/api/v1/openapi.json")

    assert answer.status_code == 200 and "Thủ tục, hồ sơ" in answer.content.decode()
    for address, route in answer.json()["paths"].items():
        for method, told in route.items():
            assert {"200"} < set(told["responses"]), (method, address)


def test_every_route_is_told_in_the_docs() -> None:
    told = (Path(settings.PACKAGE).parent / "docs" / "api.md").read_text()

    described = api.get_openapi_schema(path_prefix="/api/v1/")

    missing = [
        f"{method.upper()} {address}"
        for address, route in described["paths"].items()
        for method in route
        if f"`{method.upper()} {address}`" not in told
    ]
    assert missing == []


def test_what_a_person_does_with_tokens_on_the_page(there: SimpleNamespace, as_user: Any) -> None:
    client = as_user(there.users["commune_officer"])
    day = date.today() + timedelta(days=20)

    made = client.post("/toi/ma-api/", {"purpose": "Một cửa", "to_day": f"{day:%d/%m/%Y}"}).content.decode()
    again = client.get("/toi/ma-api/").content.decode()
    token = ApiToken.objects.get(user=there.users["commune_officer"])
    other = as_user(there.other_officer).post(f"/toi/ma-api/{token.pk}/ket-thuc/")
    ended = client.post(f"/toi/ma-api/{token.pk}/ket-thuc/", follow=True).content.decode()

    secret = made.partition('value="ansinh_')[2].partition('"')[0]
    assert secret and secret not in again and "Một cửa" in again
    assert other.status_code == 404 and "Đã kết thúc mã" in ended


@pytest.mark.parametrize("role", ["commune_officer", "province_officer", "administrator"])
@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode))
@pytest.mark.filterwarnings("ignore")
def test_no_request_breaks_it_and_every_answer_is_as_described(
    there: SimpleNamespace, server: Any, role: str, mode: Any
) -> None:
    schema = schemathesis.openapi.from_dict(api.get_openapi_schema(path_prefix="/api/v1/"))
    schema.app = server
    bearer = {"Authorization": f"Bearer {token_for(there.users[role])}"}
    tried = 0

    for found in schema.get_all_operations():
        operation = found.ok()

        @hypothesis_settings(
            max_examples=EXAMPLES, derandomize=True, database=None, deadline=None, phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=operation.as_strategy(generation_mode=mode))
        def holds(case: Any) -> None:
            nonlocal tried
            tried += 1
            caches["limits"].clear()
            answer = case.call(headers=bearer)
            case.validate_response(answer, headers=bearer, excluded_checks=[ignored_auth])

        with suppress(Unsatisfiable):  # nothing can be wrong about a route that takes nothing
            holds()

    assert tried > 50
