"""A number lands on the indicator its words speak of, or on none."""

from decimal import Decimal
from functools import cache
from pathlib import Path
from time import process_time
from unicodedata import combining, normalize

import pytest
import yaml

from ansinh.engine import Indicator, RuleError, fall, ratio, reported, share
from ansinh.reading.catalogue import Catalogue, Outside, Variant, house_catalogue
from ansinh.reading.claim import Claim
from ansinh.reading.claims import read_claims
from ansinh.reading.document import Document
from ansinh.reading.mapping import Mapper
from ansinh.reading.mapping.compiled import plain_ids, usual_ids

SENTENCES = yaml.safe_load((Path(__file__).parent / "cases" / "mapping_sentences.yaml").read_text())
CASES = yaml.safe_load((Path(__file__).parent / "cases" / "mapping.yaml").read_text())


@cache
def house() -> Mapper:
    return Mapper(house_catalogue())


def read(text: str, mapper: Mapper | None = None) -> list[Claim]:
    document = Document("báo cáo.txt", "txt", text)
    claims = read_claims(document)
    (mapper or house()).assign(claims, document)
    return claims


@pytest.mark.parametrize("case", CASES, ids=[case["because"] for case in CASES])
def test_numbers_land_where_their_words_say(case):
    wanted = [(Decimal(str(value)), name) for value, name in case["says"]]

    claims = read(case["text"])

    published = house().catalogue.published
    assert [(claim.value, claim.indicator and published(claim.indicator)) for claim in claims] == wanted


@pytest.mark.parametrize("case", SENTENCES, ids=[case["text"][:40] for case in SENTENCES])
def test_sentences_of_reports_land_where_their_words_say(case):
    by_any_id, wanted = house().catalogue.by_any_id, {Decimal(str(value)): name for value, name in case["says"]}

    said = {claim.value: claim.indicator for claim in read(case["text"])}

    assert {value: said.get(value) for value in wanted} == {
        value: by_any_id.get(name, "") for value, name in wanted.items()
    }


def test_a_text_decomposed_or_spelt_the_old_way_says_the_same():
    text = "Hỗ trợ sửa chữa nhà cho 120 hộ nghèo; hòa giải, thủy lợi. Tỷ lệ hộ nghèo còn 1,9%."

    composed = read(text)
    spelt = read(normalize("NFC", text.replace("hòa", "hoà").replace("thủy", "thuỷ").replace("Tỷ", "Tỉ")))

    assert [claim.indicator for claim in spelt] == [claim.indicator for claim in composed]


def test_a_text_without_diacritics_is_read_and_less_is_sure_of_it():
    text = " ".join(case["text"] for case in CASES[:5])
    unmarked = "".join(one for one in normalize("NFD", text) if not combining(one)).translate(str.maketrans("đĐ", "dD"))

    marked = {claim.value: claim for claim in read(text)}
    claims = read(unmarked)

    same = [claim for claim in claims if claim.indicator and claim.indicator == marked[claim.value].indicator]
    assert len(same) >= 0.8 * len(marked)
    assert all(claim.score < marked[claim.value].score for claim in same)


@pytest.mark.parametrize(
    ("row", "title", "wanted"),
    [
        ("Bảo hiếm y tế", "Mức thiếu hụt các dịch vụ xã hội cơ bản", "poverty.poor_deprived_of_insurance"),
        ("Nguyên nhần khác", "Nguyên nhân nghèo", "poverty.poor_because_other"),
    ],
)
def test_a_row_that_lost_a_tone_on_a_scan_still_speaks_before_its_column(row, title, wanted):
    """As Tesseract reads "Bảo hiểm y tế" and "Nguyên nhân khác": the column alone would make them all poor households."""
    claim = Claim(
        quote="19", start=0, end=2, number=0, sentence=(0, 2), value=Decimal(19), unit="household", unit_said="hộ",
        cell=(0, 1, 2), subject=f"{row} | Hộ nghèo", about=title,
    )  # fmt: skip

    house().assign([claim], Document("bảng.pdf", "pdf", "19"))

    assert claim.indicator == wanted


def test_the_words_that_decided_are_told_as_they_stand():
    claims = read("Toàn huyện giải quyết  việc làm cho 900 lao động.")

    assert claims[0].indicator == "jobs.created"
    assert any("giải quyết việc làm" in reason for reason in claims[0].reasons)
    assert claims[0].alternatives[0][0] == "jobs.created"
    assert len(claims[0].alternatives) <= 3


def test_a_learnt_wording_comes_before_the_declared_ones():
    text = "Trong quý, có 340 chị em được nhận vào xưởng may."
    small = small_catalogue()

    before = read(text, Mapper(small))
    after = read(
        text, Mapper(Catalogue(small.indicators, variants=(Variant("chị em & nhận vào xưởng", "jobs.created"),)))
    )

    assert before[0].indicator == ""
    assert after[0].indicator == "jobs.created"


