"""`python -m tests.bench [--demo] [--write] [--only NAME ...]`: measures, prints the table, with --write into the docs."""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path

from .measuring import Line, apart, mebibytes, seconds

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "performance.md"
GROUPS = {
    "scoring": "Chấm điểm và phân loại cả tỉnh",
    "one": "Giải thích một hộ",
    "figures": "Chỉ tiêu, phân tổ và hồ sơ đứng sau",
    "report": "Báo cáo năm",
    "pages": "Thời gian máy chủ của các trang, SQLite",
    "big": "Mười triệu hộ trong bộ nhớ không đổi",
    "rights": "Quyền lợi của một triệu người trong một tháng",
    "month": "Cả tháng chi trả, từ cơ sở dữ liệu đến cơ sở dữ liệu",
    "nation": "Một tháng của cả nước, theo phần",
    "spark": "Cùng tháng ấy trên Spark",
    "reading": "Đọc báo cáo nhận được",
    "doubles": "Người trùng trong sổ",
    "evidence": "Bằng chứng về quy trình của một năm hồ sơ",
    "matching": "Kết nối người tìm việc và việc làm",
    "matching-million": "Một triệu người tìm việc, một trăm nghìn việc",
    "interviews": "Phỏng vấn của một phiên giao dịch việc làm",
    "load": "Năm mươi cán bộ làm việc mười phút",
    "demo": "Từ cài xong đến sẵn sàng",
}
WITHOUT_PROVINCE = (
    "rights",
    "month",
    "nation",
    "spark",
    "reading",
    "doubles",
    "interviews",
    "matching",
    "matching-million",
)
YEAR = 2023
Measure = Callable[[], list[Line]]


def main() -> None:
    asked = _asked()
    if asked.apart:
        _run_apart(*asked.apart)
        return
    with tempfile.TemporaryDirectory(prefix="ansinh-bench-") as name, ExitStack() as stack:
        folder = Path(name)
        groups = {}
        demo = _demo(folder) if asked.demo else []
        notes = []
        for key, measure in _every_measure(folder, stack, asked):
            if asked.only and key not in asked.only:
                continue
            try:
                groups[GROUPS[key]] = measure()
            except AssertionError as wrong:
                notes.append(f"{GROUPS[key]}: KHÔNG ĐO ĐƯỢC, kết quả sai: {wrong}")
                print(f"\n{notes[-1]}", file=sys.stderr, flush=True)
                continue
            _print(GROUPS[key], groups[GROUPS[key]])
        if demo:
            groups[GROUPS["demo"]] = demo
            _print(GROUPS["demo"], demo)
        if asked.write:
            _write(groups, notes)
        if notes:
            sys.exit(1)


def _write(groups: dict[str, list[Line]], notes: list[str]) -> None:
    """Each section of the document of which something was measured."""
    from .table import as_markdown, write_into

    sections = {"bench reading": {"reading"}, "bench doubles": {"doubles"}, "bench interviews": {"interviews"}}
    sections |= {"bench matching": {"matching"}, "bench matching million": {"matching-million"}}
    sections["bench paying"] = {*WITHOUT_PROVINCE}.difference(*sections.values())
    sections["bench load"] = {"load"}
    sections["bench"] = set(GROUPS) - {*WITHOUT_PROVINCE, "load"}
    for section, keys in sections.items():
        names = {GROUPS[key] for key in keys}
        own = {name: lines for name, lines in groups.items() if name in names}
        if own:
            write_into(DOCUMENT, as_markdown(own, notes), section)
            print(f"\n{DOCUMENT.relative_to(ROOT)}: {section}")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "--data", type=Path, help="data folder with the made-up province; default ANSINH_DATA or ./data"
    )
    parser.add_argument("--demo", action="store_true", help="also build the province anew and measure that")
    parser.add_argument("--write", action="store_true", help=f"write the table into {DOCUMENT.relative_to(ROOT)}")
    parser.add_argument("--only", nargs="+", choices=[key for key in GROUPS if key != "demo"], help="only these groups")
    parser.add_argument("--apart", nargs="+", help=argparse.SUPPRESS)
    return parser.parse_args()


def _every_measure(folder: Path, stack: ExitStack, asked: argparse.Namespace) -> Iterator[tuple[str, Measure]]:
    """Those of the made-up province when one of them is asked for, and those that draw their own people."""
    if not asked.only or set(asked.only) - set(WITHOUT_PROVINCE):
        yield from _measures(_province(folder, stack, asked.data), folder)
    else:
        empty = folder / "empty"
        empty.mkdir()
        _set_up(empty)
    from . import doubles, interviews, matching, nation, pay_month, reading, rights, rights_spark

    yield "reading", lambda: reading.measure(folder, _apart_command)
    yield "doubles", lambda: doubles.measure(folder, _apart_command)
    yield "interviews", interviews.measure
    yield "matching", lambda: matching.measure(folder, _apart_command)
    yield "matching-million", lambda: matching.measure_million(folder, _apart_command)
    yield "rights", lambda: rights.measure(folder, _apart_command)
    yield "month", lambda: pay_month.measure(folder, _apart_command)
    yield "nation", lambda: nation.measure(folder, _apart_command)
    yield "spark", lambda: rights_spark.measure(folder, _apart_command)


