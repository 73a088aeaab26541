"""What the field brings back: submissions of the XLSForm from ODK or Kobo, as JSON or as CSV with its repeats, shown before they go in."""

import csv
import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from charset_normalizer import from_bytes

from ansinh.core.access import NoAccess
from ansinh.core.cells import csv_writer, own_text
from ansinh.core.days import read_day
from ansinh.core.numbers import decimal, grouped
from ansinh.poverty.actions import ReviewRefused, fill_form_a, fill_form_b
from ansinh.poverty.actions.answers import FORM_B, MEMBER, REVIEW_ANSWERS, kind_of
from ansinh.poverty.models import Campaign, FormB, FormBMember, Review

YES = {"yes": True, "true": True, "1": True, "có": True, "co": True}
NO = {"no": False, "false": False, "0": False, "2": False, "không": False, "khong": False}
LARGEST = 10**12
UNPACKED_BYTES = 200_000_000
STATUSES = {"new": "sẽ ghi", "changed": "sẽ thay", "same": "không đổi", "refused": "trả lại"}


class UnreadableFile(ReviewRefused):
    """A file of submissions that cannot be read; says what was found and what is expected."""


@dataclass
class Submission:
    """One submission: where it stood in the file, the household it names, its answers and members as brought back."""

    number: int
    household: str
    answers: dict[str, Any]
    members: list[dict[str, Any]]


@dataclass
class Verdict:
    """What will happen with one submission, and why."""

    submission: Submission
    status: str
    says: list[str] = field(default_factory=list)
    review: Review | None = None
    household: dict[str, Any] = field(default_factory=dict)
    form: dict[str, Any] | None = None
    members: list[dict[str, Any]] = field(default_factory=list)

    def line(self) -> str:
        """As shown in the preview."""
        told = f": {' '.join(self.says)}" if self.says else ""
        return f"Dòng {self.submission.number}, hộ {self.submission.household or '(không ghi mã)'} – {STATUSES[self.status]}{told}"


def read_submissions(files: Mapping[str, bytes]) -> list[Submission]:
    """The submissions of one upload: a JSON file, a ZIP of CSV files, or CSV files (the main one and its repeat). Raises UnreadableFile."""
    opened = dict(_opened(files))
    if not opened:
        raise UnreadableFile(
            "Không có tệp nào để đọc. Chọn tệp JSON, hoặc tệp CSV kèm tệp CSV thành viên, hoặc tệp ZIP xuất từ ODK, Kobo."
        )
    found: list[Submission] = []
    tables: dict[str, list[dict[str, str]]] = {}
    for name, content in opened.items():
        if name.lower().endswith(".json"):
            found += _from_json(name, content)
        else:
            tables[name] = _rows(name, content)
    return found + (_from_tables(tables) if tables else [])


def preview(campaign: Campaign, submissions: Iterable[Submission]) -> list[Verdict]:
    """What each submission would do, row by row; nothing is written. The second submission of a household in one file is refused."""
    reviews = {
        r.household.code: r
        for r in Review.objects.filter(campaign=campaign).select_related(
            "household", "commune_review__campaign", "commune"
        )
    }
    seen: dict[str, int] = {}
    verdicts = []
    for submission in submissions:
        verdict = _judge(submission, reviews.get(submission.household), campaign)
        if (
            first := seen.setdefault(submission.household, submission.number)
        ) != submission.number and verdict.status != "refused":
            verdict.status, verdict.says = "refused", [f"Hộ này đã có ở dòng {first} của tệp. Giữ một dòng."]
        verdicts.append(verdict)
    return verdicts


def take_in(*, campaign: Campaign, submissions: Iterable[Submission], by: Any) -> list[Verdict]:
    """The good submissions written, each in its own transaction; the bad ones come back with the reason. The same file twice changes nothing."""
    verdicts = preview(campaign, submissions)
    for verdict in verdicts:
        if verdict.status not in ("new", "changed"):
            continue
        assert verdict.review is not None
        try:
            if verdict.form is None:
                fill_form_a(review=verdict.review, answers=verdict.household, by=by)
            else:
                fill_form_b(
                    review=verdict.review,
                    answers=verdict.form,
                    members=verdict.members,
                    household=verdict.household,
                    by=by,
                )
        except (ReviewRefused, NoAccess) as refused:
            verdict.status, verdict.says = "refused", [str(refused)]
    return verdicts


def returned_rows(verdicts: Iterable[Verdict]) -> bytes:
    """The refused submissions as CSV, every answer as it came and the reason beside it, to be put right and brought again."""
    bad = [verdict for verdict in verdicts if verdict.status == "refused"]
    names = list(dict.fromkeys(name for verdict in bad for name in verdict.submission.answers))
    out = io.StringIO()
    writer = csv_writer(out)
    writer.writerow(["dong", "household", "ly_do", *names, "members"])
    for verdict in bad:
        given = verdict.submission
        members = json.dumps(given.members, ensure_ascii=False, default=str) if given.members else ""
        writer.writerow(
            [
                given.number,
                given.household,
                " ".join(verdict.says),
                *(given.answers.get(name, "") for name in names),
                members,
            ]
        )
    return "\ufeff".encode() + out.getvalue().encode()


