"""Names as Kinh, Khmer and Hoa families of the Mekong Delta give them, put together by chance: nobody real is meant."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from ansinh.core.names import fold, sort_key

KINH, HOA, KHMER = 1, 4, 5


@dataclass(frozen=True)
class Custom:
    """How one people names: family names from common to rare, then middle and given names by sex (0 men, 1 women)."""

    families: tuple[str, ...]
    middles: tuple[tuple[str, ...], tuple[str, ...]]
    givens: tuple[tuple[str, ...], tuple[str, ...]]


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(","))


_KINH = Custom(
    _words(
        "Nguyễn, Trần, Lê, Huỳnh, Phạm, Võ, Phan, Trương, Đặng, Bùi, Dương, Hồ, Ngô, Đỗ, Lý, Lâm, Cao, Mai, Đoàn, Châu, Hà, "
        "Lưu, Tô, Thái, Tạ, Đinh, Từ, Trịnh, Kiều, Đào"
    ),
    (
        _words(
            "Văn, Thanh, Minh, Hoàng, Quốc, Hữu, Công, Ngọc, Tấn, Trung, Thành, Phước, Đức, Chí, Anh, Nhật, Trọng, Gia"
        ),
        _words(
            "Thị, Thị Kim, Thị Ngọc, Thị Thanh, Ngọc, Thị Mỹ, Thị Bé, Thị Cẩm, Thị Hồng, Kim, Thị Tuyết, Thùy, Thị Thu, Mỹ, Bảo"
        ),
    ),
    (
        _words(
            "Hùng, Dũng, Tâm, Thành, Tuấn, Phúc, Hải, Long, Sơn, Bình, Đức, Khánh, Lộc, Hiếu, Nam, Phong, Quân, Tài, Thắng, Tùng, "
            "Vinh, Nghĩa, Khang, Duy, Đạt, Cường, Bảo, Kiệt, Lâm, Nhân, Phát, Quang, Sang, Thịnh, Toàn, Trí, Út, Vũ, Xuân, Đồng, "
            "Giàu, Hậu, Hoài, Khoa, Lợi, Mẫn, Nghiêm, Nhựt, Ơn, Phương, Quí, Rạng, Sĩ, Tân, Tới, Triều, Tường, Việt, Yên, Hòa"
        ),
        _words(
            "Lan, Hoa, Mai, Hương, Thảo, Trang, Linh, Ngân, Hạnh, Loan, Phượng, Yến, Nga, Dung, Hà, Thủy, Vân, Xuân, Oanh, Diễm, "
            "Hiền, Nhung, Thu, Tuyền, Trinh, Như, Quyên, Ngọc, Lệ, Liên, Hằng, Giang, Duyên, Châu, Cúc, Đào, Én, Huệ, Khánh, Lài, "
            "Lý, Mến, Muội, Nguyệt, Nhi, Phụng, Sáu, Sương, Tâm, Thắm, Thoa, Tiên, Trâm, Tư, Uyên, Vy, Ý, Bích, Hường, Kiều"
        ),
    ),
)
_KHMER = Custom(
    _words("Thạch, Kim, Sơn, Kiên, Lâm, Trầm, Tăng, Diệp, Lý, Danh, Châu, Huỳnh, Trần, Hà"),
    (
        _words(", Sa, , Ngọc, Hoàng, Minh, Thanh, Xa, Đa, Văn, Sô, Phi, Ra"),
        _words("Thị, Thị Sa, Thị, Thị Ngọc, Thị Xa, Thị Na, Thị Kim, Thị Sô, Sa, Thị Hồng"),
    ),
    (
        _words(
            "Rên, Phol, Phương, Thươl, Khone, Sươne, Mươl, Rithy, Sang, Thuôl, Vuthy, Đara, Rết, Thia, Thái, Chanh, Kiêm, Khươn, Danh, "
            "Sol, Rine, Vanna, Sophal, Keo, Hiền, Um, Chia, Thone, Phách, Tha, Siêne, Rươne, Khum, Oane, Bunthone, Đức, Dũng, Huy"
        ),
        _words(
            "Phal, Ry, Thone, Sươl, Diệu, Thia, Rane, Sa Rây, Phên, Sương, Rinh, Nari, Sophia, Chanthy, Thu, Lang, Bopha, Hia, Ngane, "
            "Si Nuône, Thavy, Ran, Lan, Mai, Sôphy, Khane, Thi, Sethy, Nuône, Roane, Đa Ni, Mươne, Hồng, Xuyến, Linh"
        ),
    ),
)
_HOA = Custom(
    _words("Trương, Trần, Lâm, Quách, Lý, Ngô, Vương, Tăng, Mã, Hứa, Châu, Lưu, Khưu, Dư, La"),
    (
        _words("Quốc, Chấn, Vĩnh, Tú, Gia, Kiến, Chí, Triệu, Vĩ, Thế"),
        _words("Mỹ, Tú, Lệ, Tuệ, Bội, Ngọc, Gia, Huệ, Thục, Muội"),
    ),
    (
        _words(
            "Hưng, Phát, Cường, Hào, Xương, Minh, Long, Thành, Kiệt, Hoa, Nghiệp, Phú, Bửu, Lương, Quyền, Vinh, Tường, Nguyên"
        ),
        _words(
            "Linh, Phụng, Anh, Hoa, Dung, Lan, Châu, Quân, Nghi, Trân, Phương, Nhi, Mai, Ngân, Bình, Quyên, Yến, Hà"
        ),
    ),
)
_CUSTOMS = {KINH: _KINH, HOA: _HOA, KHMER: _KHMER}
_SLOTS = 256


def families_drawn(rng: np.random.Generator, ethnicity: np.ndarray) -> np.ndarray:
    """A family name's number for each person, common ones more often."""
    numbers = np.zeros(len(ethnicity), np.int64)
    for people in np.unique(ethnicity):
        chosen = ethnicity == people
        numbers[chosen] = _drawn(rng, len(_custom(people).families), int(chosen.sum()), 0.85)
    return numbers