def test_a_learnt_wording_speaks_only_for_the_number_it_stands_at():
    small = small_catalogue()
    learnt = Catalogue(small.indicators, variants=(Variant("nhận vào xưởng may", "jobs.workers"),))

    claims = read("Có 340 người được nhận vào xưởng may; giải quyết việc làm cho 900 lao động.", Mapper(learnt))

    assert [claim.indicator for claim in claims] == ["jobs.workers", "jobs.created"]


def test_a_learnt_wording_does_not_make_money_of_people():
    small = small_catalogue()
    mapper = Mapper(Catalogue(small.indicators, variants=(Variant("giải quyết việc làm", "jobs.amount"),)))

    claims = read("Giải quyết việc làm cho 900 lao động.", mapper)

    assert claims[0].indicator == "jobs.created"


def test_a_subject_outside_the_sector_is_named_and_not_mapped():
    claims = read("Sản lượng thủy sản đạt 12.000 tấn.")

    assert claims[0].indicator == ""
    assert claims[0].outside.startswith("economy.")


def test_nothing_is_forced_where_no_words_fit():
    claims = read("Đoàn gồm 14 người lên đường lúc sáng sớm.", Mapper(small_catalogue()))

    assert all(not claim.indicator and not claim.outside and claim.score == 0 for claim in claims)


def test_a_pattern_without_words_is_refused():
    broken = small_catalogue(said=("việc làm & ",))

    with pytest.raises(RuleError, match="việc làm"):
        Mapper(broken)


def test_what_must_not_stand_near_keeps_a_pattern_out():
    mapper = Mapper(small_catalogue(said=("việc làm - nước ngoài",)))

    claims = read("Có 200 việc làm mới. Có 50 việc làm ở nước ngoài.", mapper)

    assert [claim.indicator for claim in claims] == ["jobs.created", ""]


def test_what_is_usual_is_in_the_catalogue():
    known = house_catalogue().by_any_id

    assert [name for name in usual_ids() if name not in known] == []


def test_a_plain_indicator_is_in_the_catalogue_and_is_none_of_the_narrower_ones():
    known = house_catalogue().indicators

    assert [name for pair in plain_ids().items() for name in pair if name not in known] == []
    assert not set(plain_ids()) & set(plain_ids().values())


def test_what_any_office_counts_is_the_sectors_under_its_letterhead():
    said = "Trong năm tiếp nhận 640 hồ sơ thủ tục hành chính."
    head = "{}\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nBÁO CÁO\nKết quả công tác năm 2023\n\n"

    ours = read(head.format("SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI") + said)
    others = read(head.format("SỞ TÀI CHÍNH") + said)

    assert [claim.indicator for claim in ours if claim.value == 640] == ["dossiers.received"]
    assert [claim.indicator for claim in others if claim.value == 640] == [""]


def test_the_same_document_gives_the_same_answer_twice():
    text = " ".join(case["text"] for case in CASES)

    assert [(c.indicator, c.score, c.reasons) for c in read(text)] == [
        (c.indicator, c.score, c.reasons) for c in read(text)
    ]


@pytest.mark.alone
def test_a_claim_is_mapped_in_well_under_a_millisecond():
    document = Document("báo cáo.txt", "txt", "\n".join(case["text"] for case in SENTENCES))
    claims = read_claims(document)
    house().assign(claims, document)

    spent = []
    for _ in range(3):
        start = process_time()
        house().assign(claims, document)
        spent.append(process_time() - start)

    assert min(spent) / len(claims) < 0.001


def small_catalogue(said: tuple[str, ...] = ("giải quyết việc làm|tạo việc làm",)) -> Catalogue:
    def indicator(name, unit, *said, **more):
        return Indicator(name, more.pop("measure", reported()), label_vi=name, label_en=name, unit=unit,
                         kind=more.pop("kind", "flow"), said=said, **more)  # fmt: skip

    told = [
        indicator("jobs.created", "person", *said),
        indicator("jobs.amount", "dong"),
        indicator("jobs.workers", "person"),
        indicator("jobs.rate", "percent", measure=ratio("jobs.created", "jobs.workers"), kind="ratio"),
        indicator("jobs.rate_fall", "percentage_point", measure=fall("jobs.rate")),
    ]
    outside = {"economy.exports": Outside("economy.exports", "Xuất khẩu", "", ("kim ngạch",))}
    relations = (share("jobs.rate", "jobs.created", "jobs.workers"),)
    return Catalogue({one.name: one for one in told}, relations, outside)
