"""The made-up merit archive: a file for everybody who holds a merit title, on shelves; a few lent, a few overdue or lost, some not scanned."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
from django.db import transaction
from django.utils import timezone

from ansinh.core import audit
from ansinh.core.database import insert_arrow, read_arrow
from ansinh.demo.accounts import Accounts
from ansinh.demo.dossiers import tell_sequences
from ansinh.demo.loading import PROVINCE
from ansinh.demo.population import random_for
from ansinh.dossiers.models import ArchiveFile, Loan
from ansinh.dossiers.models.archive import search_text, shelf_key

KIND_OF = {
    "war_invalid": "war_invalid", "war_invalid_b": "war_invalid", "sick_soldier": "sick_soldier", "heroic_mother": "heroic_mother", "hero": "hero",
    "revolutionary_before_1945_at_home": "revolutionary", "revolutionary_of_1945": "revolutionary", "toxic_chemical": "toxic_chemical",
    "toxic_chemical_child": "toxic_chemical", "imprisoned": "imprisoned", "helper_with_order": "helper", "helper_before_august_1945": "helper",
    "relative_of_martyr": "relative", "remarried_spouse_of_martyr": "relative", "survivor_of_invalid_from_61": "relative",
}  # fmt: skip
LETTERS = {
    "war_invalid": "TB", "sick_soldier": "BB", "heroic_mother": "BM", "hero": "AH", "revolutionary": "CM", "toxic_chemical": "HH",
    "imprisoned": "TD", "helper": "CC", "relative": "TN",
}  # fmt: skip
SCANNED, LOST, UNPLACED = 0.71, 0.0006, 0.004
A_BOX, A_SHELF, A_STORE = 40, 24, 8
LENT, OVERDUE, CAME_BACK = 14, 5, 30
BORROWERS = ("Phòng Người có công", "Thanh tra Sở", "Văn phòng Sở", "Đoàn khảo sát mẫu")


def load_archive(accounts: Accounts, seed: int) -> int:
    """The files of the province and its loan book; gives how many files."""
    rng = random_for(seed, "archive")
    categories = ", ".join(f"'{one}'" for one in KIND_OF)
    rows = read_arrow(f"""SELECT p.id, p.name, p.name_folded, p.name_key, p.birth_year, p.commune_id, c.full_name AS home, MIN(t.category) AS category
      FROM benefits_title t JOIN people_person p ON p.id = t.person_id JOIN places_place c ON c.id = p.commune_id
      WHERE t.category IN ({categories}) GROUP BY p.id, p.name, p.name_folded, p.name_key, p.birth_year, p.commune_id, c.full_name
      ORDER BY category, p.id""").to_pylist()
    state = np.where(rng.random(len(rows)) < LOST, "missing", "in_place")
    lent = rng.choice(len(rows), min(LENT, len(rows)), replace=False)
    state[lent] = "lent"
    with transaction.atomic():
        insert_arrow(ArchiveFile._meta.db_table, _files(rows, state, rng))
        _lend(np.sort(lent), len(rows), accounts, rng)
        tell_sequences(ArchiveFile)
        audit.record(
            "archive.load",
            f"province:{PROVINCE}",
            reason="Nạp kho lưu trữ mẫu theo cột",
            detail={"files": len(rows), "lent": len(lent)},
        )
    return len(rows)


def _files(rows: list[dict[str, Any]], state: np.ndarray, rng: np.random.Generator) -> pa.Table:
    kinds = [KIND_OF[row["category"]] for row in rows]
    numbers = [f"TV-{LETTERS[kind]}-{serial:05d}" for serial, kind in enumerate(kinds, start=1)]
    placed = rng.random(len(rows)) >= UNPLACED
    places = [_place(serial) if has else ("", "", "", "") for serial, has in enumerate(placed)]
    store, shelf, box, position = ([place[part] for place in places] for part in range(4))
    recorded = np.full(len(rows), np.datetime64("2022-12-01T08:00:00", "us"))
    return pa.table({
        "id": np.arange(1, len(rows) + 1), "number": numbers, "kind": kinds, "name": [row["name"] for row in rows],
        "name_folded": [row["name_folded"] for row in rows], "name_key": [row["name_key"] for row in rows],
        "birth_year": [row["birth_year"] for row in rows], "home": [row["home"] for row in rows], "person_id": [row["id"] for row in rows],
        "commune_id": [row["commune_id"] for row in rows], "province_id": [PROVINCE] * len(rows), "store": store, "shelf": shelf, "box": box,
        "position": position, "shelf_key": [shelf_key(*place) for place in places], "state": state, "is_scanned": rng.random(len(rows)) < SCANNED,
        "search": [search_text(row["name"], number, row["home"])[:500] for row, number in zip(rows, numbers, strict=True)],
        "note": [""] * len(rows), "recorded_at": pa.array(recorded).cast(pa.timestamp("us", "UTC")),
    })  # fmt: skip


def _place(serial: int) -> tuple[str, str, str, str]:
    box, position = divmod(serial, A_BOX)
    shelf, store = box // A_SHELF, box // A_SHELF // A_STORE
    return str(store + 1), str(shelf % A_STORE + 1), str(box + 1), str(position + 1)


def _lend(lent: np.ndarray, files: int, accounts: Accounts, rng: np.random.Generator) -> None:
    """The open loans, the first of them overdue, and some that came back."""
    today = timezone.localdate()
    loans: list[tuple[int, date, date, date | None]] = []
    for number, row in enumerate(lent.tolist()):
        due = today - timedelta(days=3 * (number + 1)) if number < OVERDUE else today + timedelta(days=number)
        loans.append((row, due - timedelta(days=15), due, None))
    others = np.setdiff1d(np.arange(files), lent)
    for row in rng.choice(others, min(CAME_BACK, len(others)), replace=False).tolist():
        day = today - timedelta(days=int(rng.integers(40, 400)))
        loans.append((row, day, day + timedelta(days=15), day + timedelta(days=int(rng.integers(2, 20)))))
    Loan._base_manager.bulk_create(
        Loan(
            file_id=row + 1, borrower="Người mượn mẫu", unit=BORROWERS[number % len(BORROWERS)], purpose="Đối chiếu hồ sơ gốc (mẫu)", lent_on=lent_on,
            due_on=due, returned_on=back, lent_by=accounts.officer, taken_back_by=accounts.officer if back else None,
        )
        for number, (row, lent_on, due, back) in enumerate(loans)
    )  # fmt: skip
