"""What holds in every test: no network but loopback, an unknown template variable is an error, somebody always acts."""

import ipaddress
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.template.base import Variable, VariableDoesNotExist

_connect = socket.socket.connect


def _connect_on_loopback_only(self: socket.socket, address: Any) -> Any:
    if isinstance(address, tuple):
        host = address[0]
        if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
            raise ConnectionRefusedError(f"a test reached for {host}: only loopback is allowed")
    return _connect(self, address)


@pytest.fixture(autouse=True, scope="session")
def _only_loopback() -> Iterator[None]:
    socket.socket.connect = _connect_on_loopback_only  # type: ignore[method-assign]
    yield
    socket.socket.connect = _connect  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def _unknown_template_variables_are_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Django prints nothing for a variable that is not there; here it is an error, except inside {% if %} and |default."""
    resolve = Variable.resolve

    def resolve_or_fail(self: Variable, context: Any) -> Any:
        try:
            return resolve(self, context)
        except VariableDoesNotExist as missing:
            name = getattr(getattr(context, "template", None), "origin", "")
            if self.lookups and _is_asked_plainly(self):
                raise AssertionError(f"unknown template variable {self.var} in {name}: {missing}") from missing
            raise

    monkeypatch.setattr(Variable, "resolve", resolve_or_fail)


def _is_asked_plainly(variable: Variable) -> bool:
    """Whether the variable stands alone in a template ({{ it }}, {% for .. in it %}), not in a condition or before |default."""
    import sys

    frame = sys._getframe(2)
    while frame is not None and frame.f_code.co_filename.endswith(("django/template/base.py", "conftest.py")):
        names = frame.f_code.co_name
        if names == "resolve" and frame.f_locals.get("ignore_failures"):
            return False
        expression = frame.f_locals.get("self")
        filters = getattr(expression, "filters", None) or []
        if any(getattr(function, "__name__", "") in ("default", "default_if_none") for function, _ in filters):
            return False
        frame = frame.f_back  # type: ignore[assignment]
    return True
