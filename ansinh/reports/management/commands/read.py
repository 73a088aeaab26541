"""`ansinh read FILE...`: claims and findings. `ansinh read --score DIR`: against annotations. Both with `--json`."""

import json
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from ansinh.reading.readers import Unreadable
from ansinh.reading.reading import Reading, as_dict, house_mapper, read_one
from ansinh.reading.score import STAGES, Score, score
from ansinh.reports.words import CLAIM_KINDS

MARKS = {"inconsistent": "✗", "cannot_tell": "?", "ok": "✓"}
COMPARATORS = {"exact": "", "about": "≈", "over": ">", "under": "<", "nearly": "≲", "range": ""}
STAGES_VI = {
    "value": "giá trị",
    "unit": "đơn vị",
    "kind": "loại",
    "comparator": "hơn, gần, khoảng",
    "year": "năm",
    "indicator": "chỉ tiêu trong ngành",
    "outside": "ngoài ngành để trống",
}
AHEAD = (
    64  # files handed to the workers before their answers are printed: memory stays the same over ten thousand files
)


class Command(BaseCommand):
    help = "Đọc báo cáo nhận được: số liệu kèm chứng cứ, và những chỗ không khớp. --score: chấm với bản chú giải."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "files", nargs="*", metavar="TỆP", help="tệp .txt .html .docx .doc .odt .pdf .xlsx .xls, ảnh quét"
        )
        parser.add_argument("--score", metavar="THƯ MỤC", help="thư mục có TÊN.txt và gold/TÊN.json")
        parser.add_argument("--json", action="store_true", help="in dạng máy đọc")
        parser.add_argument("--findings", action="store_true", help="chỉ in các phát hiện")
        parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="số tiến trình đọc cùng lúc")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["score"]:
            self._score(Path(options["score"]), options["json"])
        elif options["files"]:
            self._read([Path(name) for name in options["files"]], options)
        else:
            raise CommandError("Cần tên tệp: ansinh read bao-cao.docx; hoặc chấm điểm: ansinh read --score THƯ-MỤC")

    def _read(self, paths: list[Path], options: dict[str, Any]) -> None:
        unread = 0
        if options["json"]:
            self.stdout.write("[", ending="")
        progress = tqdm(
            total=len(paths), unit="tệp", file=sys.stderr, disable=len(paths) < 5 or not sys.stderr.isatty()
        )
        for number, (path, told) in enumerate(_readings(paths, options["jobs"])):
            progress.update()
            unread += isinstance(told, str)
            if options["json"]:
                row = {"file": str(path), "error": told} if isinstance(told, str) else told
                self.stdout.write((",\n" if number else "") + json.dumps(row, ensure_ascii=False), ending="")
            elif isinstance(told, str):
                self.stderr.write(told)
            else:
                self._show(told, only_findings=options["findings"])
        progress.close()
        if options["json"]:
            self.stdout.write("]")
        if unread:
            others = " Các tệp khác đã đọc xong." if unread < len(paths) else ""
            raise CommandError(f"{unread}/{len(paths)} tệp chưa đọc được; lý do ở trên.{others}")

    def _show(self, told: dict[str, Any], *, only_findings: bool) -> None:
        claims = told["claims"]
        inside = sum(1 for claim in claims if claim["indicator"])
        where = ", ".join(filter(None, (told["place"] or "chưa rõ nơi", told["period"] or "chưa rõ kỳ")))
        self.stdout.write(f"\n{told['file']}: {where}; {len(claims)} số liệu, {inside} thuộc chỉ tiêu của ngành")
        for note in told["notes"]:
            self.stdout.write(f"  ! {note}")
        for finding in told["findings"]:
            if not only_findings or finding["verdict"] == "inconsistent":
                self.stdout.write(f"  {MARKS[finding['verdict']]} {finding['said']}")
                self.stdout.write(f"      {finding['computation']}")
        if only_findings:
            return
        for claim in claims:
            number = COMPARATORS[claim["comparator"]] + _number(claim)
            named = claim["figure"] if claim["indicator"] else f"({claim['outside'] or 'chưa rõ'})"
            quote = " ".join(claim["quote"].split())
            self.stdout.write(
                f"  {number:>22}  {CLAIM_KINDS[claim['kind']][0]:<11} {claim['period']:<9} {named:<44} {quote[:70]}"
            )

    def _score(self, folder: Path, as_json: bool) -> None:
        mapper = house_mapper()
        try:
            total, files = score(folder, lambda path: read_one(path, mapper), mapper.catalogue)
        except FileNotFoundError as missing:
            raise CommandError(str(missing)) from missing
        if as_json:
            told = {"total": total.as_dict(), "files": {name: one.as_dict() for name, one in files.items()}}
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
            return
        for name, one in files.items():
            self._show_score(name, one)
            for line in one.missed:
                self.stdout.write(f"    {line}")
        self._show_score("TẤT CẢ", total)

    def _show_score(self, name: str, told: Score) -> None:
        numbers = told.as_dict()
        claims, findings = numbers["claims"], numbers["findings"]
        stages = "; ".join(f"{STAGES_VI[stage]} {_percent(numbers[stage])}" for stage in STAGES)
        self.stdout.write(
            f"{name}: số liệu P {_percent(claims['precision'])} R {_percent(claims['recall'])} F1 {_percent(claims['f1'])}; "
            f"{stages}; phát hiện P {_percent(findings['precision'])} R {_percent(findings['recall'])}"
        )


def _readings(paths: list[Path], jobs: int) -> Iterator[tuple[Path, dict[str, Any] | str]]:
    """Each file's reading as plain values, or why it could not be read, in the order asked. A file that kills its process is named; the
    others go on."""
    if jobs < 2 or len(paths) < 4:
        yield from ((path, _read(path)) for path in paths)
        return
    waiting, workers = iter(paths), ProcessPoolExecutor(max_workers=jobs)
    ahead = [(path, workers.submit(_read, path)) for path in islice(waiting, AHEAD)]
    while ahead:
        path, answer = ahead.pop(0)
        try:
            yield path, answer.result()
        except BrokenProcessPool:
            workers = ProcessPoolExecutor(max_workers=jobs)
            ahead = [(other, workers.submit(_read, other)) for other, _ in ahead]
            yield path, _read_alone(path)
        ahead += [(path, workers.submit(_read, path)) for path in islice(waiting, 1)]
    workers.shutdown()


def _read_alone(path: Path) -> dict[str, Any] | str:
    """One file in a process of its own: whose fault it was that a process ended."""
    try:
        with ProcessPoolExecutor(max_workers=1) as alone:
            return alone.submit(_read, path).result()
    except BrokenProcessPool:
        return f"Không đọc được «{path}»: tệp làm tiến trình đọc bị dừng (có thể hết bộ nhớ). Tách tệp, hoặc chuyển sang .docx rồi đọc lại."


def _read(path: Path) -> dict[str, Any] | str:
    mapper = house_mapper()
    try:
        reading: Reading = read_one(path, mapper)
    except Unreadable as reason:
        return str(reason)
    return as_dict(reading, mapper.catalogue)


def _number(claim: dict[str, Any]) -> str:
    low, high = (_written(claim.get(name)) for name in ("value", "value_max"))
    return f"{low}–{high} {claim['unit_said']}" if high else f"{low} {claim['unit_said']}"


def _written(value: float | None) -> str:
    return "" if value is None else f"{value:,}".translate(str.maketrans(",.", ".,"))


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value * 100:.1f}".replace(".", ",")
