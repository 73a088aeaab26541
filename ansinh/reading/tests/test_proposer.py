"""What a model proposes is believed only as far as the text bears it out."""

from dataclasses import dataclass
from decimal import Decimal

import pytest

from ansinh.engine import Indicator, reported
from ansinh.reading.catalogue import Catalogue
from ansinh.reading.document import Document
from ansinh.reading.proposer import Proposal, installed, proposed

TEXT = "Trong năm, phường trao 250 suất học bổng và tạo việc làm cho 1.240 lao động."
QUOTE = "tạo việc làm cho 1.240 lao động"
JOBS = Indicator(
    "jobs.created", reported(), label_vi="Lao động có việc làm", label_en="Jobs", unit="person", kind="flow"
)
CATALOGUE = Catalogue({JOBS.name: JOBS})
DOCUMENT = Document("báo cáo.txt", "txt", TEXT)


@dataclass
class Reciter:
    """A tiny local model: it proposes what it was taught."""

    taught: tuple[Proposal, ...]
    name: str = "reciter"

    def propose(self, document, claims, indicators):
        return [one for one in self.taught if indicators or document.text]


def proposal(**said) -> Proposal:
    told = {
        "quote": QUOTE,
        "start": TEXT.index(QUOTE),
        "value": Decimal(1240),
        "unit": "person",
        "indicator": "jobs.created",
    }
    return Proposal(**(told | said))


def test_a_proposal_that_stands_in_the_text_is_a_doubtful_claim():
    believed, refused = proposed(Reciter((proposal(),)), DOCUMENT, [], CATALOGUE)

    assert refused == []
    assert believed[0].indicator == "jobs.created"
    assert believed[0].is_doubtful and believed[0].score == 0
    assert TEXT[slice(*believed[0].number)].startswith("1.240")


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"value": Decimal(1250)}, "không nói 1250"),
        ({"unit": "dong"}, "không nói 1240 dong"),
        ({"quote": "tạo việc làm cho 9.999 lao động"}, "không đứng ở vị trí"),
        ({"start": 0}, "không đứng ở vị trí"),
        ({"indicator": "jobs.invented"}, "Không có chỉ tiêu"),
        ({"kind": "guess"}, "Không có loại số"),
    ],
)
def test_a_wrong_proposal_is_refused_and_says_why(wrong, why):
    believed, refused = proposed(Reciter((proposal(**wrong),)), DOCUMENT, [], CATALOGUE)

    assert believed == []
    assert why in refused[0].why


def test_a_number_that_has_its_indicator_is_not_proposed_again():
    first, _ = proposed(Reciter((proposal(),)), DOCUMENT, [], CATALOGUE)

    again, refused = proposed(Reciter((proposal(),)), DOCUMENT, first, CATALOGUE)

    assert again == []
    assert "đã gắn" in refused[0].why


def test_none_is_installed_by_the_house():
    assert installed() == {}
