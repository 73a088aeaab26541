"""Monthly social allowance: new, changed, stopped, moved; a beneficiary who died. Decree 20/2021/NĐ-CP; Decree 335/2026/NĐ-CP."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from ansinh.benefits import words
from ansinh.benefits.actions import change_title, grant_title, stop_title
from ansinh.benefits.models import Decision
from ansinh.core.days import month_of
from ansinh.dossiers.models import Dossier
from ansinh.dossiers.procedures import (
    ALLOWANCE_STAGES,
    AUTHORITY_TO_ACT,
    BIRTH,
    DEATH,
    DEATH_EXTRACT,
    DIED_ON,
    DISABILITY,
    FROM_MONTH,
    IDENTITY,
    NEW_HEAD,
    POOR_CLASS,
    REASON,
    RESIDENCE,
    SHORT_STAGES,
    CannotEnact,
    day_told,
    must_be_told,
    person_told,
    subject_of,
    told,
)
from ansinh.engine.procedures import Component, Form, Procedure, Question
from ansinh.people.actions import found_household, move_household, open_membership, split_household
from ansinh.people.models import Person
from ansinh.places.models import Place

from .checks import CLASSES, against_grant, against_held, against_stop
from .common import (
    OF_THE_COMMUNE,
    RIGHTS,
    Known,
    bury,
    certificate_on,
    enacting,
    in_group,
    known_death,
    labels,
    open_titles,
    subjects,
    the_title,
)

ALLOWANCES = in_group("assistance")
MOVED = (*ALLOWANCES, *in_group("care", "social_pension"))
HIV = ("child_hiv", "hiv_poor")
CHILDREN = ("orphan", "orphan_in_study", "child_hiv", "child_under_3_difficult_area", "single_parent")
DISABLED = ("disabled_extra_severe", "disabled_severe")
POOR = tuple(CLASSES)
BASIS = (
    "NĐ 20/2021/NĐ-CP Điều 5-8 (01/07/2021 - 04/10/2026)",
    "NĐ 147/2025/NĐ-CP Điều 5-8 (từ 01/07/2025)",
    "NĐ 335/2026/NĐ-CP Điều 5-9 (từ 05/10/2026)",
)
FORM_NOT_READ = "Phụ lục biểu mẫu của NĐ 335/2026/NĐ-CP chưa đọc."
NEW_FORM = Form("NĐ 335/2026 (chưa đọc số mẫu)", date(2026, 10, 5), status="unverified", note=FORM_NOT_READ)
FORMS = (
    Form("1a, 1b, 1c, 1d, 1đ", date(2021, 7, 1), note="NĐ 20/2021/NĐ-CP Điều 7 khoản 1, theo loại đối tượng"),
    Form("01", date(2026, 10, 5), status="unverified", note="Mẫu chung với hưu trí xã hội (NĐ 335/2026/NĐ-CP Điều 31). " + FORM_NOT_READ),
)  # fmt: skip
CATEGORY = Question("category", "Diện đề nghị hưởng", "Group asked for", type="choice", choices=labels(*ALLOWANCES))
HELD = Question(
    "category", "Diện đang hưởng", "Group drawn now", type="choice", choices=labels(*MOVED), is_required=False,
    hint_vi="Để trống nếu chỉ đang hưởng một diện.", hint_en="Empty where only one is drawn.",
)  # fmt: skip
CHILD_COUNT = Question(
    "child_count", "Số con đang nuôi", "Children raised", type="number", asked_if=("category", ("single_parent",))
)
HIV_PAPER = Component(
    "hiv_paper", "Giấy xác nhận nhiễm HIV của cơ sở y tế", "Medical confirmation of HIV", needed_if=("category", HIV)
)
DECLARATION = Component("declaration", "Tờ khai đề nghị trợ cấp", "Declaration", originals=1, copies=0, form="1a-1đ")


def _is_hiv(answers: Any) -> bool:
    return any(answers.get(key) in HIV for key in ("category", "new_category"))


def _known(*, subject: Person | None, day: date, **_others: Any) -> Known:
    paper = certificate_on(subject, day)
    group = {"extra_severe": "disabled_extra_severe", "severe": "disabled_severe"}.get(paper.degree) if paper else None
    return {"category": (group, f"giấy xác nhận khuyết tật số {paper.number}")} if paper and group else {}


def known_title(*, subject: Person | None, **_others: Any) -> Known:
    """The one title somebody draws; a sensitive one is never told ahead, whoever asks."""
    held = [title for title in open_titles(subject) if title.category in MOVED]
    if len(held) != 1 or held[0].category in words.SENSITIVE:
        return {}
    return {"category": (held[0].category, f"{RIGHTS}, {held[0].decision}")}


@enacting
def _grant(dossier: Dossier, decision: Decision, by: Any) -> list[str]:
    title = grant_title(
        person=subject_of(dossier), category=must_be_told(dossier, "category", "diện hưởng"), decision=decision,
        from_month=told(dossier, "from_month"), child_count=told(dossier, "child_count"), by=by,
    )  # fmt: skip
    return subjects([title])


@enacting
def _change(dossier: Dossier, decision: Decision, by: Any) -> list[str]:
    old = the_title(dossier, *MOVED)
    changes = {
        name: told(dossier, key)
        for name, key in (("category", "new_category"), ("child_count", "child_count"), ("is_pregnant", "is_pregnant"))
        if told(dossier, key) is not None
    }
    if not changes:
        raise CannotEnact(f"Hồ sơ {dossier.code} chưa ghi điều chỉnh gì. Ghi diện mới hoặc số con.")
    new = change_title(
        title=old, from_month=told(dossier, "from_month") or month_of(day_told(dossier, "event_on") or decision.decided_on),
        decision=decision, changes=changes, reason=must_be_told(dossier, "reason", "lý do điều chỉnh"), by=by,
    )  # fmt: skip
    return subjects([old, new])


@enacting
def _stop(dossier: Dossier, decision: Decision, by: Any) -> list[str]:
    stopped = stop_title(
        title=the_title(dossier, *MOVED), reason=must_be_told(dossier, "stop_reason", "lý do thôi hưởng"),
        event_on=day_told(dossier, "event_on") or decision.decided_on, decision=decision, note=told(dossier, "reason") or "", by=by,
    )  # fmt: skip
    return subjects([stopped])


@enacting
def _die(dossier: Dossier, decision: Decision, by: Any) -> list[str]:
    return bury(dossier, decision, OF_THE_COMMUNE, by)


@enacting
def _move(dossier: Dossier, decision: Decision, by: Any) -> list[str]:
    match must_be_told(dossier, "direction", "chuyển đi hay chuyển đến"):
        case "inside":
            return _move_home(dossier, by)
        case "out":
            titles = [title for title in open_titles(dossier.subject) if title.category in MOVED]
            if not titles:
                raise CannotEnact(f"{subject_of(dossier).name} không có diện đang hưởng để chuyển đi.")
            event_on = day_told(dossier, "event_on") or decision.decided_on
            return subjects(
                [stop_title(title=title, reason="moved_away", event_on=event_on, decision=decision, by=by) for title in titles]
            )  # fmt: skip
    title = grant_title(
        person=subject_of(dossier), category=must_be_told(dossier, "category", "diện hưởng"), decision=decision,
        from_month=must_be_told(dossier, "from_month", "tháng nơi cũ thôi chi trả"), child_count=told(dossier, "child_count"),
        cared_for=person_told(dossier, "cared_for"), note="chuyển đến từ tỉnh khác", by=by,
    )  # fmt: skip
    return subjects([title])


def _move_home(dossier: Dossier, by: Any) -> list[str]:
    """The title goes with the person: only the address changes, and the new commune pays from then on."""
    person, day = subject_of(dossier), day_told(dossier, "event_on")
    commune = Place.objects.filter(pk=must_be_told(dossier, "commune", "xã nơi ở mới")).first()
    if commune is None or day is None:
        raise CannotEnact(f"Hồ sơ {dossier.code} thiếu xã nơi ở mới hoặc ngày chuyển. Ghi đủ rồi ký.")
    membership = open_membership(person)
    leaving = day - timedelta(days=1)
    if membership is None:
        home = found_household(head=person, commune=person.commune, from_day=leaving, by=by)
    elif told(dossier, "is_whole_household") or membership.household.memberships.filter(to_day=None).count() == 1:
        home = membership.household
    else:
        # On the eve at the old address: who signs there hands a household over, and founds none elsewhere.
        home = split_household(household=membership.household, members=[], head=person, day=leaving, by=by)
    move_household(household=home, commune=commune, day=day, by=by)
    return [f"household:{home.pk}"]


NEW = Procedure(
    "social_allowance_new", "Trợ cấp xã hội hằng tháng: hưởng mới", "Monthly social allowance: new",
    field="assistance", basis=BASIS, law="procedures.social_allowance_new", stages=ALLOWANCE_STAGES,
    who=("self", "household", "relative", "guardian", "carer", "organisation"), subject="person",
    components=(
        DECLARATION, IDENTITY, RESIDENCE, AUTHORITY_TO_ACT, HIV_PAPER,
        replace(BIRTH, needed_if=("category", CHILDREN)), replace(DISABILITY, needed_if=("category", DISABLED)),
        replace(POOR_CLASS, needed_if=("category", POOR)),
    ),
    questions=(CATEGORY, CHILD_COUNT, FROM_MONTH), forms=FORMS, is_sensitive=_is_hiv,
    known=_known, check=against_grant, enact=_grant,
    result_vi="Quyết định trợ cấp xã hội hằng tháng", result_en="Decision on the monthly social allowance",
    description_vi="Dành cho trẻ em không có nguồn nuôi dưỡng, người cao tuổi nghèo, người khuyết tật nặng, người đơn thân nghèo nuôi con.",
    description_en="For children without support, older people who are poor, severely disabled people, poor single parents and other groups.",
)  # fmt: skip

CHANGE = Procedure(
    "social_allowance_change", "Trợ cấp xã hội hằng tháng: điều chỉnh", "Monthly social allowance: change",
    field="assistance", basis=BASIS, law="procedures.social_allowance_change", stages=ALLOWANCE_STAGES,
    who=("self", "household", "relative", "guardian", "carer", "officer"), subject="person",
    components=(DECLARATION, IDENTITY, RESIDENCE, AUTHORITY_TO_ACT),
    questions=(
        HELD,
        Question("new_category", "Diện mới", "New group", type="choice", choices=labels(*MOVED), is_required=False),
        Question("child_count", "Số con đang nuôi", "Children raised", type="number", is_required=False),
        Question("is_pregnant", "Đang mang thai", "Pregnant", type="yes_no", is_required=False),
        Question("event_on", "Ngày thay đổi điều kiện", "Day the condition changed", type="day"),
        REASON, FROM_MONTH,
    ),
    forms=FORMS, is_sensitive=_is_hiv, known=known_title, check=against_held, enact=_change,
    result_vi="Quyết định điều chỉnh trợ cấp xã hội", result_en="Decision on the change of allowance",
    description_vi="Khi điều kiện hưởng thay đổi: đổi mức độ khuyết tật, thêm con, sang nhóm tuổi khác.",
    description_en="When the conditions change: another degree of disability, another child, another age group.",
)  # fmt: skip

STOP = Procedure(
    "social_allowance_stop", "Trợ cấp xã hội hằng tháng: thôi hưởng", "Monthly social allowance: stop",
    field="assistance", basis=(*BASIS, "TT 02/2021/TT-BLĐTBXH Điều 2"), law="procedures.social_allowance_stop", stages=ALLOWANCE_STAGES,
    who=("officer", "self", "relative", "guardian"), subject="person",
    components=(
        Component("proposal", "Văn bản đề nghị hoặc giấy tờ về việc thôi hưởng", "Request or paper about the stop", originals=1, copies=0),
        IDENTITY, RESIDENCE,
    ),
    questions=(
        HELD,
        Question("stop_reason", "Lý do thôi hưởng", "Reason of the stop", type="choice",
                 choices={key: names for key, names in words.STOPS.items() if key not in ("dead", "other_group")}),
        Question("event_on", "Ngày của sự việc", "Day of the event", type="day"),
        Question("reason", "Ghi rõ", "In words", type="long", is_required=False),
    ),
    is_sensitive=_is_hiv, is_online=False, known=known_title, check=against_stop, enact=_stop,
    result_vi="Quyết định thôi hưởng trợ cấp xã hội", result_en="Decision that stops the allowance",
    description_vi="Không còn đủ điều kiện, mất tích, phạt tù, từ chối hưởng, hoặc tạm dừng quá ba tháng. Người chết: thủ tục riêng.",
    description_en="No longer eligible, missing, in prison, refused, or suspended over three months. A death has its own procedure.",
)  # fmt: skip

MOVE = Procedure(
    "social_allowance_move", "Trợ cấp xã hội hằng tháng: đổi nơi cư trú", "Monthly social allowance: moved",
    field="assistance", basis=("NĐ 20/2021/NĐ-CP Điều 8 khoản 3, 4", "NĐ 147/2025/NĐ-CP", "NĐ 335/2026/NĐ-CP Điều 9 (từ 05/10/2026)"),
    law="procedures.social_allowance_move", law_if=("is_in_district", {"True": "procedures.social_allowance_move_in_district"}),
    stages=SHORT_STAGES, who=("self", "household", "relative", "guardian", "carer"), subject="person",
    components=(
        Component("request", "Văn bản đề nghị chuyển chi trả", "Request to move the payment", originals=1, copies=0), IDENTITY, RESIDENCE,
        Component("old_stop", "Quyết định thôi chi trả và hồ sơ của nơi cũ", "Stop decision and file of the old place",
                  copies=1, needed_if=("direction", ("in",))),
    ),
    questions=(
        Question("direction", "Chuyển", "Move", type="choice", choices={
            "inside": ("trong tỉnh", "inside the province"), "out": ("đi tỉnh khác", "to another province"),
            "in": ("từ tỉnh khác đến", "from another province"),
        }),
        Question("is_in_district", "Trong cùng huyện (đến 30/06/2025)", "Inside the same district (until 30/06/2025)", type="yes_no",
                 is_required=False, asked_if=("direction", ("inside",))),
        Question("event_on", "Ngày chuyển nơi ở", "Day of the move", type="day"),
        Question("commune", "Xã, phường nơi ở mới", "New commune", type="commune", asked_if=("direction", ("inside",))),
        Question("is_whole_household", "Cả hộ cùng chuyển", "The whole household moves", type="yes_no", is_required=False,
                 asked_if=("direction", ("inside",))),
        Question("category", "Diện được hưởng ở nơi cũ", "Group drawn at the old place", type="choice", choices=labels(*MOVED),
                 asked_if=("direction", ("in",))),
        Question("from_month", "Tháng nơi cũ thôi chi trả", "Month the old place stopped", type="month", asked_if=("direction", ("in",))),
        Question("child_count", "Số con đang nuôi (người đơn thân, người khuyết tật)", "Children raised", type="number", is_required=False,
                 asked_if=("direction", ("in",))),
        Question("cared_for", "Số định danh người được chăm sóc", "Personal number of the cared-for", type="person", is_required=False,
                 asked_if=("direction", ("in",))),
    ),
    is_sensitive=_is_hiv, enact=_move, check=against_stop,
    result_vi="Quyết định chi trả, thôi chi trả theo nơi cư trú mới", result_en="Decision on paying at the new place",
    description_vi="Trong tỉnh: trợ cấp đi theo người, xã mới chi trả tiếp. Khác tỉnh: nơi đi thôi chi trả, nơi đến quyết định từ tháng nơi cũ thôi.",
    description_en="Inside the province the allowance goes with the person. Elsewhere the old place stops and the new one decides from that month.",
)  # fmt: skip

DIED = Procedure(
    "beneficiary_death", "Người đang hưởng trợ cấp từ trần: thôi hưởng", "A beneficiary died: stop",
    field="assistance", basis=("NĐ 20/2021/NĐ-CP Điều 8 khoản 2", "TT 02/2021/TT-BLĐTBXH Điều 2 khoản 1", "NĐ 335/2026/NĐ-CP Điều 9 khoản 2"),
    law="procedures.beneficiary_death", stages=SHORT_STAGES, who=("relative", "household", "organisation", "officer"), subject="deceased",
    components=(DEATH, IDENTITY),
    questions=(DIED_ON, DEATH_EXTRACT, NEW_HEAD), known=known_death, enact=_die,
    result_vi="Quyết định thôi hưởng trợ cấp", result_en="Decision that stops the allowance",
    description_vi="Ghi người chết vào sổ và thôi mọi khoản trợ cấp từ tháng sau tháng chết. Mai táng phí làm cùng lúc bằng thủ tục riêng.",
    description_en="Records the death and stops every allowance from the month after. The funeral support has its own procedure.",
)  # fmt: skip

PROCEDURES = (NEW, CHANGE, STOP, MOVE, DIED)
