"""Wordings officers taught the reader: kept, changed by a new row, taken back; what the mapper knows beside the catalogue."""

import re
from typing import Any

from django.db import transaction
from django.utils import timezone

from ansinh.core.access import must_hold
from ansinh.core.audit import record
from ansinh.core.names import clean_text
from ansinh.engine.collect import collect
from ansinh.reports.actions.acts import Refused
from ansinh.reports.models import LearntVariant, ReceivedClaim, Ruling

TEACHERS = ("province_officer",)
LONGEST = 200
_SYLLABLES = 6
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_EMPTY_WORDS = frozenset(
    [
        "và",
        "của",
        "cho",
        "là",
        "có",
        "được",
        "trong",
        "đó",
        "các",
        "những",
        "với",
        "đạt",
        "tại",
        "từ",
        "đến",
        "năm",
        "tháng",
        "ước",
        "khoảng",
        "hơn",
        "gần",
        "toàn",
        "tỉnh",
        "huyện",
        "xã",
        "số",
        "thì",
        "trên",
        "so",
        "cùng",
        "kỳ",
        "nay",
        "đã",
        "về",
        "theo",
    ]
)


def variants_in_force() -> list[LearntVariant]:
    """The learnt wordings the reader uses now."""
    return list(LearntVariant.objects.filter(ended_at=None).order_by("pk"))


@transaction.atomic
def learn(*, said: str, indicator: str, quote: str = "", ruling: Ruling | None = None, by: Any) -> LearntVariant:
    """Know a wording by an indicator from now on; one that meant another before is replaced. Raises Refused."""
    must_hold(*TEACHERS)
    pattern = _pattern(said)
    if indicator not in collect().indicators:
        raise Refused(f"Không có chỉ tiêu «{indicator}». Chọn một chỉ tiêu trong danh mục.")
    before = LearntVariant.objects.filter(said=pattern, ended_at=None).first()
    if before and before.indicator == indicator:
        return before
    if before:
        _end(before, by)
    return _learnt(pattern, indicator, quote, ruling, before, by)


@transaction.atomic
def change_variant(*, variant: LearntVariant, said: str, indicator: str, by: Any) -> LearntVariant:
    """Another wording or indicator: a new row that names the old. Raises Refused."""
    must_hold(*TEACHERS)
    pattern = _pattern(said)
    _refuse_ended(variant)
    if indicator not in collect().indicators:
        raise Refused(f"Không có chỉ tiêu «{indicator}». Chọn một chỉ tiêu trong danh mục.")
    if LearntVariant.objects.filter(said=pattern, ended_at=None).exclude(pk=variant.pk).exists():
        raise Refused(f"Cách gọi «{pattern}» đã có ở dòng khác. Sửa dòng đó.")
    _end(variant, by)
    return _learnt(pattern, indicator, variant.quote, variant.ruling, variant, by)


@transaction.atomic
def forget_variant(*, variant: LearntVariant, by: Any) -> LearntVariant:
    """Use a wording no longer. Raises Refused when it is not used."""
    must_hold(*TEACHERS)
    _refuse_ended(variant)
    _end(variant, by)
    record("variant.forget", f"variant:{variant.pk}", detail={"said": variant.said, "indicator": variant.indicator})
    return variant


@transaction.atomic
def take_up_variant(*, variant: LearntVariant, by: Any) -> LearntVariant:
    """Use a wording again that was taken back: a new row that names it. Raises Refused."""
    must_hold(*TEACHERS)
    if variant.ended_at is None:
        raise Refused(f"Cách gọi «{variant.said}» đang dùng.")
    if LearntVariant.objects.filter(said=variant.said, ended_at=None).exists():
        raise Refused(f"Cách gọi «{variant.said}» đã có ở dòng khác đang dùng.")
    is_replaced = LearntVariant.objects.filter(replaces=variant).exists()
    return _learnt(variant.said, variant.indicator, variant.quote, variant.ruling, None if is_replaced else variant, by)


def proposed_pattern(claim: ReceivedClaim) -> str:
    """The wording to know a number by: the words of its subject, else those right after it; empty when they say too little."""
    words = _told_words(claim.subject) or _told_words(_words_after(claim))
    return " ".join(words[:_SYLLABLES]) if len(words) > 1 else ""


def _told_words(text: str) -> list[str]:
    words = _WORD.findall(clean_text(text).lower())
    while words and words[0] in _EMPTY_WORDS:
        words.pop(0)
    if len(words) > _SYLLABLES:  # no last syllable of its own after a word that joins: "cho lao" of "cho lao động"
        words = words[:_SYLLABLES]
        words = words[:-1] if words[-2] in _EMPTY_WORDS else words
    while words and words[-1] in _EMPTY_WORDS:
        words.pop()
    return words


def _words_after(claim: ReceivedClaim) -> str:
    text = claim.received.document.text
    after = text[claim.number_start : claim.sentence_end]
    return re.split(r"[,.;:()](?!\d)", after, maxsplit=1)[0]


def _pattern(said: str) -> str:
    """A wording as the catalogue writes them. Raises Refused for one that says too little or is no wording."""
    pattern = re.sub(r"\s*&\s*", " & ", clean_text(said).lower())
    must = pattern.split(" - ")[0]
    groups = [[phrase.strip() for phrase in group.split("|")] for group in must.split("&")]
    if len(pattern) > LONGEST or any(not phrase for group in groups for phrase in group):
        raise Refused(
            f"Cách gọi «{said}» trống hoặc quá dài. Ghi vài tiếng, ví dụ: thoát nghèo; nhóm nối bằng « & », từ thay nhau bằng «|»."
        )
    if any(character.isdigit() for character in pattern):
        raise Refused(f"Cách gọi «{pattern}» không được có chữ số: số thay đổi mỗi kỳ.")
    if sum(len(group[0].split()) for group in groups) < 2:
        raise Refused(f"Cách gọi «{pattern}» quá ngắn, sẽ gắn nhầm nhiều số. Ghi ít nhất hai tiếng.")
    return pattern


def _learnt(
    said: str, indicator: str, quote: str, ruling: Ruling | None, replaces: LearntVariant | None, by: Any
) -> LearntVariant:
    learnt = LearntVariant.objects.create(
        said=said,
        indicator=indicator,
        quote=quote,
        ruling=ruling,
        learnt_by=by,
        learnt_at=timezone.now(),
        replaces=replaces,
    )
    detail = {"said": said, "indicator": indicator, "replaces": replaces.pk if replaces else None}
    record("variant.learn", f"variant:{learnt.pk}", detail=detail)
    return learnt


def _end(variant: LearntVariant, by: Any) -> None:
    variant.ended_at, variant.ended_by = timezone.now(), by
    variant.save(update_fields=["ended_at", "ended_by"])


def _refuse_ended(variant: LearntVariant) -> None:
    if variant.ended_at is not None:
        raise Refused(f"Cách gọi «{variant.said}» đã thôi dùng. Dùng lại dòng đó rồi sửa.")
