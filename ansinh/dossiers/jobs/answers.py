"""Answers: read from what was typed, kept as plain values with where they come from, said back in words."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from ansinh.core.days import month_text, read_day, read_month, vietnamese_day
from ansinh.core.names import clean_text
from ansinh.core.numbers import grouped
from ansinh.engine.procedures import Procedure, Question

TYPED = "khai"
YES = {"true", "1", "có", "co", "yes", "x", "on"}
NO = {"false", "0", "không", "khong", "no", "off"}


class BadAnswer(ValueError):
    """What was typed cannot be an answer; the message says the value and what to write."""


def read_answer(question: Question, raw: Any) -> Any:
    """The value kept of what was typed: whole numbers, ISO days, months as 202312, keys, twelve digits; None for nothing.

    Raises BadAnswer."""
    text = clean_text(str(raw)) if raw is not None else ""
    if not text:
        return None
    try:
        return _READERS.get(question.type, _text)(question, text)
    except ValueError as wrong:
        if isinstance(wrong, BadAnswer):
            raise
        raise BadAnswer(str(wrong)) from None


def said(question: Question, value: Any, *, in_english: bool = False) -> str:
    """An answer as people read it."""
    if value is None or value == "":
        return ""
    match question.type:
        case "choice":
            return question.choices[value][in_english] if value in question.choices else str(value)
        case "yes_no":
            return ("Có", "Yes")[in_english] if value else ("Không", "No")[in_english]
        case "day":
            return vietnamese_day(date.fromisoformat(value))
        case "month":
            return month_text(value)
        case "dong":
            return f"{grouped(value)} đồng"
        case "percent":
            return f"{value} %"
    return str(value)


def value_of(answers: Mapping[str, Any], key: str) -> Any:
    """The plain value of an answer kept, None where there is none."""
    kept = answers.get(key)
    return kept["value"] if isinstance(kept, Mapping) else kept


def plain(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Every answer without its source."""
    return {key: value_of(answers, key) for key in answers}


def read_answers(
    procedure: Procedure, raw: Mapping[str, Any], *, is_partial: bool = False
) -> tuple[dict[str, Any], dict[str, str]]:
    """What was typed for a whole procedure: values by question (only those that apply), and what is wrong by question.

    `is_partial` lets required ones be answered later, by the officer."""
    values: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for question in procedure.questions:
        if not question.is_asked(values):
            continue
        try:
            value = read_answer(question, raw.get(question.key))
        except BadAnswer as reason:
            wrong[question.key] = str(reason)
            continue
        if value is None and question.is_required and not is_partial:
            wrong[question.key] = f"Chưa trả lời «{question.label_vi}»."
        elif value is not None:
            values[question.key] = value
    return values, wrong


def _text(question: Question, text: str) -> str:
    most = 2000 if question.type == "long" else 300
    if len(text) > most:
        raise BadAnswer(f"«{text[:30]}…» dài {len(text)} ký tự, nhiều nhất là {most}. Ghi gọn lại.")
    return text


def _number(question: Question, text: str) -> int:
    digits = re.sub(r"[.\s]", "", text)
    if not re.fullmatch(r"\d{1,15}", digits):
        raise BadAnswer(f"«{text}» không phải một số nguyên. Ghi chữ số, ví dụ 12.")
    if question.type == "percent" and not 0 <= int(digits) <= 100:
        raise BadAnswer(f"«{text}» không phải tỷ lệ từ 0 đến 100.")
    return int(digits)


def _choice(question: Question, text: str) -> str:
    if text not in question.choices:
        raise BadAnswer(f"«{text}» không có trong các lựa chọn của «{question.label_vi}».")
    return text


def _yes_no(question: Question, text: str) -> bool:
    if text.casefold() in YES:
        return True
    if text.casefold() in NO:
        return False
    raise BadAnswer(f"«{text}»: trả lời Có hoặc Không.")


def _person(question: Question, text: str) -> str:
    digits = re.sub(r"\s", "", text)
    if not re.fullmatch(r"\d{12}", digits):
        raise BadAnswer(f"«{text}» không phải số định danh. Số định danh có 12 chữ số.")
    return digits


_READERS = {
    "number": _number,
    "percent": _number,
    "dong": _number,
    "choice": _choice,
    "yes_no": _yes_no,
    "person": _person,
    "day": lambda question, text: read_day(text).isoformat(),
    "month": lambda question, text: read_month(text),
}
