"""What is known of a person that gives or excludes a right: certificates, incomes, study, custody, and what the population database said."""

from datetime import date
from typing import Any

from django.db.models import Q

from ansinh.benefits import words
from ansinh.benefits.models import Custody, DisabilityCertificate, Identity, Income, Study
from ansinh.core.access import current_scope
from ansinh.core.days import vietnamese_day
from ansinh.core.numbers import grouped
from ansinh.people.models import Person

from .standing import BenefitRefused, act, held, must_follow, trace

ASK_AGAIN = ("mismatch", "not_found", "no_number")


@act
def add_certificate(
    *, person: Person, number: str, degree: str, kind: str, from_day: date, to_day: date | None = None, by: Any
) -> DisabilityCertificate:
    """What the council found from a day on; the certificate that held until then ends. Raises BenefitRefused, NoAccess."""
    person = held(person)
    must_follow(from_day, to_day)
    _in(degree, words.DEGREES, "Mức độ khuyết tật")
    _in(kind, words.DISABILITIES, "Dạng tật")
    if not number.strip():
        raise BenefitRefused("Thiếu số giấy xác nhận khuyết tật. Ghi số như trên giấy.")
    own = DisabilityCertificate._base_manager.filter(person=person)
    if own.filter(number=number.strip()).exists():
        raise BenefitRefused(f"Giấy xác nhận số «{number}» của {person.name} đã có. Xem lại số giấy.")
    if later := own.filter(Q(to_day=None) | Q(to_day__gt=from_day), from_day__gte=from_day).first():
        raise BenefitRefused(
            f"{person.name} đã có giấy số {later.number} từ {vietnamese_day(later.from_day)}. Giấy mới phải sau ngày đó."
        )
    own.filter(Q(to_day=None) | Q(to_day__gt=from_day)).update(to_day=from_day)
    certificate = own.create(
        person=person, number=number.strip(), degree=degree, kind=kind, from_day=from_day, to_day=to_day
    )
    trace("certificate.add", person, number=number.strip(), degree=degree, kind=kind, from_day=from_day, to_day=to_day)
    return certificate


@act
def add_income(
    *, person: Person, kind: str, from_day: date, source: str, amount_dong: int | None = None, to_day: date | None = None, by: Any
) -> Income:  # fmt: skip
    """A monthly income from a day on; one of the same kind and source that stood until then ends. Raises BenefitRefused, NoAccess."""
    person = held(person)
    must_follow(from_day, to_day)
    _in(kind, words.INCOMES, "Loại thu nhập")
    if amount_dong is not None and amount_dong < 0:
        raise BenefitRefused(f"Số tiền {grouped(amount_dong)} đồng không thể âm. Xem lại số tiền.")
    same = Income._base_manager.filter(person=person, kind=kind, source=source.strip())
    same.filter(Q(to_day=None) | Q(to_day__gt=from_day), from_day__lt=from_day).update(to_day=from_day)
    if other := same.filter(Q(to_day=None) | Q(to_day__gt=from_day)).first():
        raise BenefitRefused(
            f"{person.name} đã có «{words.INCOMES[kind][0]}» ({other.source}) từ {vietnamese_day(other.from_day)}. "
            "Ngày bắt đầu phải sau ngày đó."
        )
    income = same.create(
        person=person, kind=kind, amount_dong=amount_dong, from_day=from_day, to_day=to_day, source=source.strip()
    )
    trace("income.add", person, kind=kind, amount_dong=amount_dong, from_day=from_day, to_day=to_day, source=source)
    return income


@act
def end_income(*, income: Income, to_day: date, reason: str, by: Any) -> Income:
    """The income no longer drawn from a day. Raises BenefitRefused, NoAccess."""
    person = held(income.person)
    must_follow(income.from_day, to_day)
    income.to_day = to_day
    income.save(update_fields=["to_day"])
    trace("income.end", person, reason=reason, income=income.pk, kind=income.kind, to_day=to_day)
    return income


@act
def add_study(
    *, person: Person, level: str, from_day: date, to_day: date | None = None, institution: str = "", by: Any
) -> Study:
    """A time at school or university. Raises BenefitRefused, NoAccess."""
    person = held(person)
    must_follow(from_day, to_day)
    _in(level, words.STUDY_LEVELS, "Cấp học")
    _must_not_overlap(Study._base_manager.filter(person=person), person, "đi học", from_day, to_day)
    study = Study._base_manager.create(
        person=person, level=level, institution=institution.strip(), from_day=from_day, to_day=to_day
    )
    trace("study.add", person, level=level, from_day=from_day, to_day=to_day)
    return study


@act
def add_custody(
    *, person: Person, kind: str, from_day: date, source: str, to_day: date | None = None, by: Any
) -> Custody:
    """A time in prison, in detention or under a compulsory measure. Raises BenefitRefused, NoAccess."""
    person = held(person)
    must_follow(from_day, to_day)
    _in(kind, words.CUSTODIES, "Hình thức")
    _must_not_overlap(
        Custody._base_manager.filter(person=person, kind=kind), person, words.CUSTODIES[kind][0], from_day, to_day
    )
    custody = Custody._base_manager.create(
        person=person, kind=kind, from_day=from_day, to_day=to_day, source=source.strip()
    )
    trace("custody.add", person, kind=kind, from_day=from_day, to_day=to_day, source=source)
    return custody


@act
def set_identity(
    *, person: Person, state: str, at: date, said: str = "", owner: Any = None, due_on: date | None = None, by: Any
) -> Identity:
    """What the population database answered, as the newest row; a mismatch, and a person not found or without a number, needs who
    settles it (`by` when nobody is named) and until when. Raises BenefitRefused, NoAccess."""
    person = held(person)
    _in(state, words.IDENTITIES, "Tình trạng xác thực")
    if state in ASK_AGAIN:
        owner = owner or by or current_scope().user
        if due_on is None or due_on < at:
            raise BenefitRefused(
                f"«{words.IDENTITIES[state][0]}» cần hạn xử lý sau ngày {vietnamese_day(at)}. Ghi ngày phải xong."
            )
    if state == "mismatch" and not said.strip():
        raise BenefitRefused("Lệch thông tin thì phải ghi lệch ở đâu, ví dụ: ngày sinh 05/01/1950 và 01/05/1950.")
    if state == "verified" and not person.personal_number:
        raise BenefitRefused(f"{person.name} chưa có số định danh, nên chưa thể «đã xác thực». Ghi số định danh trước.")
    Identity._base_manager.filter(person=person, is_latest=True).update(is_latest=False)
    identity = Identity._base_manager.create(
        person=person, state=state, at=at, said=said.strip()[:300], owner=owner, due_on=due_on
    )
    trace("identity.set", person, reason=said, state=state, at=at, due_on=due_on, owner=owner and owner.get_username())
    return identity


def _in(value: str, choices: dict[str, tuple[str, str]], what: str) -> None:
    if value not in choices:
        raise BenefitRefused(f"{what} «{value}» không có. Chọn: {', '.join(vi for vi, _ in choices.values())}.")


def _must_not_overlap(own: Any, person: Person, what: str, from_day: date, to_day: date | None) -> None:
    over = own.filter(Q(to_day=None) | Q(to_day__gt=from_day))
    if other := (over.filter(from_day__lt=to_day) if to_day else over).first():
        raise BenefitRefused(
            f"{person.name} đã có thời gian {what} từ {vietnamese_day(other.from_day)}. Ghi ngày không trùng với lần đó."
        )
