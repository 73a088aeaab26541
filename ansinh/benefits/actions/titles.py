"""Titles: granted, changed, stopped, suspended, resumed, each by a decision. Months are numbers, 202312."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Q

from ansinh.benefits import words
from ansinh.benefits.jobs.checks import DISABLED, clash, clash_said, value_faults
from ansinh.benefits.models import Decision, DisabilityCertificate, Martyr, Suspension, Title
from ansinh.core import audit
from ansinh.core.access import NoAccess, current_scope
from ansinh.core.days import first_day, month_after, month_of, month_text, vietnamese_day
from ansinh.core.names import clean_text, fold
from ansinh.dossiers.models import Dossier
from ansinh.law import law_on
from ansinh.people.models import Person
from ansinh.places.models import Place

from .standing import BenefitRefused, act, held, must_be_alive, trace

# A carer's allowance rests on an own title of the person who draws it.
CARED = {
    "heroic_mother_carer": ("heroic_mother",),
    "war_invalid_carer": ("war_invalid", "war_invalid_b"),
    "sick_soldier_carer": ("sick_soldier",),
    "toxic_chemical_carer": ("toxic_chemical",),
}
CHANGEABLE = (
    "category", "loss_rate", "is_special", "martyr_count", "seniority_years", "child_count", "is_pregnant", "cared_for", "deceased", "note",
)  # fmt: skip
_START_AGES = {
    "older_75_difficult_area": "difficult_area_from",
    "older_80_without_pension": "without_pension_from",
}


@act
def record_decision(
    *, number: str, decided_on: date, province: Place, commune: Place | None = None, signer: str = "", body: str = "",
    source: str = "decision", document: str = "", dossier: Dossier | None = None, by: Any,
) -> Decision:  # fmt: skip
    """The decision of this number and day in the place, recorded once, with the dossier it was signed in. Raises BenefitRefused, NoAccess."""
    number = clean_text(number)
    if not number:
        raise BenefitRefused("Thiếu số quyết định. Ghi số như trên văn bản, ví dụ: 125/QĐ-UBND.")
    if len(number) > 60:
        raise BenefitRefused(f"Số quyết định «{number[:40]}…» dài {len(number)} ký tự, nhiều nhất là 60. Ghi gọn lại.")
    if not current_scope().reaches(commune.pk if commune else "", province.pk):
        raise NoAccess(f"«{commune or province}» ngoài phạm vi của tài khoản «{current_scope().actor}».")
    known = Decision._base_manager.filter(province=province, commune=commune, number=number, decided_on=decided_on)
    if found := known.first():
        return found
    return Decision._base_manager.create(
        number=number, decided_on=decided_on, province=province, commune=commune, signer=clean_text(signer), body=clean_text(body),
        source=source, document=document, dossier=dossier,
    )  # fmt: skip


@act
def register_martyr(
    *, name: str, commune: Place, born: int | None = None, died_on: date | None = None, award_number: str = "", grave: str = "", by: Any
) -> Martyr:  # fmt: skip
    """A martyr whom relatives and worshippers stand for; one award number is one martyr. Raises BenefitRefused, NoAccess."""
    if not current_scope().reaches(commune.pk, commune.province_id or ""):
        raise NoAccess(f"«{commune}» ngoài phạm vi của tài khoản «{current_scope().actor}».")
    name, award_number = clean_text(name), clean_text(award_number)
    if len(name.split()) < 2:
        raise BenefitRefused(f"Họ tên liệt sĩ «{name}» chưa đủ họ và tên. Ghi như trên Bằng Tổ quốc ghi công.")
    if award_number and (known := Martyr._base_manager.filter(award_number=award_number).first()):
        raise BenefitRefused(f"Bằng Tổ quốc ghi công số «{award_number}» đã có: liệt sĩ {known.name}. Chọn liệt sĩ đó.")
    martyr = Martyr._base_manager.create(
        name=name, name_folded=fold(name), born=born, died_on=died_on, award_number=award_number, grave=clean_text(grave),
        commune=commune, province_id=commune.province_id or commune.pk,
    )  # fmt: skip
    audit.record(
        "martyr.register", f"martyr:{martyr.pk}", place_id=commune.pk, detail={"name": name, "award": award_number}
    )
    return martyr


@act
def grant_title(
    *, person: Person, category: str, decision: Decision, from_month: int | None = None, loss_rate: int | None = None,
    is_special: bool = False, martyr_count: int | None = None, seniority_years: int | None = None, child_count: int | None = None,
    is_pregnant: bool = False, cared_for: Person | None = None, deceased: Person | None = None, martyrs: Iterable[Martyr] = (),
    note: str = "", by: Any,
) -> Title:  # fmt: skip
    """A title drawn from `from_month`, or from the month the law of the decision's day gives. Raises BenefitRefused, NoAccess."""
    person = held(person)
    must_be_alive(person)
    _known(category)
    month = from_month or first_month(person=person, category=category, decided_on=decision.decided_on)
    title = Title(
        person=person, category=category, from_day=first_day(month), decision=decision, loss_rate=loss_rate, is_special=is_special,
        martyr_count=martyr_count, seniority_years=seniority_years, child_count=child_count, is_pregnant=is_pregnant,
        cared_for=cared_for, deceased=deceased, note=note[:300], recorded_by=by,
    )  # fmt: skip
    _must_stand(title)
    title.save(force_insert=True)
    title.martyrs.set(martyrs)
    trace("title.grant", person, title=title.pk, category=category, from_month=month, decision=decision.pk)
    return title


