"""Commands of the house as a person runs them, in a process of their own."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

PROJECT = Path(__file__).parents[1]
_EACH = """
import io, json, sys, django
django.setup()
from django.core.management import CommandError, call_command
for words in json.loads(sys.argv[1]):
    told = io.StringIO()
    try:
        call_command(*words, stdout=told, stderr=told)
        said = told.getvalue()
    except CommandError as refused:
        said = f"REFUSED {refused}"
    print(json.dumps(said), flush=True)
"""


def run(environment: Mapping[str, str], *words: str, timeout: int = 120) -> str:
    """What Python says, run with these words."""
    whole = {"PYTHONPATH": str(PROJECT), "DJANGO_SETTINGS_MODULE": "ansinh.web.settings", **environment}
    done = subprocess.run(
        [sys.executable, *words], env=whole, capture_output=True, text=True, timeout=timeout, check=False
    )
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


def each(environment: Mapping[str, str], *commands: Sequence[str | Path]) -> list[str]:
    """What each command says, one after another in one process, for a start costs seconds; a refusal begins with REFUSED."""
    asked = json.dumps([[str(word) for word in command] for command in commands])
    return [json.loads(line) for line in run(environment, "-c", _EACH, asked).splitlines()]
