"""How a person is paid and who collects for them: a switch closes one row and opens another."""

from datetime import date
from typing import Any

from ansinh.benefits import words
from ansinh.benefits.models import Channel, Proxy
from ansinh.core.days import vietnamese_day
from ansinh.core.names import clean_text, fold
from ansinh.people.models import Person, personal_number_faults

from .standing import BenefitRefused, act, held, must_be_alive, must_follow, trace


@act
def set_channel(
    *, person: Person, kind: str, provider: str, from_day: date, account_number: str = "", account_name: str = "",
    is_verified: bool = False, pay_point: str = "", reason: str = "", by: Any,
) -> Channel:  # fmt: skip
    """How the person is paid from a day on; what stood until then is closed. Raises BenefitRefused, NoAccess."""
    person = held(person)
    must_be_alive(person)
    if kind not in words.CHANNELS:
        raise BenefitRefused(
            f"Hình thức chi trả «{kind}» không có. Chọn: {', '.join(vi for vi, _ in words.CHANNELS.values())}."
        )
    number = account_number.replace(" ", "")
    if kind in words.CASHLESS and not number:
        raise BenefitRefused(f"«{words.CHANNELS[kind][0]}» cần số tài khoản. Ghi số tài khoản, hoặc chọn tiền mặt.")
    if kind == "cash" and number:
        raise BenefitRefused(f"Tiền mặt thì không có số tài khoản, đang ghi «{number}». Xóa số, hoặc đổi hình thức.")
    if not provider.strip():
        raise BenefitRefused("Thiếu đơn vị chi trả. Ghi mã ngân hàng, ví điện tử hoặc bưu điện.")
    old = Channel._base_manager.filter(person=person, to_day=None).first()
    if old:
        _close(old, person, from_day, reason)
    channel = Channel._base_manager.create(
        person=person, kind=kind, provider=provider.strip(), account_number=number, account_name=clean_text(account_name),
        is_verified=is_verified, pay_point=clean_text(pay_point), from_day=from_day, reason=reason.strip()[:200], recorded_by=by,
    )  # fmt: skip
    before = [old.kind, old.provider, old.account_number] if old else None
    trace(
        "channel.set", person, reason=reason, before=before, after=[kind, channel.provider, number], from_day=from_day, is_verified=is_verified
    )  # fmt: skip
    return channel


def _close(old: Channel, person: Person, from_day: date, reason: str) -> None:
    if not reason.strip():
        raise BenefitRefused(
            f"{person.name} đang nhận bằng {words.CHANNELS[old.kind][0]} ({old.provider}). Đổi hình thức thì phải ghi lý do."
        )
    if from_day < old.from_day:
        raise BenefitRefused(
            f"Hình thức đang dùng bắt đầu {vietnamese_day(old.from_day)}; ngày đổi không thể trước đó. Xem lại ngày."
        )
    old.to_day = from_day
    old.save(update_fields=["to_day"])


@act
def verify_account(*, channel: Channel, account_name: str, reason: str = "", by: Any) -> Channel:
    """The account checked with the bank, its name kept as the bank has it; a name that is not the person's needs a reason
    (a child's guardian, a joint account). Raises BenefitRefused, NoAccess."""
    person = held(channel.person)
    if channel.kind not in words.CASHLESS or channel.to_day is not None:
        raise BenefitRefused("Chỉ xác minh tài khoản, ví đang dùng. Mở hình thức chi trả hiện tại của người này.")
    name = clean_text(account_name)
    if not name:
        raise BenefitRefused("Thiếu tên chủ tài khoản. Ghi đúng tên ngân hàng trả lời.")
    if fold(name) != person.name_folded and not reason.strip():
        raise BenefitRefused(
            f"Ngân hàng có tên «{name}», người hưởng là «{person.name}». Ghi lý do (người giám hộ, tài khoản chung), hoặc đổi tài khoản."
        )
    channel.account_name, channel.is_verified = name, True
    channel.save(update_fields=["account_name", "is_verified"])
    trace("channel.verify", person, reason=reason, channel=channel.pk, account_name=name)
    return channel


@act
def add_proxy(
    *, person: Person, name: str, relation: str, document: str, from_day: date, to_day: date, personal_number: str = "", phone: str = "",
    by: Any,
) -> Proxy:  # fmt: skip
    """Who collects for the person, by which document, until when. Raises BenefitRefused, NoAccess."""
    person = held(person)
    must_be_alive(person)
    must_follow(from_day, to_day)
    for value, what in ((name, "họ tên người nhận thay"), (relation, "quan hệ"), (document, "giấy ủy quyền")):
        if not value.strip():
            raise BenefitRefused(f"Thiếu {what}. Ghi đủ như trên giấy ủy quyền.")
    if personal_number and (faults := personal_number_faults(personal_number)):
        raise BenefitRefused(" ".join(faults))
    if other := Proxy._base_manager.filter(person=person, from_day__lt=to_day, to_day__gt=from_day).first():
        raise BenefitRefused(
            f"{person.name} đã ủy quyền cho {other.name} đến {vietnamese_day(other.to_day)}. Chấm dứt ủy quyền đó trước."
        )
    proxy = Proxy._base_manager.create(
        person=person, name=clean_text(name), relation=clean_text(relation), document=clean_text(document), from_day=from_day,
        to_day=to_day, personal_number=personal_number, phone=phone.strip(),
    )  # fmt: skip
    trace(
        "proxy.add", person, proxy=proxy.pk, name=proxy.name, document=proxy.document, from_day=from_day, to_day=to_day
    )
    return proxy


@act
def end_proxy(*, proxy: Proxy, to_day: date, reason: str, by: Any) -> Proxy:
    """The authority over from a day, before its own last day. Raises BenefitRefused, NoAccess."""
    person = held(proxy.person)
    must_follow(proxy.from_day, to_day)
    if not reason.strip():
        raise BenefitRefused("Chưa ghi lý do chấm dứt ủy quyền.")
    if to_day >= proxy.to_day:
        raise BenefitRefused(f"Ủy quyền này đã hết ngày {vietnamese_day(proxy.to_day)}. Không cần chấm dứt.")
    before, proxy.to_day = proxy.to_day, to_day
    proxy.save(update_fields=["to_day"])
    trace("proxy.end", person, reason=reason, proxy=proxy.pk, name=proxy.name, before=before, to_day=to_day)
    return proxy