@act
def change_title(
    *, title: Title, from_month: int, decision: Decision, changes: Mapping[str, Any], reason: str, by: Any
) -> Title:
    """A new row with some of `CHANGEABLE` changed that replaces the old one from a month on. Raises BenefitRefused, NoAccess."""
    person = held(title.person)
    must_be_alive(person)
    old = _open(title)
    if strange := set(changes) - set(CHANGEABLE):
        raise BenefitRefused(
            f"Không đổi được mục «{', '.join(sorted(strange))}». Mục đổi được: {', '.join(CHANGEABLE)}."
        )
    if not reason.strip():
        raise BenefitRefused("Chưa ghi lý do thay đổi. Ghi lý do, ví dụ: xác định lại mức độ khuyết tật.")
    if first_day(from_month) < old.from_day:
        raise BenefitRefused(
            f"«{old.get_category_display()}» của {person.name} hưởng từ {month_text(month_of(old.from_day))}, không đổi được từ "
            f"{month_text(from_month)}. Chọn tháng sau đó."
        )
    if old.suspensions.filter(to_day=None).exists():
        raise BenefitRefused(f"Diện hưởng này của {person.name} đang tạm dừng. Cho hưởng lại rồi thay đổi.")
    _known(changes.get("category", old.category))
    new = _successor(old, changes, from_month, decision, by)
    old.to_day, old.stop_reason, old.stop_decision = new.from_day, "other_group", decision
    old.save(update_fields=["to_day", "stop_reason", "stop_decision"])
    _must_stand(new)
    new.save(force_insert=True)
    new.martyrs.set(old.martyrs.all())
    told = {key: [str(getattr(old, key)), str(value)] for key, value in changes.items()}
    trace(
        "title.change", person, reason=reason, title=new.pk, replaces=old.pk, from_month=from_month, decision=decision.pk, changes=told
    )  # fmt: skip
    return new


@act
def stop_title(
    *, title: Title, reason: str, event_on: date, decision: Decision | None = None, from_month: int | None = None, note: str = "", by: Any
) -> Title:  # fmt: skip
    """The title no longer drawn from the month after the event (`from_month` where the decision names another one; from the very
    month of the event when it was wrongly granted). Without a decision only for a death. Raises BenefitRefused, NoAccess."""
    person = held(title.person)
    title = Title._base_manager.select_for_update().get(pk=title.pk)
    if reason not in words.STOPS:
        raise BenefitRefused(f"Lý do «{reason}» không có. Chọn: {', '.join(vi for vi, _ in words.STOPS.values())}.")
    if decision is None and reason != "dead":
        raise BenefitRefused("Thôi hưởng phải có quyết định. Ghi số và ngày quyết định thôi hưởng.")
    event_month = month_of(event_on)
    month = from_month or (event_month if reason == "wrong" else month_after(event_month))
    to_day = max(first_day(month), title.from_day)
    if title.to_day is not None and title.to_day <= to_day:
        raise BenefitRefused(
            f"«{title.get_category_display()}» của {person.name} đã thôi hưởng từ {month_text(month_of(title.to_day))}."
        )
    before = title.to_day
    title.to_day, title.stop_reason, title.stop_decision = to_day, reason, decision
    if note:
        title.note = f"{title.note} {note}".strip()[:300]
    title.save(update_fields=["to_day", "stop_reason", "stop_decision", "note"])
    for suspension in title.suspensions.filter(Q(to_day=None) | Q(to_day__gt=to_day)):
        suspension.to_day = max(to_day, _next(suspension.from_day))
        suspension.save(update_fields=["to_day"])
    trace(
        "title.stop", person, reason=note or words.STOPS[reason][0], title=title.pk, category=title.category, event_on=event_on,
        no_longer_from=month_of(to_day), before=before, decision=decision.pk if decision else None,
    )  # fmt: skip
    return title


