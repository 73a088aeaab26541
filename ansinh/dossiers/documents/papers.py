"""The papers of a dossier, filled into Word templates: the province's own where it keeps one, else the house's.

A template is an ordinary Word file with words in braces, `{{ so }}`; FIELDS lists them. It can place words, ask whether one is there
and repeat rows, and nothing else: no call, no filter, no sum, no loop but over a list of the dossier. So it ends, and stays small."""

import io
import re
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from django.utils import timezone
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

from ansinh.core import files
from ansinh.core.days import formal_day, vietnamese_day
from ansinh.core.installation import MADE_UP, is_made_up
from ansinh.core.packed import Package, PackageRefused
from ansinh.dossiers import words
from ansinh.dossiers.jobs import answers as answering
from ansinh.dossiers.jobs.catalogue import path_on, procedure_named
from ansinh.dossiers.models import Dossier, Ruling, Supplement, Template
from ansinh.engine.procedures import Procedure

DATA = Path(__file__).resolve().parent.parent / "data"
RECEIPT, SUPPLEMENT, APOLOGY, GRANTED, REFUSED = "receipt", "supplement", "apology", "granted", "refused"
FIELDS = {
    "co_quan_tren": ("cơ quan cấp trên", "body above"), "co_quan": ("cơ quan ban hành", "issuing body"), "noi": ("nơi lập", "place"),
    "ngay": ("ngày lập, bằng chữ", "day, in words"), "ma_ho_so": ("mã hồ sơ", "dossier code"), "thu_tuc": ("tên thủ tục", "procedure"),
    "nguoi_nop": ("người nộp", "applicant"), "so_dinh_danh": ("số định danh người nộp", "applicant's personal number"),
    "dia_chi": ("địa chỉ", "address"), "dien_thoai": ("điện thoại", "telephone"), "nguoi_huong": ("người hưởng", "beneficiary"),
    "ngay_sinh": ("ngày sinh người hưởng", "beneficiary's birth day"),
    "so_dinh_danh_nguoi_huong": ("số định danh người hưởng", "beneficiary's personal number"),
    "ngay_tiep_nhan": ("ngày tiếp nhận", "day received"), "ngay_hen": ("ngày hẹn trả", "promised day"),
    "can_cu": ("các căn cứ (danh sách)", "legal bases (a list)"),
    "khai": ("các mục đã khai (danh sách có ten, gia_tri, nguon)", "answers (a list with ten, gia_tri, nguon)"),
    "giay_to": ("các giấy tờ (danh sách có ten, tinh_trang)", "papers (a list with ten, tinh_trang)"), "so": ("số văn bản", "document number"),
    "ngay_quyet_dinh": ("ngày quyết định, bằng chữ", "day of the decision, in words"), "nguoi_ky": ("người ký", "signer"),
    "ly_do": ("lý do", "reason"), "yeu_cau": ("yêu cầu bổ sung", "what is asked for (a list)"), "ngay_hen_lai": ("ngày hẹn lại", "new promised day"),
    "ghi_chu_mau": ("lời báo số liệu mẫu", "notice that the data is made up"),
}  # fmt: skip


LISTS = ("can_cu", "khai", "giay_to", "yeu_cau")
OF_A_ROW = ("ten", "gia_tri", "nguon", "tinh_trang")
MOST_LOOPS = 20
_PLACING = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.For, nodes.If, nodes.Const, nodes.Not, nodes.And,
    nodes.Or, nodes.Compare, nodes.Operand,
)  # fmt: skip
_DATED = (2000, 1, 1, 0, 0, 0)
_ACTS_IN_WORD = re.compile(rb"\b(?:DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|MACROBUTTON)\b")


class BadTemplate(ValueError):
    """A Word template that cannot be filled; the message says what is wrong in it and what to do."""


def ruling_paper(dossier: Dossier, ruling: Ruling) -> bytes:
    """The decision as Word. The bytes are the same for the same dossier and ruling."""
    told = told_of(dossier) | {
        "so": ruling.number or "…", "ly_do": ruling.reason, "nguoi_ky": ruling.signer_name,
        "ngay": formal_day(ruling.decided_on) if ruling.decided_on else "ngày … tháng … năm …",
        "ngay_quyet_dinh": formal_day(ruling.decided_on) if ruling.decided_on else "…", "co_quan": ruling.body.upper(),
    }  # fmt: skip
    return _fill(template_of(dossier, ruling.outcome), told)


