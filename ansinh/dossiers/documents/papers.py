"""The papers of a dossier, filled into Word templates: the province's own where it keeps one, else the house's.

A template is an ordinary Word file with words in braces, `{{ so_quyet_dinh }}`; FIELDS lists them. It runs in a sandbox: it can
place words and repeat rows, nothing else."""

import io
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from django.utils import timezone
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from ansinh.core import files
from ansinh.core.days import formal_day, vietnamese_day
from ansinh.core.installation import MADE_UP, is_made_up
from ansinh.dossiers import words
from ansinh.dossiers.jobs import answers as answering
from ansinh.dossiers.jobs.catalogue import path_on, procedure_named
from ansinh.dossiers.models import Dossier, Ruling, Supplement, Template
from ansinh.engine.procedures import Procedure

DATA = Path(__file__).resolve().parent.parent / "data"
RECEIPT, SUPPLEMENT, APOLOGY, GRANTED, REFUSED = "receipt", "supplement", "apology", "granted", "refused"
FIELDS = {
    "co_quan_tren": "cơ quan cấp trên", "co_quan": "cơ quan ban hành", "noi": "nơi lập", "ngay": "ngày lập, bằng chữ",
    "ma_ho_so": "mã hồ sơ", "thu_tuc": "tên thủ tục", "nguoi_nop": "người nộp", "so_dinh_danh": "số định danh người nộp",
    "dia_chi": "địa chỉ", "dien_thoai": "điện thoại", "nguoi_huong": "người hưởng", "ngay_sinh": "ngày sinh người hưởng",
    "so_dinh_danh_nguoi_huong": "số định danh người hưởng", "ngay_tiep_nhan": "ngày tiếp nhận", "ngay_hen": "ngày hẹn trả",
    "can_cu": "các căn cứ (danh sách)", "khai": "các mục đã khai (danh sách có ten, gia_tri, nguon)",
    "giay_to": "các giấy tờ (danh sách có ten, tinh_trang)", "so": "số văn bản", "ngay_quyet_dinh": "ngày quyết định, bằng chữ",
    "nguoi_ky": "người ký", "ly_do": "lý do", "yeu_cau": "yêu cầu bổ sung", "ngay_hen_lai": "ngày hẹn lại", "ghi_chu_mau": "lời báo số liệu mẫu",
}  # fmt: skip


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
    """Fill a template with made-up words. Raises BadTemplate naming what it asks that no dossier has."""
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


def _fill(template: bytes, told: dict[str, Any]) -> bytes:
    paper = DocxTemplate(io.BytesIO(template))
    try:
        paper.init_docx()
    except Exception as wrong:  # whatever a damaged package leads python-docx to
        raise BadTemplate(f"Tệp này không phải Word (.docx) đọc được: {wrong}. Lưu lại từ Word rồi gửi.") from None
    try:
        paper.render(told, jinja_env=SandboxedEnvironment(undefined=StrictUndefined, autoescape=True), autoescape=True)
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
    return out.getvalue()
