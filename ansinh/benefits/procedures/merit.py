"""People with merit: recognition, re-examination, survivors, worship, one-offs, funeral, convalescence, files that move.

Ordinance 02/2020/UBTVQH14; Decree 131/2021/NĐ-CP; limits reduced by Resolution 24/2026/NQ-CP."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from ansinh.benefits import words
from ansinh.benefits.actions import add_claim, change_title, grant_title, register_martyr, stop_title
from ansinh.benefits.models import Claim, Decision, Martyr
from ansinh.core.days import month_of, vietnamese_day
from ansinh.core.names import clean_text
from ansinh.dossiers.models import Dossier
from ansinh.dossiers.procedures import (
    AUTHORITY_TO_ACT,
    BIRTH,
    COUNCIL_SENDS,
    DEATH,
    DEATH_EXTRACT,
    DEPARTMENT,
    DIED_ON,
    FROM_MONTH,
    IDENTITY,
    IS_SPECIAL,
    LOSS_RATE,
    MEDICAL,
    MERIT_STAGES,
    MINISTRY,
    NEW_HEAD,
    PAYEE_NAME,
    PAYEE_RELATION,
    RESIDENCE,
    CannotEnact,
    day_told,
    must_be_told,
    person_told,
    subject_of,
    told,
)
from ansinh.engine.procedures import Component, Form, Procedure, Question, Stage, Step
from ansinh.law import law_on
from ansinh.people.models import Person

from .checks import against_funeral, against_title, death_faults, law_reference
from .common import (
    RIGHTS,
    Known,
    bury,
    claim_labels,
    enacting,
    in_group,
    known_death,
    labels,
    open_titles,
    subjects,
    the_title,
)

OF_MERIT = ("merit", "survivor", "merit_carer", "merit_study", "former_soldier")
SURVIVORS = tuple(one for one in in_group("survivor") if one != "toxic_chemical_child")
INVALIDS = ("war_invalid", "war_invalid_b")
RATED = (*INVALIDS, "sick_soldier", "toxic_chemical", "toxic_chemical_child")
CARERS = {
    "heroic_mother": "heroic_mother_carer", "war_invalid": "war_invalid_carer", "war_invalid_b": "war_invalid_carer",
    "sick_soldier": "sick_soldier_carer", "toxic_chemical": "toxic_chemical_carer",
}  # fmt: skip
# The right of relatives where the person died before enjoying.
DIED_BEFORE = {
    "revolutionary_before_1945_full_time": "revolutionary_before_1945_died", "revolutionary_before_1945_at_home": "revolutionary_before_1945_died",
    "revolutionary_of_1945": "revolutionary_of_1945_died", "heroic_mother": "heroic_mother_died", "hero": "hero_died",
    "imprisoned": "imprisoned_died", "helper_before_august_1945": "resistance_died", "helper_with_order": "resistance_died",
    "helper_nurturing": "resistance_died", "helper_medal": "resistance_died", "resistance_seniority": "resistance_died",
}  # fmt: skip
ORDINANCE, REDUCED = "Pháp lệnh 02/2020/UBTVQH14", "NQ 24/2026/NQ-CP Phụ lục I.2 (29/04/2026 - 28/02/2027)"
IN_FORCE = date(2022, 2, 15)
ASKED_BY = ("self", "relative", "guardian", "organisation")
HAS_CARER = Question(
    "has_carer", "Có người phục vụ (từ 81 %, hoặc Bà mẹ VNAH sống ở gia đình)", "Has a carer (from 81 %, or a Heroic Mother at home)",
    type="yes_no", is_required=False, is_found=True,
)  # fmt: skip
MARTYR = (
    Question("martyr_name", "Họ tên liệt sĩ", "Name of the martyr"),
    Question("award_number", "Số Bằng «Tổ quốc ghi công»", "Number of the certificate «The Fatherland remembers»"),
)
PAYEE = (replace(PAYEE_NAME, is_required=False), replace(PAYEE_RELATION, is_required=False))
IS_WORSHIPPER = Question(
    "is_worshipper", "Người nhận là người thờ cúng (không còn thân nhân)", "Who collects is the worshipper", type="yes_no", is_required=False
)  # fmt: skip
CERTIFICATE = Component("award", "Bằng «Tổ quốc ghi công»", "Certificate of the martyr")
FILE = Component("file", "Hồ sơ gốc người có công", "Merit file", copies=0, held_by="archive")


def _basis(article: str, *, is_reduced: bool = True) -> tuple[str, ...]:
    return (ORDINANCE, f"NĐ 131/2021/NĐ-CP Điều {article}", *((REDUCED,) if is_reduced else ()))


def _form(number: str, note: str = "") -> tuple[Form, ...]:
    return (Form(number, IN_FORCE, note=f"NĐ 131/2021/NĐ-CP Phụ lục I{': ' + note if note else ''}"),)


def _declaration(number: str, vi: str = "Bản khai", en: str = "Declaration") -> Component:
    return Component("declaration", f"{vi} (Mẫu {number})" if number else vi, en, originals=1, copies=0, form=number)


def _category(dossier: Dossier, only: str) -> str:
    return only or str(must_be_told(dossier, "category", "diện công nhận"))


def _recognise(only: str = "") -> Callable[..., list[str]]:
    """The title a decision recognises, its carer beside it; a right once where the law gives that instead."""

    @enacting
    def recognise(dossier: Dossier, decision: Decision, by: Any) -> list[str]:
        category, person = _category(dossier, only), subject_of(dossier)
        if person.died_on and category in DIED_BEFORE:
            return _once(dossier, decision, DIED_BEFORE[category], by)
        rate = told(dossier, "loss_rate")
        if category in INVALIDS and rate is not None and rate < _least_rate(decision.decided_on):
            return _once(dossier, decision, "wounded_once", by)
        if category in words.CLAIMS:
            return _once(dossier, decision, category, by)
        title = grant_title(
            person=person, category=category, decision=decision, from_month=told(dossier, "from_month"), loss_rate=rate,
            is_special=bool(told(dossier, "is_special")), seniority_years=told(dossier, "seniority_years"), by=by,
        )  # fmt: skip
        titles = [title]
        if told(dossier, "has_carer") and category in CARERS:
            month = month_of(title.from_day)
            titles.append(
                grant_title(person=person, category=CARERS[category], decision=decision, from_month=month, by=by)
            )
        return subjects(titles)

    return recognise


def _least_rate(day: date) -> int:
    law = law_on(day)
    return int(law.value("merit.loss_rates")["war_invalid_from"]) if law.has("merit.loss_rates") else 0


def _once(dossier: Dossier, decision: Decision, kind: str, by: Any, **more: Any) -> list[str]:
    claim = add_claim(
        person=Person._base_manager.get(pk=subject_of(dossier).pk), kind=kind, decision=decision,
        death_extract=told(dossier, "death_extract") or "", payee_name=told(dossier, "payee_name") or "",
        payee_relation=told(dossier, "payee_relation") or "", loss_rate=told(dossier, "loss_rate"),
        seniority_months=told(dossier, "seniority_months"), is_worshipper=bool(told(dossier, "is_worshipper")), by=by, **more,
    )  # fmt: skip
    return [f"claim:{claim.pk}"]


def _martyr(dossier: Dossier, by: Any) -> Martyr:
    """The martyr of the certificate, entered where the register has none of that number."""
    number = clean_text(must_be_told(dossier, "award_number", "số Bằng «Tổ quốc ghi công»"))
    known: Martyr | None = Martyr._base_manager.filter(award_number=number).first()
    if known is not None:
        return known
    name = must_be_told(dossier, "martyr_name", "họ tên liệt sĩ")
    return register_martyr(name=name, commune=dossier.commune, award_number=number, by=by)


@enacting
def _reexamine(dossier: Dossier, decision: Decision, by: Any) -> list[str]:
    """The rate the council found, from the month of the decision; whoever the first minutes left without a title gets it."""
    rate = must_be_told(dossier, "loss_rate", "tỷ lệ theo biên bản giám định")
    month = told(dossier, "from_month") or month_of(decision.decided_on)
    category = told(dossier, "category")
    if category and not open_titles(dossier.subject, category):
        title = grant_title(
            person=subject_of(dossier), category=category, decision=decision, from_month=month, loss_rate=rate,
            is_special=bool(told(dossier, "is_special")), by=by,
        )  # fmt: skip
        return subjects([title])
    old = the_title(dossier, *RATED)
    changes: dict[str, Any] = {"loss_rate": rate}
    if told(dossier, "is_special") is not None:
        changes["is_special"] = told(dossier, "is_special")
    new = change_title(title=old, from_month=month, decision=decision, changes=changes, reason="giám định lại", by=by)
    return subjects([old, new])


@enacting
def _survive(dossier: Dossier, decision: Decision, by: Any) -> list[str]:
    category = must_be_told(dossier, "category", "loại tuất")
    martyrs = [_martyr(dossier, by)] if category in ("relative_of_martyr", "remarried_spouse_of_martyr") else []
    title = grant_title(
        person=subject_of(dossier), category=category, decision=decision, from_month=told(dossier, "from_month"),
        martyr_count=told(dossier, "martyr_count"), deceased=person_told(dossier, "deceased"), martyrs=martyrs, by=by,
    )  # fmt: skip
    return subjects([title])


@enacting
def _worship(dossier: Dossier, decision: Decision, by: Any) -> list[str]:
    return _once(dossier, decision, "worship", by, martyr=_martyr(dossier, by))


@enacting
def _at_death(dossier: Dossier, decision: Decision, by: Any) -> list[str]:
    kind = must_be_told(dossier, "kind", "loại trợ cấp")
    if kind != "death_of_merit":
        return _once(dossier, decision, kind, by, martyr=_martyr(dossier, by))
    written = bury(dossier, decision, OF_MERIT, by)
    return [*written, *_once(dossier, decision, kind, by, event_on=day_told(dossier, "event_on"))]


@enacting
def _bury(dossier: Dossier, decision: Decision, by: Any) -> list[str]:
    must_be_told(dossier, "death_extract", "số trích lục khai tử")
    return [*bury(dossier, decision, OF_MERIT, by), *_once(dossier, decision, "funeral_merit", by)]


@enacting
def _convalesce(dossier: Dossier, decision: Decision, by: Any) -> list[str]:
    return _once(dossier, decision, must_be_told(dossier, "kind", "hình thức điều dưỡng"), by)


@enacting
def _move(dossier: Dossier, decision: Decision, by: Any) -> list[str]:
    if must_be_told(dossier, "direction", "chuyển đi hay chuyển đến") == "out":
        event_on = day_told(dossier, "event_on") or decision.decided_on
        titles = [title for title in open_titles(dossier.subject) if title.group in OF_MERIT]
        if not titles:
            raise CannotEnact(f"{subject_of(dossier).name} không có diện người có công nào trong sổ để chuyển đi.")
        return subjects(
            [stop_title(title=title, reason="moved_away", event_on=event_on, decision=decision, by=by) for title in titles]
        )  # fmt: skip
    title = grant_title(
        person=subject_of(dossier), category=must_be_told(dossier, "category", "diện hưởng"), decision=decision,
        from_month=must_be_told(dossier, "from_month", "tháng tiếp tục hưởng theo phiếu báo di chuyển"),
        loss_rate=told(dossier, "loss_rate"), martyr_count=told(dossier, "martyr_count"), note="hồ sơ chuyển đến từ tỉnh khác", by=by,
    )  # fmt: skip
    return subjects([title])


def _against(only: str = "") -> Callable[..., list[str]]:
    """What stands against recognising a title; for the dead and rights once, what stands against the claim."""

    def check(*, dossier: Dossier, day: date) -> list[str]:
        person, category = dossier.subject, only or told(dossier, "category")
        if person is None:
            return ["Hồ sơ chưa gắn với người nào trong sổ nhân khẩu, nên chưa đối chiếu được."]
        if category in (None, ""):
            return ["Hồ sơ chưa ghi diện đề nghị công nhận."]
        if person.died_on and category in DIED_BEFORE:
            return _against_once(person, DIED_BEFORE[category])
        rate = told(dossier, "loss_rate")
        if category in RATED and rate is None:
            return [
                f"Chưa có tỷ lệ tổn thương cơ thể theo biên bản giám định ({law_reference(day, 'merit.loss_rates')})."
            ]
        if category in INVALIDS and rate < _least_rate(day):
            return _against_once(person, "wounded_once")
        if category in words.CLAIMS:
            return _against_once(person, category)
        return list(against_title(dossier, person, category, day))

    return check


def _against_once(person: Person, kind: str) -> list[str]:
    other = Claim._base_manager.filter(person=person, kind=kind, cancelled_by=None).select_related("decision").first()
    return (
        [f"{person.name} đã có «{other.get_kind_display()}» theo {other.decision} ({ORDINANCE} Điều 6)."]
        if other
        else []
    )


def _against_at_death(*, dossier: Dossier, day: date) -> list[str]:
    if dossier.subject is None:
        return ["Hồ sơ chưa gắn với người nào trong sổ nhân khẩu, nên chưa đối chiếu được."]
    kind = told(dossier, "kind") or "death_of_merit"
    said = _against_once(dossier.subject, kind)
    return said + (
        death_faults(dossier, dossier.subject, day, OF_MERIT, "merit.death_months") if kind == "death_of_merit" else []
    )


def _against_yearly(*, dossier: Dossier, day: date) -> list[str]:
    """One convalescence a year, or every two years for most: what was had this year and the last."""
    person = dossier.subject
    if person is None:
        return ["Hồ sơ chưa gắn với người nào trong sổ nhân khẩu, nên chưa đối chiếu được."]
    kinds = ("convalescence_home", "convalescence_centre")
    since = (day.year - 1) * 100
    had = (
        Claim._base_manager.filter(person=person, kind__in=kinds, cancelled_by=None, month__gt=since)
        .order_by("-month")
        .first()
    )
    said = []
    if not [title for title in open_titles(person) if title.group in OF_MERIT]:
        said.append(
            f"Sổ không ghi {person.name} hưởng diện người có công nào ({law_reference(day, 'merit.convalescence')})."
        )
    if had:
        every = law_reference(day, "merit.convalescence_every")
        said.append(
            f"{person.name} đã điều dưỡng năm {had.month // 100}; xem diện hằng năm hay hai năm một lần ({every})."
        )
    return said


def _against_worship(*, dossier: Dossier, day: date) -> list[str]:
    number = told(dossier, "award_number")
    martyr = Martyr._base_manager.filter(award_number=clean_text(number)).first() if number else None
    if martyr is None:
        return ["Sổ chưa có liệt sĩ với số bằng này; khi ký sẽ ghi mới theo hồ sơ (NĐ 131/2021/NĐ-CP Điều 28)."]
    year = day.year * 100
    had = Claim._base_manager.filter(
        martyr=martyr, kind="worship", cancelled_by=None, month__range=(year + 1, year + 12)
    )
    other = had.exclude(person=dossier.subject).select_related("person", "decision").first()
    if other:
        return [
            f"Liệt sĩ {martyr.name} năm {day.year} đã có người thờ cúng: {other.person.name}, {other.decision} (Điều 28 khoản 5)."
        ]
    return []


def _against_move(*, dossier: Dossier, day: date) -> list[str]:
    if told(dossier, "direction") == "in":
        return _against()(dossier=dossier, day=day)
    if dossier.subject is None:
        return ["Hồ sơ chưa gắn với người nào trong sổ nhân khẩu, nên chưa đối chiếu được."]
    held = [title for title in open_titles(dossier.subject) if title.group in OF_MERIT]
    suspended = [title for title in held if title.suspensions.filter(to_day=None).exists()]
    if not held:
        return [f"{dossier.subject.name} không có diện người có công nào trong sổ."]
    named = ", ".join(title.get_category_display() for title in suspended)
    return (
        [f"Giải quyết xong vướng mắc rồi mới di chuyển (NĐ 131/2021/NĐ-CP Điều 131 khoản 3): {named} đang tạm dừng."]
        if named
        else []
    )


def _against_rate(*, dossier: Dossier, day: date) -> list[str]:
    if dossier.subject is None:
        return ["Hồ sơ chưa gắn với người nào trong sổ nhân khẩu, nên chưa đối chiếu được."]
    said = []
    if not told(dossier, "category") and not open_titles(dossier.subject, *RATED):
        said.append(f"{dossier.subject.name} không có diện nào có tỷ lệ tổn thương trong sổ.")
    if told(dossier, "loss_rate") is None:
        said.append("Chưa có tỷ lệ theo biên bản giám định (NĐ 131/2021/NĐ-CP Mẫu 78).")
    minutes, asked, within = day_told(dossier, "minutes_on"), dossier.began_on, "procedures.appeal_request_within"
    if minutes and law_on(asked).has(within):
        most = law_on(asked).value(within)
        if (asked - minutes).days > most:
            article = law_reference(asked, within)
            said.append(
                f"Biên bản ngày {vietnamese_day(minutes)}, đề nghị ngày {vietnamese_day(asked)}: quá {most} ngày ({article})."
            )
    return said


def _known_rate(*, subject: Person | None, **_others: Any) -> Known:
    held = open_titles(subject, *RATED)
    return {"category": (held[0].category, f"{RIGHTS}, {held[0].decision}")} if len(held) == 1 else {}


def _recognition(
    name: str, vi: str, en: str, article: str, *, form: str, category: str = "", choices: Mapping[str, tuple[str, str]] | None = None,
    papers: tuple[Component, ...] = (), questions: tuple[Question, ...] = (), is_reduced: bool = True, **more: Any,
) -> Procedure:  # fmt: skip
    """A recognition: one category, or a choice of several; the dead may be recognised too where relatives then have a right."""
    asked = (
        (Question("category", "Diện đề nghị công nhận", "Category", type="choice", choices=choices),) if choices else ()
    )
    may_be_dead = bool({category, *(choices or ())} & set(DIED_BEFORE))
    heirs = (*PAYEE, IS_WORSHIPPER) if may_be_dead else ()
    return Procedure(
        name, vi, en, field="merit", basis=_basis(article, is_reduced=is_reduced), law=f"procedures.{name}",
        stages=more.pop("stages", MERIT_STAGES), who=ASKED_BY, subject="person", forms=_form(form) if form else (),
        components=(_declaration(form), *papers, IDENTITY, RESIDENCE, AUTHORITY_TO_ACT, *((DEATH,) if may_be_dead else ())),
        questions=(*asked, *questions, *heirs, FROM_MONTH), check=_against(category), enact=_recognise(category), **more,
    )  # fmt: skip


WAR_POSTING = Stage(
    "posting", "Niêm yết, lấy ý kiến nhân dân ở thôn, xã", "Posting in hamlet and commune", 3,
    (Step("post", "Niêm yết, thông báo, lập biên bản kết quả", "Post, announce, keep the minutes", "commune_officer", "post"),),
)  # fmt: skip
MERIT_COUNCIL = Stage(
    "council", "Hội đồng xác nhận người có công cấp xã", "Commune council for people with merit", 3,
    (
        Step("assess", "Họp xét, lập biên bản (Mẫu 79)", "Meet, keep the minutes (form 79)", "commune_officer", "assess"),
        Step("send", "Ký chuyển hồ sơ", "Sign and forward", "commune_leader", "forward"),
    ),
)  # fmt: skip
SERVICE = Component("service", "Giấy tờ ghi nhận thời gian hoạt động, công tác", "Proof of the service")
MEDICAL_PAPER = Component("medical", "Tóm tắt bệnh án, giấy tờ ghi nhận bệnh, dị tật", "Medical record")
AWARD = Component(
    "title", "Quyết định hoặc bằng phong tặng, truy tặng danh hiệu", "Decision or certificate of the title"
)

RECOGNITIONS = (
    _recognition(
        "merit_revolutionary_before_1945", "Công nhận người HĐCM trước 01/01/1945", "Revolutionaries before 1945", "5-8", form="01",
        choices=labels("revolutionary_before_1945_full_time", "revolutionary_before_1945_at_home"), papers=(SERVICE,),
        questions=(Question("seniority_years", "Số năm thâm niên", "Years of seniority", type="number", is_required=False, is_found=True),),
        result_vi="Quyết định cấp giấy chứng nhận và trợ cấp (Mẫu 50)", result_en="Decision, form 50",
    ),
    _recognition(
        "merit_revolutionary_of_1945", "Công nhận người HĐCM từ 01/01/1945 đến khởi nghĩa tháng Tám", "Revolutionaries of 1945", "9-13",
        form="02", category="revolutionary_of_1945", papers=(SERVICE,),
        result_vi="Quyết định cấp giấy chứng nhận và trợ cấp (Mẫu 50)", result_en="Decision, form 50",
    ),
    _recognition(
        "merit_heroic_mother", "Chế độ Bà mẹ Việt Nam anh hùng", "Heroic Mothers", "30", form="03", category="heroic_mother",
        papers=(AWARD,), questions=(HAS_CARER,), result_vi="Quyết định trợ cấp, phụ cấp (Mẫu 57)", result_en="Decision, form 57",
    ),
    _recognition(
        "merit_hero", "Chế độ Anh hùng LLVTND, Anh hùng lao động thời kỳ kháng chiến", "Heroes", "32", form="04", category="hero",
        papers=(AWARD,), result_vi="Quyết định trợ cấp ưu đãi (Mẫu 58)", result_en="Decision, form 58",
    ),
    _recognition(
        "merit_war_invalid", "Công nhận thương binh, người hưởng chính sách như thương binh", "War invalids", "34-40", form="08",
        choices=labels(*INVALIDS), papers=(Component("injury", "Giấy tờ về trường hợp bị thương", "Proof of the injury"), MEDICAL_PAPER),
        stages=(*MERIT_STAGES, WAR_POSTING, MERIT_COUNCIL), law_if=("ground", {"wartime": "procedures.merit_war_invalid_wartime"}),
        questions=(
            Question("ground", "Bị thương", "Wounded", type="choice", choices={
                "service": ("thuộc Điều 23 Pháp lệnh, có cơ quan quản lý (Điều 39)", "in a duty of the Ordinance, under a body"),
                "wartime": ("trong chiến tranh, không thuộc quân đội, công an (Điều 81)", "in the war, outside the forces"),
            }),
            LOSS_RATE, IS_SPECIAL, HAS_CARER,
        ), result_vi="Quyết định cấp giấy chứng nhận (Mẫu 59) hoặc trợ cấp một lần (Mẫu 61)",
        result_en="Decision, form 59, or a one-off, form 61",
        description_vi="Từ 21 %: trợ cấp hằng tháng. Từ 5 đến 20 %: trợ cấp một lần.",
        description_en="From 21 %: a monthly allowance. From 5 to 20 %: once.",
    ),
    _recognition(
        "merit_sick_soldier", "Công nhận bệnh binh", "Sick soldiers", "46-52", form="", category="sick_soldier", is_reduced=False,
        papers=(SERVICE, MEDICAL_PAPER), questions=(LOSS_RATE, IS_SPECIAL, HAS_CARER),
        result_vi="Quyết định cấp giấy chứng nhận bệnh binh (Mẫu 63)", result_en="Decision, form 63",
    ),
    _recognition(
        "merit_toxic_chemical", "Công nhận người HĐKC bị nhiễm chất độc hóa học", "Toxic-chemical victims", "53-58", form="09",
        category="toxic_chemical", papers=(SERVICE, MEDICAL_PAPER),
        law_if=("ground", {
            "with_child": "procedures.merit_toxic_chemical_with_child", "childless": "procedures.merit_toxic_chemical_childless",
        }),
        questions=(
            Question("ground", "Căn cứ", "Ground", type="choice", choices={
                "illness": ("mắc bệnh trong danh mục (khoản 1)", "an illness of the list"),
                "with_child": ("có con đẻ dị dạng, dị tật đã hưởng (khoản 2)", "a child already on the allowance"),
                "childless": ("có vợ, chồng mà không có con đẻ (khoản 3)", "married without a child of their own"),
            }),
            LOSS_RATE, IS_SPECIAL, HAS_CARER,
        ),
        result_vi="Quyết định cấp giấy chứng nhận và trợ cấp (Mẫu 64)", result_en="Decision, form 64",
    ),
    _recognition(
        "merit_toxic_chemical_child", "Công nhận con đẻ người HĐKC bị nhiễm chất độc hóa học", "Children of toxic-chemical victims", "57",
        form="09", category="toxic_chemical_child",
        papers=(SERVICE, MEDICAL_PAPER, BIRTH),
        questions=(LOSS_RATE,), result_vi="Quyết định trợ cấp ưu đãi (Mẫu 65)", result_en="Decision, form 65",
    ),
    _recognition(
        "merit_imprisoned", "Công nhận người HĐCM, HĐKC bị địch bắt tù, đày", "Imprisoned or exiled", "59-63", form="10",
        category="imprisoned", papers=(SERVICE,), result_vi="Quyết định công nhận và trợ cấp (Mẫu 66)", result_en="Decision, form 66",
    ),
    _recognition(
        "merit_resistance_one_off", "Trợ cấp một lần người HĐKC giải phóng dân tộc", "Resistance one-off", "64-67", form="11",
        category="resistance_seniority", papers=(SERVICE,),
        questions=(Question("seniority_months", "Số tháng tham gia kháng chiến", "Months in the resistance", type="number"),),
        result_vi="Quyết định trợ cấp một lần (Mẫu 67)", result_en="Decision, form 67",
    ),
    _recognition(
        "merit_helper", "Chế độ người có công giúp đỡ cách mạng", "Helpers of the revolution", "68-70", form="11", papers=(AWARD,),
        choices=labels("helper_before_august_1945", "helper_with_order", "helper_nurturing") | claim_labels("helper_medal"),
        result_vi="Quyết định trợ cấp (Mẫu 67)", result_en="Decision, form 67",
    ),
)  # fmt: skip

REEXAMINATION = Procedure(
    "merit_reexamination", "Giám định lại thương tật, điều chỉnh trợ cấp", "Re-examination of wounds",
    field="merit", basis=_basis("41, 42"), law="procedures.merit_reexamination",
    law_if=("ground", {"recurrent": "procedures.merit_reexamination_recurrent"}), stages=MERIT_STAGES, who=ASKED_BY, subject="person",
    components=(Component("request", "Đơn đề nghị giám định lại", "Request", originals=1, copies=0), MEDICAL_PAPER, FILE, IDENTITY, RESIDENCE),
    questions=(
        Question("ground", "Vì sao", "Why", type="choice", choices={
            "recurrent": ("vết thương đặc biệt tái phát (Điều 41)", "a special wound broke out again"),
            "left": ("còn sót vết thương, mảnh kim khí (Điều 42)", "wounds or fragments left"),
            "temporary": ("tỷ lệ tạm thời (Điều 42)", "a temporary rate"), "added": ("bổ sung vết thương (Điều 42)", "an added wound"),
        }),
        LOSS_RATE, IS_SPECIAL, FROM_MONTH,
    ),
    check=_against_rate, enact=_reexamine, result_vi="Quyết định điều chỉnh trợ cấp (Mẫu 60)", result_en="Decision, form 60",
)  # fmt: skip

OF_MARTYR = ("category", ("relative_of_martyr", "remarried_spouse_of_martyr"))
AT_DEATH = ("kind", ("death_of_merit",))
AT_AWARD = ("kind", ("martyr_award", "martyr_notification"))
CAME_IN = ("direction", ("in",))
SURVIVOR = Procedure(
    "merit_survivor", "Trợ cấp tuất hằng tháng, tuất nuôi dưỡng", "Monthly survivors",
    field="merit", basis=(*_basis("26, 27, 121, 124"), f"{ORDINANCE} Điều 16"), law="procedures.merit_survivor",
    law_if=("category", {
        "relative_of_martyr": "procedures.merit_relative_of_martyr", "remarried_spouse_of_martyr": "procedures.merit_remarried_spouse",
    }),
    stages=MERIT_STAGES, who=("self", "relative", "guardian"), subject="person",
    components=(
        _declaration("12", "Bản khai"), DEATH, FILE, IDENTITY, RESIDENCE, AUTHORITY_TO_ACT,
        replace(CERTIFICATE, needed_if=OF_MARTYR),
        Component("school", "Giấy xác nhận đang học (con từ 18 tuổi)", "Proof of study (a child from 18)", is_required=False),
        Component("disability_certificate", "Giấy xác nhận khuyết tật (con khuyết tật)", "Disability certificate", copies=0,
                  is_required=False, held_by="disability"),
        Component("income", "Giấy xác nhận thu nhập (Mẫu 47)", "Proof of income (form 47)", is_required=False, form="47"),
    ),
    questions=(
        Question("category", "Loại tuất", "Kind", type="choice", choices=labels(*SURVIVORS)),
        Question("deceased", "Số định danh người có công đã mất", "Personal number of the deceased", type="person", is_required=False,
                 asked_if=("category", ("survivor_of_revolutionary_before_1945", "survivor_of_revolutionary_of_1945",
                                        "survivor_of_invalid_from_61", "survivor_nurturing"))),
        *(replace(one, asked_if=OF_MARTYR) for one in MARTYR),
        Question("martyr_count", "Số liệt sĩ là thân nhân", "Martyrs in the family", type="number", asked_if=("category", ("relative_of_martyr",))),
        FROM_MONTH,
    ),
    forms=_form("12", "Mẫu 05 với thân nhân liệt sĩ, Mẫu 17 với vợ, chồng liệt sĩ tái giá"), check=_against(), enact=_survive,
    result_vi="Quyết định trợ cấp tuất (Mẫu 52, 53, 54)", result_en="Decision, forms 52 to 54",
)  # fmt: skip

WORSHIP = Procedure(
    "merit_worship", "Trợ cấp thờ cúng liệt sĩ", "Worship of a martyr",
    field="merit", basis=_basis("28"), law="procedures.merit_worship", stages=MERIT_STAGES, who=("self", "organisation"), subject="applicant",
    components=(
        _declaration("18", "Đơn đề nghị"), Component("authorisation", "Văn bản ủy quyền thờ cúng, biên bản đồng thuận (Mẫu 80)", "Authorisation"),
        CERTIFICATE, FILE, IDENTITY, RESIDENCE,
    ),
    questions=MARTYR, forms=_form("18"), check=_against_worship, enact=_worship,
    result_vi="Quyết định trợ cấp thờ cúng (Mẫu 55)", result_en="Decision, form 55",
    description_vi="Mỗi liệt sĩ một người thờ cúng, trả hằng năm kể từ năm của quyết định.",
    description_en="One worshipper a martyr, paid yearly from the year of the decision.",
)  # fmt: skip

ONE_OFF = Procedure(
    "merit_one_off", "Trợ cấp một lần: người có công từ trần, cấp Bằng «Tổ quốc ghi công»", "One-off at a death, martyr's certificate",
    field="merit", basis=_basis("26, 123", is_reduced=False), law="procedures.merit_one_off",
    law_if=("kind", {"martyr_award": "procedures.merit_relative_of_martyr", "martyr_notification": "procedures.merit_relative_of_martyr"}),
    stages=MERIT_STAGES, who=("relative", "self", "household"), subject="deceased",
    components=(
        _declaration("12"), replace(DEATH, needed_if=AT_DEATH), replace(CERTIFICATE, needed_if=AT_AWARD), FILE, IDENTITY,
    ),
    questions=(
        Question("kind", "Loại trợ cấp", "Kind", type="choice", choices=claim_labels("death_of_merit", "martyr_award", "martyr_notification")),
        *(replace(one, asked_if=AT_DEATH) for one in (DIED_ON, DEATH_EXTRACT, NEW_HEAD)),
        *(replace(one, asked_if=AT_AWARD) for one in MARTYR), *PAYEE,
    ),
    forms=_form("12"), known=known_death, check=_against_at_death, enact=_at_death,
    result_vi="Quyết định trợ cấp một lần (Mẫu 74, Mẫu 52)", result_en="Decision, form 74 or 52",
)  # fmt: skip

FUNERAL = Procedure(
    "funeral_merit", "Mai táng phí người có công", "Merit funeral",
    field="merit", basis=_basis("122", is_reduced=False), law="procedures.funeral_merit", stages=MERIT_STAGES,
    who=("relative", "household", "organisation"), subject="deceased", components=(_declaration("12"), DEATH, FILE, IDENTITY),
    questions=(DIED_ON, DEATH_EXTRACT, PAYEE_NAME, PAYEE_RELATION, NEW_HEAD), forms=_form("12"),
    known=known_death, check=against_funeral, enact=_bury,
    result_vi="Quyết định chấm dứt chế độ (Mẫu 72) và trợ cấp mai táng (Mẫu 74)", result_en="Decisions, forms 72 and 74",
)  # fmt: skip

CONVALESCENCE = Procedure(
    "merit_convalescence_list", "Danh sách điều dưỡng phục hồi sức khỏe", "Convalescence list",
    field="merit", basis=_basis("85, 86", is_reduced=False), law="procedures.merit_convalescence_list", stages=MERIT_STAGES,
    who=("officer",), subject="person", is_online=False,
    components=(Component("list", "Danh sách của xã (Mẫu 86)", "The commune's list (form 86)", originals=1, copies=0, form="86"), FILE, IDENTITY),
    questions=(
        Question("kind", "Hình thức", "Kind", type="choice", choices=claim_labels("convalescence_home", "convalescence_centre")),
        Question("health", "Tình trạng sức khỏe", "Health", type="long", is_required=False),
    ),
    forms=_form("86"), check=_against_yearly, enact=_convalesce, result_vi="Quyết định phê duyệt (Mẫu 68)", result_en="Decision, form 68",
)  # fmt: skip

MOVE = Procedure(
    "merit_move_file", "Di chuyển hồ sơ người có công", "Moving a merit file",
    field="merit", basis=_basis("131", is_reduced=False), law="procedures.merit_move_file", stages=MERIT_STAGES,
    who=("self", "relative", "guardian"), subject="person",
    components=(_declaration("27", "Đơn đề nghị di chuyển hồ sơ"), FILE, IDENTITY, RESIDENCE,
                Component("slip", "Phiếu báo di chuyển hồ sơ (Mẫu 93) kèm hồ sơ", "Slip (form 93) with the file", originals=1, copies=0,
                          needed_if=CAME_IN, form="93")),
    questions=(
        Question("direction", "Di chuyển", "Direction", type="choice", choices={
            "out": ("đi tỉnh khác", "to another province"), "in": ("từ tỉnh khác đến", "from another province"),
        }),
        Question("event_on", "Ngày chuyển nơi thường trú", "Day of the move", type="day"),
        Question("category", "Diện theo phiếu báo", "Category on the slip", type="choice", choices=labels(*in_group(*OF_MERIT)),
                 asked_if=CAME_IN),
        Question("from_month", "Tháng tiếp tục hưởng theo phiếu báo", "Month it goes on", type="month", asked_if=CAME_IN),
        Question("loss_rate", "Tỷ lệ tổn thương theo hồ sơ", "Loss rate in the file", type="percent", is_required=False, asked_if=CAME_IN),
        Question("martyr_count", "Số liệt sĩ theo hồ sơ", "Martyrs in the file", type="number", is_required=False, asked_if=CAME_IN),
    ),
    forms=_form("27"), check=_against_move, enact=_move,
    result_vi="Phiếu báo di chuyển hồ sơ (Mẫu 93) hoặc quyết định tiếp nhận", result_en="Slip, form 93, or decision to take over",
)  # fmt: skip

APPEAL = Procedure(
    "appeal", "Giám định phúc quyết", "Appeal examination",
    field="merit", basis=_basis("166, 167"), law="procedures.appeal", law_if=("is_last", {"True": "procedures.appeal_last"}),
    stages=(COUNCIL_SENDS, MINISTRY, MEDICAL, DEPARTMENT), who=("self", "relative", "guardian"), subject="person",
    components=(
        Component("request", "Đơn đề nghị khám giám định phúc quyết", "Request", originals=1, copies=0),
        Component("minutes", "Biên bản giám định y khoa", "Medical minutes"), FILE, IDENTITY,
    ),
    questions=(
        Question("is_last", "Phúc quyết lần cuối", "Last appeal", type="yes_no"),
        Question("minutes_on", "Ngày nhận biên bản giám định", "Day the minutes came", type="day"),
        Question("reason", "Không đồng ý vì", "Why", type="long"),
        Question("category", "Diện, khi chưa được công nhận", "Category, where nothing was recognised", type="choice", choices=labels(*RATED),
                 is_required=False),
        LOSS_RATE, IS_SPECIAL, FROM_MONTH,
    ),
    check=_against_rate, enact=_reexamine, known=_known_rate,
    result_vi="Quyết định theo biên bản giám định phúc quyết", result_en="Decision by the minutes of the appeal",
)  # fmt: skip

PROCEDURES = (*RECOGNITIONS, REEXAMINATION, SURVIVOR, WORSHIP, ONE_OFF, FUNERAL, CONVALESCENCE, MOVE, APPEAL)