@act
def suspend_title(
    *, title: Title, reason: str, from_month: int, decision: Decision | None = None, note: str = "", by: Any
) -> Suspension:
    """The title not paid from a month on, until it is resumed. Raises BenefitRefused, NoAccess."""
    person = held(title.person)
    title = _open(title)
    if reason not in words.SUSPENSIONS:
        raise BenefitRefused(
            f"Lý do «{reason}» không có. Chọn: {', '.join(vi for vi, _ in words.SUSPENSIONS.values())}."
        )
    if open_one := title.suspensions.filter(to_day=None).first():
        raise BenefitRefused(
            f"«{title.get_category_display()}» của {person.name} đang tạm dừng từ {month_text(month_of(open_one.from_day))}."
        )
    from_day = max(first_day(from_month), title.from_day)
    if title.suspensions.filter(to_day__gt=from_day).exists():
        raise BenefitRefused(f"Đã có lần tạm dừng gồm cả tháng {month_text(from_month)}. Chọn tháng sau lần đó.")
    suspension = Suspension._base_manager.create(
        title=title, reason=reason, from_day=from_day, decision=decision, note=note[:300]
    )
    trace(
        "title.suspend", person, reason=note or words.SUSPENSIONS[reason][0], title=title.pk, category=title.category,
        from_month=month_of(from_day),
    )  # fmt: skip
    return suspension


@act
def resume_title(
    *, title: Title, from_month: int, is_paid_back: bool, decision: Decision | None = None, note: str = "", by: Any
) -> Title:
    """The title paid again from a month on; `is_paid_back` says whether the months suspended are owed after all.
    Raises BenefitRefused, NoAccess."""
    person = held(title.person)
    title = _open(title)
    suspension = title.suspensions.filter(to_day=None).first()
    if suspension is None:
        raise BenefitRefused(f"«{title.get_category_display()}» của {person.name} không tạm dừng.")
    to_day = first_day(from_month)
    if to_day <= suspension.from_day:
        raise BenefitRefused(
            f"Tạm dừng từ {month_text(month_of(suspension.from_day))}; tháng hưởng lại phải sau đó. Nếu các tháng tạm dừng vẫn được "
            "trả, chọn «trả lại các tháng tạm dừng»."
        )
    suspension.to_day, suspension.is_paid_back = to_day, is_paid_back
    suspension.note = f"{suspension.note} {note}".strip()[:300]
    suspension.save(update_fields=["to_day", "is_paid_back", "note"])
    trace(
        "title.resume", person, reason=note, title=title.pk, category=title.category, from_month=from_month, is_paid_back=is_paid_back,
        decision=decision.pk if decision else None,
    )  # fmt: skip
    return title


def first_month(*, person: Person, category: str, decided_on: date) -> int:
    """The first month drawn by the law of the decision's day (`assistance.start`): of the age, of the certificate or of the decision;
    of the decision where the law names none. An age reached before that law counts from the law's own first month.

    Raises BenefitRefused when the month of birth or the certificate it needs is not known."""
    law = law_on(decided_on)
    if words.GROUP_OF[category] not in ("assistance", "care") or not law.has("assistance.start"):
        return month_of(decided_on)
    starts = law.value("assistance.start")
    named = category if category in starts else "disability" if category in DISABLED else "others"
    match starts[named]:
        case "month_of_age":
            age = law.value("assistance.ages_before_social_pension")[_START_AGES[category]]
            return max(_month_of_age(person, age), month_of(law.dated("assistance.start").from_day))
        case "month_of_certificate":
            return _month_of_certificate(person, category, decided_on)
    return month_of(decided_on)


