"""The prose between its numbers: what stands before each, where sentences begin, the words that open lists."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ansinh.reading.claim import Claim

SENTENCE_ENDS = re.compile(
    r"[.!?…][\"”»)]*\s+(?=[\"“«(]*[^\W\d_])|\n\s*\n|\n(?=\s*(?:[-–+•*](?=\s|[^\W\d_])|(?:\d+[.)]|[a-zđ]\))\s))|\n(?=[A-ZĐÂĂÊÔƠƯ])"
)
AMONG = (
    r"\b(?:trong (?:tổng )?(?:số )?(?:đó|này|ấy)|trong số [^.,;:\d]{1,40}(?:trên|này)|riêng (?:năm|tháng|quý|trong))\b"
)
WHOLE = r"\b(?:bao gồm|gồm|chia ra|cụ thể)\b"
MARKER = re.compile(rf"{AMONG}|{WHOLE}", re.I)
TAKES_UP = re.compile(r"\b(?:chiếm|tỷ trọng|tỉ trọng)\b", re.I)
_EACH = re.compile(r"\b(?:mỗi|mức|trị giá|bình quân)\b", re.I)
_PER_ONE = re.compile(r"/\s*(?:người|hộ|suất|phần|trẻ|đối tượng|em|tháng|năm)\b", re.I)


class Passage:
    """Claims of the prose in the order of the text; ``k`` and ``j`` count in that order."""

    def __init__(self, claims: Sequence[Claim], text: str, order: list[int]) -> None:
        self.claims, self.text, self.order = claims, text, order
        self.before = [self._gap(k) for k in range(len(order))]
        self.starts = [claims[i].number[0] for i in order]
        self.by_value: dict[Decimal, list[int]] = defaultdict(list)
        for k, i in enumerate(order):
            self.by_value[claims[i].value].append(k)
        self.begins = [not k or bool(SENTENCE_ENDS.search(self.before[k])) for k in range(len(order))]

    def _gap(self, k: int) -> str:
        """The words between the number before and this one."""
        here = self.claims[self.order[k]].number[0]
        start = self.claims[self.order[k - 1]].number[1] if k else max(0, here - 160)
        return self.text[start : max(start, here)]

    def claim(self, k: int) -> Claim:
        return self.claims[self.order[k]]

    def lead(self, k: int) -> str:
        """The words of this number's own clause before it."""
        return re.split(r"[.;:(]\s|,\s", self.before[k])[-1]

    def sentences(self) -> Iterator[list[int]]:
        sentence: list[int] = []
        for k in range(len(self.order)):
            if self.begins[k] and sentence:
                yield sentence
                sentence = []
            sentence.append(k)
        if sentence:
            yield sentence

    def is_price(self, j: int) -> bool:
        """Money for one: "mỗi suất 300.000 đồng", "1 triệu đồng/hộ"."""
        return self.claim(j).unit == "dong" and bool(_EACH.search(self.lead(j)) or _PER_ONE.match(self._after(j)))

    def _after(self, k: int) -> str:
        """What follows the numeral from its stroke on: "/người" of "triệu đồng/người"."""
        tail = self.text[self.claim(k).number[0] : self.claim(k).number[1] + 16]
        return tail[tail.find("/") :] if "/" in tail else ""


def in_one_sentence(text: str, claims: Sequence[Claim]) -> bool:
    """Whether nothing ends a sentence between the numbers; without the text, whether they name one sentence."""
    if not text:
        return len({claim.sentence for claim in claims}) == 1
    start, end = min(claim.number[0] for claim in claims), max(claim.number[0] for claim in claims)
    return not SENTENCE_ENDS.search(text[start:end])