def supplement_paper(supplement: Supplement) -> bytes:
    """The request to supplement, as Word."""
    declared = procedure_named(supplement.dossier.procedure)
    asked = [one.label_vi for one in declared.components if one.key in supplement.components]
    told = told_of(supplement.dossier) | {
        "yeu_cau": [supplement.said, *asked], "ngay": formal_day(timezone.localtime(supplement.asked_at).date()),
    }  # fmt: skip
    return _fill(_house_template(SUPPLEMENT), told)


def apology_paper(dossier: Dossier, reason: str, day: date) -> bytes:
    """The letter to who waits too long, with the day promised, as Word."""
    told = told_of(dossier) | {
        "ly_do": reason, "ngay": formal_day(day),
        "ngay_hen_lai": vietnamese_day(dossier.promised_on) if dossier.promised_on else "…",
    }  # fmt: skip
    return _fill(_house_template(APOLOGY), told)


def receipt_paper(dossier: Dossier) -> bytes:
    """The receipt with the papers taken and the day due, as Word."""
    return _fill(_house_template(RECEIPT), told_of(dossier))


def told_of(dossier: Dossier) -> dict[str, Any]:
    """Every word a template may place, of one dossier."""
    declared, subject = procedure_named(dossier.procedure), dossier.subject or dossier.applicant
    path = path_on(declared, dossier.began_on, answering.plain(dossier.answers))
    received = timezone.localtime(dossier.received_at).date() if dossier.received_at else None
    states = dict(dossier.components.values_list("key", "state"))
    return dict.fromkeys(FIELDS, "") | {
        "co_quan_tren": dossier.province.full_name.upper(), "co_quan": dossier.agency.name.upper(), "noi": dossier.commune.name,
        "ngay": formal_day(received or dossier.began_on), "ma_ho_so": dossier.code, "thu_tuc": declared.label_vi,
        "nguoi_nop": dossier.applicant_name, "so_dinh_danh": dossier.applicant_number, "dia_chi": dossier.address,
        "dien_thoai": dossier.phone, "nguoi_huong": subject.name if subject else dossier.applicant_name,
        "ngay_sinh": str(subject.birth) if subject else "", "so_dinh_danh_nguoi_huong": (subject.personal_number or "") if subject else "",
        "ngay_tiep_nhan": vietnamese_day(received) if received else "",
        "ngay_hen": vietnamese_day(dossier.due_on) if dossier.due_on else "theo thông báo", "can_cu": [*declared.basis, path.reference],
        "khai": _answers(declared, dossier), "ghi_chu_mau": MADE_UP if is_made_up() else "",
        "giay_to": [{"ten": one.label_vi, "tinh_trang": words.CHECKS[states[one.key]][0]} for one in declared.components if one.key in states],
    }  # fmt: skip


def template_of(dossier: Dossier, outcome: str) -> bytes:
    """The province's newest template of a procedure and outcome, else the house's."""
    own = Template.objects.filter(procedure=dossier.procedure, outcome=outcome, province=dossier.province_id).first()
    return files.path_of(own.sha256).read_bytes() if own else _house_template(outcome)


def try_template(data: bytes) -> None:
    """Look a template through and fill it with made-up words. Raises BadTemplate naming what it asks that no dossier has."""
    _must_lie_still(data)
    row = {"ten": "Mục", "gia_tri": "giá trị", "nguon": "khai", "tinh_trang": "đã nộp"}
    tried: dict[str, Any] = dict.fromkeys(FIELDS, "thử") | {
        "can_cu": ["Luật"],
        "khai": [row],
        "giay_to": [row],
        "yeu_cau": ["bổ sung"],
    }
    _fill(data, tried)


def _answers(declared: Procedure, dossier: Dossier) -> list[dict[str, str]]:
    values = answering.plain(dossier.answers)
    return [
        {
            "ten": one.label_vi,
            "gia_tri": answering.said(one, values[one.key]),
            "nguon": dossier.answers[one.key]["source"],
        }
        for one in declared.questions
        if one.key in values
    ]


@lru_cache
def _house_template(name: str) -> bytes:
    return (DATA / f"{name}.docx").read_bytes()