def _judge(submission: Submission, review: Review | None, campaign: Campaign) -> Verdict:
    if not submission.household:
        return Verdict(submission, "refused", ["Không có mã hộ. Chọn hộ trong danh sách kèm theo phiếu."])
    if review is None:
        return Verdict(
            submission,
            "refused",
            [
                f"Mã hộ «{submission.household}» không có trong danh sách của {campaign}. Kiểm tra mã hộ hoặc lập lại danh sách."
            ],
        )
    if review.is_signed:
        return Verdict(
            submission,
            "refused",
            [
                f"Hộ {review.head_name} đã ký công nhận theo Quyết định {review.decision_number}. Lập rà soát thường xuyên nếu cần sửa."
            ],
        )
    household, wrong = _typed(submission.answers, REVIEW_ANSWERS, Review)
    form, wrong_form = _typed(submission.answers, FORM_B, FormB)
    members = [_typed(member, MEMBER, FormBMember) for member in submission.members]
    wrong += wrong_form + [
        f"Người thứ {number}: {said}" for number, (_, faults) in enumerate(members, 1) for said in faults
    ]
    verdict = Verdict(submission, "refused", wrong, review, household, form if any(v is not None for v in form.values()) or members else None,
                      [{"line": number, **member} for number, (member, _) in enumerate(members, 1)])  # fmt: skip
    if not wrong:
        verdict.status = _change(verdict, review)
    return verdict


def _change(verdict: Verdict, review: Review) -> str:
    same_household = all(getattr(review, name) == value for name, value in verdict.household.items())
    stored = FormB.objects.filter(review=review).values(*FORM_B).first()
    if verdict.form is None:
        return (
            "same"
            if same_household
            else ("new" if review.typed_by_id is None and review.surveyed_on is None else "changed")
        )
    if stored is None:
        return "new"
    same_form = all(stored[name] == verdict.form.get(name) for name in FORM_B)
    lines = list(FormBMember.objects.filter(review=review).order_by("line").values(*MEMBER))
    blank = {f.attname: f.get_default() for f in FormBMember._meta.concrete_fields if f.attname in MEMBER}
    same_members = lines == [{**blank, **member} for member in verdict.members]
    return "same" if same_household and same_form and same_members else "changed"


def _typed(given: Mapping[str, Any], names: Iterable[str], model: Any) -> tuple[dict[str, Any], list[str]]:
    """The answers a model has, each in its kind, and what could not be read."""
    read: dict[str, Any] = {}
    wrong: list[str] = []
    for name in names:
        if name not in given:
            continue
        try:
            value = _value(given[name], name, model)
        except ValueError as error:
            wrong.append(f"Ô «{name}»: {error}")
            continue
        if value is not None or model is not FormBMember or model._meta.get_field(name).null:
            read[name] = value if value is not None or model._meta.get_field(name).null else ""
    return read, wrong


def _value(raw: Any, name: str, model: Any) -> Any:
    text = str(raw).strip() if raw is not None else ""
    if text in ("", "nan", "None"):
        return None
    if name.startswith("policies_"):
        codes = [str(part) for part in (raw if isinstance(raw, list) else text.split())]
        if strange := next((code for code in codes if not code.isdecimal()), ""):
            raise ValueError(f"«{strange}» không phải mã chính sách. Ghi các số mã, cách nhau dấu cách.")
        return sorted(int(code) for code in codes)
    match str(kind_of(model, name)):
        case "bool":
            if text.casefold() in YES | NO:
                return (YES | NO)[text.casefold()]
            raise ValueError(f"«{text}» không phải có (yes) hoặc không (no).")
        case "int64":
            try:
                number = float(text)
            except ValueError:
                raise ValueError(f"«{text}» không phải số.") from None
            if not abs(number) < LARGEST:
                raise ValueError(f"«{text}» không phải một số có thật. Xem lại phiếu.")
            if number != int(number):
                raise ValueError(f"{decimal(number)} không phải số nguyên.")
            return int(number)
        case "date32[day]":
            return raw if isinstance(raw, date) else read_day(text)
    return text


def _opened(files: Mapping[str, bytes]) -> Iterable[tuple[str, bytes]]:
    for name, content in files.items():
        if zipfile.is_zipfile(io.BytesIO(content)):
            try:
                yield from _unpacked(name, content)
            except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError) as error:
                raise UnreadableFile(
                    f"Không mở được tệp ZIP «{Path(name).name}» (hỏng hoặc có mật khẩu: {error}). Xuất lại từ ODK hoặc Kobo."
                ) from None
        else:
            yield Path(name).name, content


