"""Reading reports received: documents a second, a long Word file, ten thousand files in the same memory, and the score where texts are."""

import random
import re
import time
from collections.abc import Callable
from dataclasses import fields
from io import BytesIO
from itertools import cycle
from pathlib import Path

import docx

from ansinh.demo.letters import Facts, paragraphs
from ansinh.places.models import Place

from .measuring import Line, apart, mebibytes, seconds, timed, times_over

DOCUMENTS, LENGTH = 300, 4500
LONG_PAGES, LETTERS_A_PAGE = 100, 3000
FEW, MANY = 1_000, 10_000
PUBLISHED = Path(__file__).resolve().parents[3] / "shared" / "reports"
# What reports say between their numbers, so that there are about as many of these as in published ones: twenty to five thousand characters.
PROSE = (
    "Cấp ủy, chính quyền và các đoàn thể đã phối hợp chặt chẽ trong chỉ đạo, điều hành; phân công rõ người, rõ việc, thường xuyên "
    "kiểm tra, đôn đốc, kịp thời tháo gỡ khó khăn cho cơ sở và người dân, nhất là ở các ấp còn nhiều hộ khó khăn.",
    "Công tác tuyên truyền được thực hiện bằng nhiều hình thức, qua hệ thống truyền thanh, các buổi họp dân và mạng xã hội, giúp người "
    "dân hiểu rõ chủ trương, chính sách, chủ động học nghề, tìm việc làm phù hợp và vươn lên thoát nghèo bền vững.",
    "Bên cạnh kết quả đạt được vẫn còn một số hạn chế: việc cập nhật dữ liệu có lúc chưa kịp thời, sự phối hợp giữa các ngành ở cơ sở "
    "có nơi chưa chặt chẽ, một bộ phận người lao động chưa mạnh dạn học nghề mới.",
)
_NUMERAL = re.compile(r"\d[\d.,]*")


def measure(folder: Path, command: Callable[..., list[str]]) -> list[Line]:
    """What a server does with reports that come in."""
    return [*_many_short(), _one_long(folder), _ten_thousand(folder, command), *_scores()]


def made_up_text(number: int, length: int = LENGTH) -> str:
    """A report of about so many characters with figures nobody has: the words of the demo's communes."""
    chance, told, size, prose = random.Random(number), [], 0, cycle(PROSE)
    while size < length:
        counts = {
            one.name: chance.randint(3, 900) for one in fields(Facts) if one.init and one.name not in ("place", "year")
        }
        place = Place(full_name=f"Xã Mẫu {number}", name=f"Mẫu {number}")
        for paragraph in paragraphs(Facts(place=place, year=2023, **counts), number % 2):
            told += [paragraph, next(prose)] if len(paragraph) < 100 else [paragraph, next(prose), next(prose)]
            size = sum(map(len, told))
            if size > length:
                break
    return "\n\n".join(told)


def read_folder(folder: str, count: str) -> None:
    """Reads the first so many texts of a folder, one after another, keeping nothing. Run in a process of its own."""
    from itertools import islice

    from ansinh.reading.reading import read_many

    claims = 0
    for _, reading in read_many(islice(sorted(Path(folder).iterdir()), int(count))):
        claims += len(reading.claims)  # type: ignore[union-attr]
    print(claims)