def _province(folder: Path, stack: ExitStack, asked: Path | None) -> Path:
    """A copy to work on of the made-up province, built first when there is none; Django is set up on it."""
    from .province import build_province, copied, has_province

    data = asked or Path(os.environ.get("ANSINH_DATA", ROOT / "data"))
    if not has_province(data):
        built = folder / "demo"
        if not has_province(built):
            print(f"{data} chưa có tỉnh mẫu: dựng một tỉnh trong thư mục tạm trước.", file=sys.stderr, flush=True)
            build_province(built)
        data = built
    work = stack.enter_context(copied(data.resolve(), folder))
    _set_up(work)
    return work


def _set_up(data: Path) -> None:
    os.environ["ANSINH_DATA"] = str(data)
    os.environ["DJANGO_SETTINGS_MODULE"] = "ansinh.web.settings"
    import_module("ansinh.web.wsgi")  # what a server loads, the way it does
    from django.conf import settings

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]


def _measures(data: Path, folder: Path) -> Iterator[tuple[str, Measure]]:
    from ansinh.core.access import acting_as_system
    from ansinh.indicators.models import Snapshot

    from . import big, evidence, figures, load, pages, papers, scoring

    with acting_as_system("đo tốc độ"):
        snapshot = Snapshot.objects.select_related("province").order_by("-taken_at").first()
    if snapshot is None:
        raise SystemExit(f"{data}: tỉnh mẫu chưa có ảnh chụp số liệu. Chụp: ansinh snapshot take tra-vinh.")
    records = Path(snapshot.folder) / "records" / str(YEAR)
    files = {grain: str(records / f"{grain}.parquet") for grain in ("review", "review_member")}
    yield "one", lambda: [*pages.measure_explaining(YEAR), *scoring.measure_one(files)]
    yield "scoring", lambda: scoring.measure(files, _apart_command)
    yield "figures", lambda: figures.measure(snapshot.province, YEAR)
    yield "report", lambda: papers.measure(snapshot.province, YEAR, folder)
    yield "pages", lambda: pages.measure(YEAR)
    yield "evidence", evidence.measure
    yield "big", lambda: big.measure(files, folder, _apart_command)
    yield "load", lambda: load.measure(data, folder, _apart_command)


def _apart_command(*words: str) -> list[str]:
    return [sys.executable, "-m", "tests.bench", "--apart", *words]


def _run_apart(task: str, *words: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ansinh.web.settings")
    import django

    django.setup()
    from . import big, doubles, load, nation, pay_month, reading, rights, rights_row_by_row, rights_spark, scoring

    def of_matching(name: str) -> Callable[..., None]:  # numba is not loaded for the others, whose memory is told
        return lambda *told: getattr(import_module("tests.bench.matching"), name)(*told)

    tasks: dict[str, Callable[..., None]] = {
        "matching-crowd": of_matching("draw_crowd"),
        "matching-all": of_matching("match_crowd"),
        "read_folder": reading.read_folder,
        "doubles": doubles.find_in,
        "score": scoring.only,
        "parts": big.only,
        "rights": rights.only,
        "nation": nation.only,
        "spark": rights_spark.only,
        "rights-loop": rights_row_by_row.only,
        "month-fill": pay_month.fill,
        "month": pay_month.only,
        "load-plan": load.plan,
    }
    tasks[task](*words)


def _demo(folder: Path) -> list[Line]:
    """`ansinh demo` in an empty data folder, its children included."""
    from .province import COMMAND

    (folder / "demo").mkdir()
    environment = {**os.environ, "ANSINH_DATA": str(folder / "demo")}
    spent = apart([str(COMMAND), "demo", "--no-serve", "--yes"], environment)
    told = f"{seconds(spent.took.wall)} / {seconds(spent.took.cpu)}"
    return [
        Line("ansinh demo: 287.500 hộ, một triệu người, hai năm rà soát, ảnh chụp, báo cáo (giờ / CPU)", told, aim="< 2 phút",
             is_met=spent.took.wall < 120),
        Line("… bộ nhớ cao nhất", mebibytes(spent.peak_mib), aim="< 3 GiB", is_met=spent.peak_mib < 3 * 1024),
    ]  # fmt: skip


def _print(group: str, lines: list[Line]) -> None:
    from .table import as_text

    print(as_text(group, lines), flush=True)


if __name__ == "__main__":
    main()