def names_of(
    rng: np.random.Generator, ethnicity: np.ndarray, is_female: np.ndarray, family: np.ndarray
) -> tuple[pa.Array, pa.Array, pa.Array]:
    """Name, folded name and sort key of each person; `family` numbers the family name inside the person's own people."""
    code = np.zeros(len(ethnicity), np.int64)
    for people in np.unique(ethnicity):
        custom = _custom(people)
        for sex in (0, 1):
            chosen = (ethnicity == people) & (is_female == bool(sex))
            size = int(chosen.sum())
            middle = _drawn(rng, len(custom.middles[sex]), size, 0.9)
            given = _drawn(rng, len(custom.givens[sex]), size, 0.4)
            here = family[chosen] % len(custom.families)
            code[chosen] = (((int(people) * 2 + sex) * _SLOTS + here) * _SLOTS + middle) * _SLOTS + given
    distinct, of_person = np.unique(code, return_inverse=True)
    texts = [_spelt(int(one)) for one in distinct]
    places = pa.array(of_person)
    return tuple(pa.array(column).take(places) for column in (texts, [*map(fold, texts)], [*map(sort_key, texts)]))  # type: ignore[return-value]


def _custom(people: int) -> Custom:
    return _CUSTOMS.get(int(people), _KINH)


def _spelt(code: int) -> str:
    rest, given = divmod(code, _SLOTS)
    rest, middle = divmod(rest, _SLOTS)
    rest, family = divmod(rest, _SLOTS)
    people, sex = divmod(rest, 2)
    custom = _custom(people)
    parts = (custom.families[family], custom.middles[sex][middle], custom.givens[sex][given])
    return " ".join(part for part in parts if part)


def _drawn(rng: np.random.Generator, options: int, size: int, steepness: float) -> np.ndarray:
    """Numbers below `options`, the first the most frequent (Zipf's law with the given steepness)."""
    weights = 1 / np.arange(1, options + 1) ** steepness
    edges = np.cumsum(weights / weights.sum())
    return np.minimum(np.searchsorted(edges, rng.random(size)), options - 1)