def _many_short() -> list[Line]:
    """One core, texts in memory: the reader beside one regular expression for numerals, and beside similarity to every label."""
    from rapidfuzz import fuzz, process

    from ansinh.reading.catalogue import house_catalogue
    from ansinh.reading.document import Block, Document
    from ansinh.reading.reading import house_mapper, read_document

    texts = [made_up_text(number) for number in range(DOCUMENTS)]
    mapper, labels = house_mapper(), [one.label_vi for one in house_catalogue().indicators.values()]

    def ours() -> None:
        for text in texts:
            read_document(Document("m.txt", "txt", text, [Block("paragraph", 0, len(text))]), mapper)

    def numerals() -> None:
        for text in texts:
            for _ in _NUMERAL.finditer(text):
                pass

    def similarity() -> None:
        for text in texts[:20]:
            for found in _NUMERAL.finditer(text):
                process.extractOne(
                    text[max(found.start() - 60, 0) : found.end() + 40], labels, scorer=fuzz.token_set_ratio
                )

    ours()
    took, limit, other = timed(ours).cpu, timed(numerals).cpu, timed(similarity).cpu * DOCUMENTS / 20
    rate = DOCUMENTS / took
    size = sum(len(text) for text in texts) // DOCUMENTS
    return [
        Line(
            f"{DOCUMENTS} văn bản {size:,} ký tự, một lõi: {rate:.0f} văn bản/giây",
            seconds(took), seconds(limit), seconds(other), times_over(other, took) + " nhanh hơn so khớp mờ", "≥ 50/giây", rate >= 50,
        )
    ]  # fmt: skip


def _one_long(folder: Path) -> Line:
    from ansinh.reading.reading import read_one

    paper, path = docx.Document(), folder / "long.docx"
    text = made_up_text(1, LONG_PAGES * LETTERS_A_PAGE)
    for paragraph in text.split("\n\n"):
        paper.add_paragraph(paragraph)
    kept = BytesIO()
    paper.save(kept)
    path.write_bytes(kept.getvalue())
    claims = []
    took = timed(lambda: claims.extend(read_one(path).claims))
    name = f"một tệp .docx {LONG_PAGES} trang ({len(text):,} ký tự, {len(claims):,} số liệu)"
    return Line(name, seconds(took.wall), aim="< 5 s", is_met=took.wall < 5)


def _ten_thousand(folder: Path, command: Callable[..., list[str]]) -> Line:
    texts = folder / "texts"
    texts.mkdir()
    for number in range(MANY):
        (texts / f"{number:05}.txt").write_text(made_up_text(number, 1200))
    few, many = (apart(command("read_folder", str(texts), str(count))) for count in (FEW, MANY))
    ratio = many.peak_mib / few.peak_mib
    name = f"{MANY:,} tệp lần lượt trong {seconds(many.took.wall)}, bộ nhớ so với {FEW:,} tệp"
    return Line(
        name,
        mebibytes(many.peak_mib),
        pattern=mebibytes(few.peak_mib),
        ratio=f"{ratio:.2f}x",
        aim="≤ 1,1x",
        is_met=ratio <= 1.1,
    )


def _scores() -> list[Line]:
    """The published texts, where they are on this machine: they are not in the project."""
    from ansinh.reading.reading import house_mapper, read_one
    from ansinh.reading.score import score

    if not (PUBLISHED / "gold").is_dir():
        return [Line("điểm trên văn bản đã công bố: không có ../shared/reports ở máy này", "–")]
    mapper = house_mapper()
    began = time.perf_counter()
    total, files = score(PUBLISHED, lambda path: read_one(path, mapper), mapper.catalogue)
    told = total.as_dict()
    aims = {"kind": 0.96, "value": 0.99, "unit": 0.99, "indicator": 0.92, "outside": 0.90}
    f1, spent = told["claims"]["f1"], seconds(time.perf_counter() - began)
    lines = [
        Line(f"số liệu F1, {len(files)} văn bản đã công bố ({spent})", f"{f1:.3f}", aim="≥ 0.97", is_met=f1 >= 0.97)
    ]
    lines += [
        Line(f"đúng {name}", f"{told[name]:.3f}", aim=f"≥ {aim}", is_met=told[name] >= aim)
        for name, aim in aims.items()
    ]
    for name, aim in (("precision", 0.95), ("recall", 0.80)):
        lines.append(
            Line(
                f"phát hiện, {name}",
                f"{told['findings'][name]:.3f}",
                aim=f"≥ {aim}",
                is_met=told["findings"][name] >= aim,
            )
        )
    return lines