def _must_stand(title: Title) -> None:
    """Raises BenefitRefused for a title that lacks something or stands against another one of the person."""
    faults = value_faults(
        category=title.category, decided_on=title.decision.decided_on, loss_rate=title.loss_rate, martyr_count=title.martyr_count,
        child_count=title.child_count, is_pregnant=title.is_pregnant, has_cared_for=title.cared_for_id is not None,
    )  # fmt: skip
    others = Title._base_manager.filter(person=title.person_id).select_related("decision")
    own = [other for other in others if other.pk != title.replaces_id]
    if other := clash(title.category, title.from_day, title.cared_for_id, own):
        faults.append(clash_said(title.person, other))
    if title.cared_for_id == title.person_id:
        faults.append(f"{title.person.name} không thể chăm sóc chính mình. Chọn người được chăm sóc.")
    if title.category in CARED and not faults:
        faults += _carer_faults(title, own)
    if title.category == "survivor_of_invalid_from_61" and title.deceased_id:
        faults += _survivor_faults(title)
    if faults:
        raise BenefitRefused(" ".join(faults))


def _carer_faults(title: Title, own: list[Title]) -> list[str]:
    grounds = [one for one in own if one.category in CARED[title.category] and one.to_day is None]
    label = title.get_category_display()
    if not grounds:
        return [f"«{label}» cần {title.person.name} đang hưởng diện người có công tương ứng. Ghi diện đó trước."]
    law = law_on(title.decision.decided_on)
    if title.category == "heroic_mother_carer" or not law.has("merit.loss_rates"):
        return []
    least, most = law.value("merit.loss_rates")["supplement_from"], max(one.loss_rate or 0 for one in grounds)
    return [] if most >= least else [f"«{label}» cần tỷ lệ từ {least} %; {title.person.name} có {most} %."]


def _survivor_faults(title: Title) -> list[str]:
    theirs = Title._base_manager.filter(person=title.deceased_id, loss_rate__isnull=False)
    rates = [one.loss_rate or 0 for one in theirs]
    law = law_on(title.decision.decided_on)
    if not rates or not law.has("merit.loss_rates"):
        return []
    least, most = law.value("merit.loss_rates")["survivor_from"], max(rates)
    label = title.get_category_display()
    return [] if most >= least else [f"«{label}» cần người đã mất có tỷ lệ từ {least} %; sổ ghi {most} %."]


def _month_of_age(person: Person, age: int) -> int:
    if person.birth_month is None:
        raise BenefitRefused(
            f"{person.name} chỉ biết năm sinh {person.birth_year}, nên không rõ tháng đủ {age} tuổi. Ghi tháng hưởng theo quyết định."
        )
    return (person.birth_year + age) * 100 + person.birth_month


def _month_of_certificate(person: Person, category: str, decided_on: date) -> int:
    degree = category.removeprefix("disabled_")
    found = (
        DisabilityCertificate._base_manager.filter(person=person, degree=degree, from_day__lte=decided_on)
        .order_by("-from_day")
        .first()
    )
    if found is None:
        raise BenefitRefused(
            f"{person.name} chưa có giấy xác nhận khuyết tật mức «{words.DEGREES[degree][0]}» đến ngày {vietnamese_day(decided_on)}. "
            "Ghi giấy xác nhận trước, hoặc ghi tháng hưởng theo quyết định."
        )
    return month_of(found.from_day)


def _successor(old: Title, changes: Mapping[str, Any], from_month: int, decision: Decision, by: Any) -> Title:
    kept = {name: changes.get(name, getattr(old, name)) for name in CHANGEABLE}
    return Title(
        person_id=old.person_id, from_day=first_day(from_month), decision=decision, replaces=old, recorded_by=by, **kept
    )


def _open(title: Title) -> Title:
    found = Title._base_manager.select_for_update(of=("self",)).select_related("person", "decision").get(pk=title.pk)
    if found.to_day is not None:
        raise BenefitRefused(
            f"«{found.get_category_display()}» của {found.person.name} đã thôi hưởng từ {month_text(month_of(found.to_day))}."
        )
    return found


def _known(category: str) -> None:
    if category not in words.CATEGORIES:
        raise BenefitRefused(f"Diện hưởng «{category}» không có trong danh mục. Chọn một diện trong danh mục.")


def _next(day: date) -> date:
    return first_day(month_after(month_of(day)))
