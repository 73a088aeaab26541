"""What holds in every test: no network but loopback, an unknown template variable is an error, somebody always acts."""

import ipaddress
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db.backends.base.operations import BaseDatabaseOperations
from django.template.base import FilterExpression, Variable, VariableDoesNotExist

LONGEST = ("test_demo.py", "test_demo_postgres.py", "test_backup_drill.py")
_connect = socket.socket.connect


def _connect_on_loopback_only(self: socket.socket, address: Any) -> Any:
    if isinstance(address, tuple):
        host = address[0]
        if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
            raise ConnectionRefusedError(f"a test reached for {host}: only loopback is allowed")
    return _connect(self, address)


def pytest_sessionstart() -> None:
    """A test run that was killed leaves its write-ahead log; beside a new database of the same name it would be read as its own."""
    named = Path(str(settings.DATABASES["default"].get("TEST", {}).get("NAME") or ""))
    if named.name:
        for left in [*named.parent.glob(f"{named.name}*-wal"), *named.parent.glob(f"{named.name}*-shm")]:
            if not left.with_name(left.name[:-4]).exists():
                left.unlink()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What works for minutes on installations of its own begins first: at the end it would leave one core waiting for the other. The
    rest stays as pytest-django puts it: tests that empty the test database last."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


@pytest.fixture(autouse=True, scope="session")
def _only_loopback() -> Iterator[None]:
    socket.socket.connect = _connect_on_loopback_only  # type: ignore[method-assign]
    yield
    socket.socket.connect = _connect  # type: ignore[method-assign]


@pytest.fixture(autouse=True, scope="session")
def _looks_of_tests_wait_elsewhere(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What tests look at never comes into the trail of this machine's own installation."""
    settings.LOOKED = tmp_path_factory.mktemp("looked")


@pytest.fixture(autouse=True, scope="session")
def _emptying_a_test_database_lifts_the_guards() -> Iterator[None]:
    """The trail refuses to be emptied; between tests that commit it must be."""
    from ansinh.core.append_only import lifted

    flush = BaseDatabaseOperations.execute_sql_flush

    def flush_unguarded(self: BaseDatabaseOperations, sql_list: Any) -> None:
        with lifted():
            flush(self, sql_list)

    BaseDatabaseOperations.execute_sql_flush = flush_unguarded  # type: ignore[method-assign]
    yield
    BaseDatabaseOperations.execute_sql_flush = flush  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def _unknown_template_variables_are_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Django prints nothing for a variable that is not there; here it is an error, except in conditions and before |default."""
    resolve = FilterExpression.resolve

    def resolve_or_fail(self: FilterExpression, context: Any, ignore_failures: bool = False) -> Any:
        has_default = any(function.__name__ in ("default", "default_if_none") for function, _ in self.filters)
        if isinstance(self.var, Variable) and not ignore_failures and not has_default:
            try:
                self.var.resolve(context)
            except VariableDoesNotExist as missing:
                raise AssertionError(f"unknown template variable {{{{ {self.token} }}}}: {missing}") from missing
        return resolve(self, context, ignore_failures)

    monkeypatch.setattr(FilterExpression, "resolve", resolve_or_fail)