def _unpacked(name: str, content: bytes) -> Iterable[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        wanted = [one for one in archive.infolist() if one.filename.lower().endswith((".csv", ".json"))]
        if (size := sum(one.file_size for one in wanted)) > UNPACKED_BYTES:
            raise UnreadableFile(
                f"Tệp ZIP «{Path(name).name}» mở ra {grouped(size // 1_000_000)} MB, nhiều nhất {UNPACKED_BYTES // 1_000_000} MB. Chia nhỏ ra."
            )
        for one in wanted:
            yield Path(one.filename).name, archive.read(one)


def _text(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        best = from_bytes(content).best()
        if best is None:
            raise UnreadableFile(f"Không đọc được bảng mã của tệp «{name}». Lưu lại tệp bằng UTF-8.") from None
        return str(best)


def _from_json(name: str, content: bytes) -> list[Submission]:
    try:
        given = json.loads(_text(name, content))
    except json.JSONDecodeError as error:
        raise UnreadableFile(
            f"Tệp «{name}» không phải JSON (dòng {error.lineno}, cột {error.colno}). Xuất lại từ ODK hoặc Kobo."
        ) from None
    except RecursionError:
        raise UnreadableFile(f"Tệp «{name}» lồng quá sâu, không phải phiếu. Xuất lại từ ODK hoặc Kobo.") from None
    if isinstance(given, dict):
        given = next(
            (given[key] for key in ("results", "value", "submissions") if isinstance(given.get(key), list)), [given]
        )
    records = [record for record in given if isinstance(record, dict)] if isinstance(given, list) else []
    if not records:
        raise UnreadableFile(f"Tệp «{name}» không có phiếu nào. Xuất lại từ ODK hoặc Kobo.")
    return [_submission(number, record) for number, record in enumerate(records, 1)]


def _submission(number: int, record: Mapping[str, Any]) -> Submission:
    flat = _flat(record)
    members = [_flat(member) for member in flat.pop("members", None) or [] if isinstance(member, dict)]
    return Submission(number, str(flat.get("household") or "").strip(), flat, members)


def _flat(record: Mapping[str, Any]) -> dict[str, Any]:
    """Answers by their own name: groups opened, paths (`form_a/a_vehicle`, `form_a-a_vehicle`) cut to their last part."""
    flat: dict[str, Any] = {}
    for key, value in record.items():
        if isinstance(value, dict) and not key.startswith(("_", "@")):
            flat |= _flat(value)
        elif value is not None or key not in flat:
            flat[_last(key)] = value
    return flat


def _last(key: str) -> str:
    return key.rsplit("/", 1)[-1].rsplit("-", 1)[-1].rsplit("::", 1)[-1]


def _rows(name: str, content: bytes) -> list[dict[str, str]]:
    text = _text(name, content)
    if "\x00" in text:
        raise UnreadableFile(f"Tệp «{name}» không phải CSV. Xuất lại từ ODK hoặc Kobo ở dạng CSV.")
    first = text.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    try:
        rows = list(csv.DictReader(io.StringIO(text), delimiter=separator, restval=""))
    except csv.Error:
        raise UnreadableFile(
            f"Tệp «{name}» có một ô dài hơn {grouped(csv.field_size_limit())} ký tự, nên không phải bảng phiếu. Xuất lại từ ODK hoặc Kobo ở dạng CSV."
        ) from None
    return [{key: own_text(cell) if isinstance(cell, str) else cell for key, cell in row.items()} for row in rows]


def _from_tables(tables: Mapping[str, list[dict[str, str]]]) -> list[Submission]:
    mains = {name: rows for name, rows in tables.items() if rows and not _parent_column(rows[0])}
    if not mains:
        raise UnreadableFile(f"Không thấy bảng phiếu chính trong {', '.join(tables)}. Cần tệp có cột household và KEY.")
    members: dict[str, list[dict[str, Any]]] = {}
    for rows in tables.values():
        if rows and (parent := _parent_column(rows[0])):
            for row in rows:
                members.setdefault(row[parent], []).append(_flat(row))
    found: list[Submission] = []
    for name, rows in mains.items():
        if not any(_last(column) == "household" for column in rows[0]):
            raise UnreadableFile(
                f"Tệp «{name}» không có cột household. Có: {', '.join(list(rows[0])[:8])}. Dùng tệp xuất từ phiếu của hệ thống."
            )
        for row in rows:
            flat = _flat(row)
            key = row.get("KEY") or row.get("_uuid") or row.get("_index") or ""
            carried = _carried(name, flat.pop("members")) if str(flat.get("members") or "").startswith("[") else []
            found.append(
                Submission(len(found) + 1, str(flat.get("household") or "").strip(), flat, members.get(key, carried))
            )
    return found


def _carried(name: str, text: str) -> list[dict[str, Any]]:
    """The members our own returned rows carry in one cell."""
    try:
        members = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        raise UnreadableFile(
            f"Tệp «{name}»: ô members «{text[:40]}…» bị sửa hỏng. Giữ nguyên ô đó như tệp trả lại."
        ) from None
    return [_flat(member) for member in members if isinstance(member, dict)]


def _parent_column(row: Mapping[str, str]) -> str:
    return next((name for name in ("PARENT_KEY", "_submission__uuid", "_parent_index") if name in row), "")
