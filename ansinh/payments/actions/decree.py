"""Letting drafted values of the law in: kept as a local file that is read beside the house's own."""

import hashlib
import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify

from ansinh.core import audit
from ansinh.core.access import current_scope
from ansinh.core.names import fold
from ansinh.law.local import DraftRefused, read_decree, refuse_bad
from ansinh.law.reader import LawError

from .standing import PaymentRefused, acting_for


def let_in(*, draft: Path, reason: str, by: Any) -> Path:
    """The drafted file kept in `DATA/law`; its values count at once, with their status, and are paid only as far as they are
    accepted. Raises PaymentRefused for a draft that may not be, NoAccess."""
    province = min(current_scope().provinces, default="")
    acting_for(by, province, "province_leader")
    if not reason.strip():
        raise PaymentRefused("Chưa đưa mức mới vào: ghi lý do (số, ngày văn bản đã ký).")
    try:
        decree = read_decree(draft)
        refuse_bad(decree)
    except (LawError, DraftRefused) as refused:
        raise PaymentRefused(str(refused)) from refused
    kept = settings.DATA / "law" / f"{slugify(fold(decree.act)) or 'muc-moi'}-{decree.first_day:%Y%m%d}.yaml"
    with transaction.atomic():
        audit.record(
            "let_in_law",
            f"law:{decree.act}"[:80],
            place_id=province,
            reason=reason.strip(),
            detail={
                "file": kept.name,
                "sha256": hashlib.sha256(decree.text.encode()).hexdigest(),
                "values": [f"{value.name} từ {value.from_day} ({value.status}): {value.reference}" for value in decree.values],
                "by": current_scope().actor,
            },
        )  # fmt: skip
        _write_new(kept, decree.text)
    return kept


def _write_new(path: Path, text: str) -> None:
    """The file whole or not at all; never over another."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        raise PaymentRefused(
            f"«{path.name}» đã được đưa vào trước đây. Muốn đổi, ghi giá trị mới ở một tệp khác với ngày biết sau đó."
        )
    partial = path.with_suffix(".partial")
    partial.write_text(text, encoding="utf-8")
    os.link(partial, path)
    partial.unlink()
