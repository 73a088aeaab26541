"""The command as a whole: what a newcomer's first mistakes give."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import load_command_class

MAKEFILE = (Path(__file__).resolve().parents[2] / "Makefile").read_text()


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "ANSINH_DATA": str(folder), "ANSINH_DATABASE": ""}
    return subprocess.run(
        [sys.executable, "-m", "ansinh", *words], capture_output=True, text=True, env=environment, check=False
    )


def test_before_anything_is_built_the_command_says_what_to_run_first(tmp_path: Path):
    done = run(tmp_path, "figure", "poverty.households", "--place", "tra-vinh", "--on", "2023-12-31")

    assert done.returncode == 1
    assert "ansinh migrate" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_command_is_told_from_the_others(tmp_path: Path):
    done = run(tmp_path, "figrue")

    assert done.returncode != 0
    assert "figure" in done.stderr


@pytest.mark.parametrize("line", re.findall(r"\$\(BIN\)/ansinh (demo|serve)(.*)", MAKEFILE))
def test_what_the_makefile_asks_of_the_command_it_knows(line: tuple[str, str]):
    verb, options = line
    app = {"demo": "ansinh.demo", "serve": "ansinh.core"}[verb]

    parser = load_command_class(app, verb).create_parser("ansinh", verb)

    assert parser.parse_args(options.replace("$(PORT)", "8123").split()).port == 8123
