"""What is wrong in the law files, and what in them nobody has verified yet."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, pairwise
from typing import Any

from ansinh.engine import RuleError

from .reader import Dated, Law, LawError, Parameter

UNCERTAIN = ("unverified", "chosen")


def problems(known: Mapping[str, Parameter]) -> list[str]:
    """Everything wrong with the parameters, one sentence each with file and name; empty when all is well."""
    return [
        f"{parameter.file}: {parameter.name}: {said}"
        for parameter in known.values()
        for said in _wrong(parameter, known)
    ]


def uncertain(known: Mapping[str, Parameter]) -> list[Dated]:
    """Values nobody has read in a text (unverified) or no text gives (chosen)."""
    return [value for parameter in known.values() for value in parameter.values if value.status in UNCERTAIN]


def _wrong(parameter: Parameter, known: Mapping[str, Parameter]) -> Iterator[str]:
    for value in parameter.values:
        if value.to_day and value.to_day <= value.from_day:
            yield f"giá trị {value.period_vi()} hết trước khi bắt đầu"
        if value.in_force and value.in_force <= value.from_day:
            yield f"giá trị {value.period_vi()} ghi in_force không sau ngày áp dụng; bỏ đi hoặc sửa"
        if value.in_force and value.known_from > value.in_force:
            yield f"giá trị {value.period_vi()} có hiệu lực trước khi biết được"
        if value.alternatives and value.value not in [other.get("value") for other in value.alternatives]:
            yield f"giá trị {value.period_vi()} chọn «{value.value}» không có trong các phương án"
        for path in _leaves(parameter.name, value.value):
            if not value.unit_of(path):
                yield f"{path} không có đơn vị"
        yield from _unreadable(parameter, value, known)
    yield from _overlaps(parameter.values)
    yield from _gaps(parameter.values)


def _unreadable(parameter: Parameter, value: Dated, known: Mapping[str, Parameter]) -> Iterator[str]:
    try:
        Law(value.from_day, value.known_from, known).read(parameter.name)
    except (LawError, RuleError, KeyError, TypeError, ValueError) as error:
        yield f"giá trị {value.period_vi()} không đọc được: {error}"


def _leaves(path: str, value: Any) -> Iterator[str]:
    if isinstance(value, Mapping) and "table" not in value:
        for key, part in value.items():
            yield from _leaves(f"{path}.{key}", part)
    else:
        yield path


def _overlaps(values: Iterable[Dated]) -> Iterator[str]:
    """Two values for one day. One that became known only after its first day may replace what was held till then; one let in
    here cannot close the house's own and replaces it when it became known later."""
    for first, second in combinations(values, 2):
        known_before = first.known_from if second.let_in else max(second.from_day, first.known_from)
        replaces = second.known_from > known_before
        if first.overlaps(second) and not replaces:
            yield f"hai giá trị cho cùng một ngày: {first.period_vi()} và {second.period_vi()}"


def _gaps(values: tuple[Dated, ...]) -> Iterator[str]:
    for before, after in pairwise(values):
        if before.to_day and before.to_day < after.from_day:
            yield f"không có giá trị từ {before.to_day:%d/%m/%Y} đến trước {after.from_day:%d/%m/%Y}"
