"""The power goes in the middle of a long act: nothing half-written stays, and the act is done again as if it were the first time."""

import csv
import io
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.core.management import call_command
from django.db import connection

from ansinh.core.access import acting_as_system
from ansinh.core.models import AuditEvent
from ansinh.indicators import factories as figures
from ansinh.indicators.models import Snapshot
from ansinh.people import factories
from ansinh.people.models import Household, ImportedFile, Membership, Person, Residence

ROWS = 600
_DIE = """
import os, signal, sys
import django
django.setup()
from importlib import import_module
from django.core.management import call_command
room, _, name = sys.argv[1].rpartition(".")
setattr(import_module(room), name, lambda *told, **more: os.kill(os.getpid(), signal.SIGKILL))
call_command(*sys.argv[2:])
"""


def killed(at: str, *command: str, snapshots: Path | None = None) -> int:
    """The exit code of a command ended, as by the kernel, the moment it comes to a function."""
    told = connection.settings_dict
    address = str(told["NAME"])
    if connection.vendor == "postgresql":
        address = f"postgresql://{told['USER']}@{quote(told['HOST'], safe='')}/{told['NAME']}"
    env = {
        **os.environ,
        "ANSINH_DATABASE": address,
        "DJANGO_SETTINGS_MODULE": "ansinh.web.settings",
        "PYTHONPATH": str(Path(__file__).parents[2]),
        **({"ANSINH_SNAPSHOTS": str(snapshots)} if snapshots else {}),
    }
    done = subprocess.run(
        [sys.executable, "-c", _DIE, at, *command], env=env, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode


def list_of_people(path: Path) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["Mã hộ", "Họ và tên", "Quan hệ với chủ hộ", "Ngày sinh", "Giới tính", "Số CCCD", "Xã, phường"])
        for row in range(ROWS):
            role = "Con" if row % 3 else "Chủ hộ"
            out.writerow([f"H{row // 3}", "Kim Văn Sóc", role, "03/02/1978", "Nam", f"084078{row:06d}", "29242"])
    return path


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "at",
    [
        "ansinh.people.actions.imports._found",
        "ansinh.people.actions.imports._join",
        "ansinh.core.audit.record",
    ],
)
def test_an_import_killed_halfway_leaves_nothing_and_runs_again(at: str, tmp_path: Path) -> None:
    with acting_as_system("kiểm thử"):
        factories.long_duc()
    path = list_of_people(tmp_path / "ds.csv")
    command = ("people", "import", str(path), "--on", "01/03/2026")

    code = killed(at, *command)

    assert code == -signal.SIGKILL
    for model in (Person, Household, Membership, Residence, ImportedFile, AuditEvent):
        assert not model._base_manager.exists(), model
    call_command(*command, stdout=io.StringIO())
    assert (Person._base_manager.count(), Household._base_manager.count()) == (ROWS, ROWS // 3)
    assert Membership._base_manager.filter(role="head").count() == ROWS // 3


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("at", ["ansinh.indicators.jobs.write_figures", "ansinh.indicators.actions.record"])
def test_a_snapshot_killed_halfway_is_never_listed_and_is_taken_again(at: str, tmp_path: Path, settings: Any) -> None:
    settings.SNAPSHOTS = tmp_path
    with acting_as_system("kiểm thử"):
        situation = figures.reviewed_province(households=8)

        code = killed(at, "snapshot", "take", situation.province.slug, snapshots=tmp_path)

        assert code == -signal.SIGKILL
        assert not Snapshot.objects.exists()
        taken = situation.snapshot()
        assert Path(taken.folder).is_dir() and list(Snapshot.objects.all()) == [taken]
