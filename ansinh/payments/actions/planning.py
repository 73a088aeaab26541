"""A run planned: its inputs sealed and its lines worked out in a folder, before anybody signs. Discarded, and worked out again."""

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from ansinh.core import audit
from ansinh.core.days import month_text
from ansinh.law import law_version
from ansinh.payments.jobs.inputs import altered, benefits_of, folder_of, inputs_hash, keep_inputs, manifest_of
from ansinh.payments.jobs.plan import result_hash, worked_out_again, write_plan
from ansinh.payments.models import Opening, Run
from ansinh.payments.words import PROGRAMMES
from ansinh.places.models import Place

from .hands import acting_hand, held, must_stand
from .money import SIGNED, accepted_digests, purse_left
from .standing import PaymentRefused, acting_for

_LOCK = "lock"
_DRAFT = "draft-"


def plan(*, province: Place, programme: str, month: int, plan_day: date, by: Any) -> Run:
    """The month's run of a programme: inputs sealed, lines and orders worked out in its folder; nothing is in the ledger yet.

    Raises PaymentRefused for a programme that is not open, a month before the last signed one, a run that waits for its signature."""
    acting_hand("plan", by)
    acting_for(by, province.pk, "province_officer")
    opening = _opening(province, programme, month)
    number = _next_number(province, programme, month)
    with _draft() as folder:
        inputs = keep_inputs(
            province_id=province.pk,
            programme=programme,
            folder=folder / "inputs",
            months=(opening.month, month),
            about=_about(province, programme, month, number, plan_day),
        )
        result, totals = write_plan(folder)
        with transaction.atomic():
            _next_number(province, programme, month)
            try:
                run = Run.objects.create(
                    province=province, programme=programme, month=month, number=number, plan_day=plan_day, folder="",
                    inputs_hash=inputs, result_hash=result, law_version=law_version(), totals=totals, planned_by=by,
                )  # fmt: skip
            except IntegrityError:
                raise PaymentRefused(
                    f"Đợt {number} tháng {month_text(month)} vừa được người khác lập. Mở đợt đó."
                ) from None
            run.folder = str(run.pk)
            run.save(update_fields=["folder"])
            audit.record(
                "plan_run", f"run:{run.pk}", place_id=province.pk,
                detail={"month": month, "programme": programme, "number": number, "inputs": inputs, "result": result},
            )  # fmt: skip
            shutil.rmtree(folder_of(run), ignore_errors=True)
            folder.rename(folder_of(run))
        (folder_of(run) / _LOCK).unlink()
    return run


def discard(*, run: Run, reason: str = "", by: Any) -> Run:
    """A planned run set aside; its folder stays until the next plan. Raises PaymentRefused once it is signed."""
    acting_hand("plan", by)
    with transaction.atomic():
        run = held(run)
        must_stand(run, "planned", to_do="bỏ")
        run.state = "discarded"
        run.save(update_fields=["state"])
        audit.record("discard_run", f"run:{run.pk}", place_id=run.province_id, reason=reason)
    return run


def verify(run: Run) -> list[str]:
    """What is no longer as it was: files altered since they were sealed, or that come out differently when the run is worked out
    again from its inputs; one Vietnamese sentence each, none when every byte is the same."""
    folder = folder_of(run)
    if not (folder / "inputs").exists():
        return [f"Thư mục của đợt chi trả không còn: {folder}."]
    said = [f"Tệp đầu vào {name} đã bị sửa." for name in altered(folder / "inputs")]
    if inputs_hash(folder / "inputs") != run.inputs_hash:
        said.append("Đầu vào không phải là đầu vào lúc lập: mã băm khác.")
    if result_hash(folder) != run.result_hash:
        said.append("Danh sách trong thư mục không phải là danh sách lúc lập: mã băm khác.")
    if said:
        return said
    told = manifest_of(folder / "inputs")
    law = (
        "" if told["law_version"] == law_version() else f" (luật bản {told['law_version']}, nay là bản {law_version()})"
    )
    return [f"Tính lại từ đầu vào, tệp {name} khác{law}." for name in worked_out_again(folder)]


def _about(province: Place, programme: str, month: int, number: int, plan_day: date) -> dict[str, Any]:
    purses = sorted({one.purse for one in benefits_of(programme)})
    return {
        "number": number,
        "plan_day": plan_day.isoformat(),
        "accepted": accepted_digests(province.pk),
        "left_by_purse": {purse: purse_left(province.pk, purse, month) for purse in purses},
        "signed_runs": signed_runs(programme),
    }


def signed_runs(programme: str) -> list[str]:
    """The result of every signed run of a programme: when it changes, what was recognised has changed."""
    runs = Run._base_manager.filter(programme=programme, state__in=SIGNED)
    return sorted(runs.values_list("result_hash", flat=True))


def _opening(province: Place, programme: str, month: int) -> Opening:
    if programme not in PROGRAMMES or not benefits_of(programme):
        raise PaymentRefused(f"Không có chế độ nào của chương trình «{programme}». Có: {', '.join(PROGRAMMES)}.")
    opening = Opening.objects.filter(province=province, programme=programme).first()
    if opening is None:
        raise PaymentRefused(
            f"{PROGRAMMES[programme][0]} của {province} chưa mở sổ. Mở từ tháng bắt đầu chi trả rồi lập."
        )
    if month < opening.month:
        raise PaymentRefused(
            f"Tháng {month_text(month)} trước tháng mở sổ {month_text(opening.month)}: đã trả ở nơi khác. Lập từ tháng mở sổ."
        )
    return opening


def _next_number(province: Place, programme: str, month: int) -> int:
    """The number the month's next run has. Raises PaymentRefused when one waits for its signature, or a later month is signed."""
    runs = Run.objects.filter(province=province, programme=programme).exclude(state="discarded")
    if waiting := runs.filter(state="planned").first():
        raise PaymentRefused(f"{waiting} đã lập và chờ ký. Ký, hoặc bỏ danh sách đó rồi lập lại.")
    if later := runs.filter(month__gt=month).order_by("-month").first():
        raise PaymentRefused(
            f"{later} đã ký: tháng {month_text(month)} không lập thêm được, phần còn thiếu là truy lĩnh của đợt sau."
        )
    return runs.filter(month=month).count() + 1


@contextmanager
def _draft() -> Iterator[Path]:
    """A folder nobody else has, locked while it is written; what killed plans left behind goes first."""
    place = Path(settings.PAYRUNS)
    place.mkdir(parents=True, exist_ok=True)
    _sweep(place)
    folder = place / f"{_DRAFT}{secrets.token_hex(8)}"
    folder.mkdir()
    lock = os.open(folder / _LOCK, os.O_CREAT | os.O_RDWR)
    fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        yield folder
    finally:
        os.close(lock)
        shutil.rmtree(folder, ignore_errors=True)


def _sweep(place: Path) -> None:
    """Removes drafts whose writer is gone, and folders renamed by one who was killed before the run was in the database."""
    known = set(Run._base_manager.values_list("folder", flat=True))
    for folder in place.iterdir():
        lock = folder / _LOCK
        if folder.name in known or not lock.exists():
            continue
        with lock.open("r+") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            shutil.rmtree(folder, ignore_errors=True)