class PlacingOnly(SandboxedEnvironment):
    """Jinja that places words: what it parses is looked through before it runs. Raises TemplateSyntaxError naming what may not be."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        parsed = super()._parse(source, name, filename)
        _must_only_place(parsed, frozenset(), 0)
        if len(list(parsed.find_all(nodes.For))) > MOST_LOOPS:
            raise TemplateSyntaxError(f"hơn {MOST_LOOPS} chỗ lặp", 1)
        return parsed


def _must_only_place(node: nodes.Node, rows: frozenset[str], depth: int) -> None:
    """Every node is one that places words; every name is one of FIELDS or the row of a loop over a list, loops not inside loops."""
    line = node.lineno or 1
    if not isinstance(node, _PLACING):
        raise TemplateSyntaxError(f"«{type(node).__name__.lower()}» không dùng được trong mẫu", line)
    if isinstance(node, nodes.Name) and node.name not in FIELDS and node.name not in rows:
        raise TemplateSyntaxError(f"không có chữ «{node.name}»", line)
    if isinstance(node, nodes.Getattr) and not (
        isinstance(node.node, nodes.Name) and node.node.name in rows and node.attr in OF_A_ROW
    ):
        raise TemplateSyntaxError(f"không có chữ «{node.attr}» ở chỗ này", line)
    if isinstance(node, nodes.For):
        is_plain = isinstance(node.iter, nodes.Name) and node.iter.name in LISTS and isinstance(node.target, nodes.Name)
        if not is_plain or depth or node.recursive or node.test:
            raise TemplateSyntaxError(f"chỉ lặp được danh sách {', '.join(LISTS)}, không lặp trong vòng lặp", line)
        for inner in (*node.body, *node.else_):
            _must_only_place(inner, rows | {str(getattr(node.target, "name", ""))}, depth + 1)
        return
    for inner in node.iter_child_nodes():
        _must_only_place(inner, rows, depth)


def _must_lie_still(template: bytes) -> None:
    """Raises BadTemplate for a package that is a bomb, has macros, embeds or fetches something, or asks Word to."""
    try:
        package = Package(io.BytesIO(template), len(template))
        package.refuse_what_acts()
        for name in package.names:
            if re.search(r"(?:embeddings|activeX)/|afchunk", name, re.IGNORECASE):
                raise BadTemplate(f"Mẫu Word nhúng tệp khác ({name}). Bỏ phần đó, lưu lại rồi gửi.")
            content = package.read(name) if name.endswith((".rels", ".xml")) else b""
            for relation in re.findall(rb"<Relationship\b[^>]*>", content):
                if b"External" in relation and not re.search(rb"/hyperlink[\"']", relation):
                    raise BadTemplate(
                        "Mẫu Word lấy nội dung từ nơi khác khi mở ra. Chép ảnh vào hẳn trong tệp rồi gửi lại."
                    )
            for field in re.findall(rb"<w:instrText[^>]*>([^<]*)<|w:instr=[\"']([^\"']*)", content):
                if _ACTS_IN_WORD.search(b"".join(field).upper()):
                    raise BadTemplate(
                        "Mẫu Word có trường tự chạy hoặc lấy tệp khác (DDE, INCLUDE…). Bỏ trường đó rồi gửi lại."
                    )
    except PackageRefused as refused:
        raise BadTemplate(f"Tệp mẫu {refused}") from None


def _fill(template: bytes, told: dict[str, Any]) -> bytes:
    paper = DocxTemplate(io.BytesIO(template))
    try:
        paper.init_docx()
    except Exception as wrong:  # whatever a damaged package leads python-docx to
        raise BadTemplate(f"Tệp này không phải Word (.docx) đọc được: {wrong}. Lưu lại từ Word rồi gửi.") from None
    try:
        paper.render(told, jinja_env=PlacingOnly(undefined=StrictUndefined, autoescape=True), autoescape=True)
    except TemplateError as wrong:
        raise BadTemplate(
            f"Mẫu Word có chỗ không điền được: {wrong}. Các chữ dùng được: {', '.join(FIELDS)}."
        ) from None
    except (BadZipFile, KeyError, ValueError, AttributeError) as wrong:
        raise BadTemplate(f"Tệp này không phải Word (.docx) đọc được: {wrong}. Lưu lại từ Word rồi gửi.") from None
    properties = paper.docx.core_properties
    properties.created = properties.modified = datetime(2000, 1, 1)
    out = io.BytesIO()
    paper.save(out)
    return _undated(out.getvalue())


def _undated(package: bytes) -> bytes:
    """The same package with one moment on all its members: the same content is the same bytes whenever it is made."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(package)) as made, ZipFile(out, "w", ZIP_DEFLATED) as kept:
        for info in made.infolist():
            kept.writestr(ZipInfo(info.filename, _DATED), made.read(info), ZIP_DEFLATED)
    return out.getvalue()
