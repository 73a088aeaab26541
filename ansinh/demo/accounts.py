"""Who works in the made-up province: one officer and one leader a commune, the province's own, an auditor, an employer; some can sign in."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model

from ansinh.core.models import Grant
from ansinh.demo.loading import DAY, LATER_PROVINCE, MERGER, PROVINCE
from ansinh.places.models import Place
from ansinh.places.models.lineage import became_by

PASSWORD = "tra-vinh-mau-2023"
SHOWN_COMMUNES = ("29464", "29257", "29266")
FROM_DAY = date(2022, 1, 1)
SENSITIVE_UNTIL = date(2030, 1, 1)


@dataclass
class Accounts:
    """The users by what they do; `shown` are those a visitor can sign in as."""

    officer: Any
    leader: Any
    accountant: Any
    reconciler: Any
    auditor: Any
    others: list[Any] = field(default_factory=list)
    officers: dict[str, Any] = field(default_factory=dict)
    leaders: dict[str, Any] = field(default_factory=dict)

    @property
    def shown(self) -> list[dict[str, str]]:
        """Name, password and role of each account a visitor can use."""
        users = [self.officer, self.leader, self.accountant, self.reconciler, self.auditor, *self.others]
        users += [users[commune] for commune in SHOWN_COMMUNES for users in (self.officers, self.leaders)]
        return [{"username": user.get_username(), "password": PASSWORD, "who": user.get_full_name()} for user in users]


def make_accounts() -> Accounts:
    """Users with their grants. Only those shown have a password."""
    province = Place.objects.get(pk=PROVINCE)
    accounts = Accounts(
        officer=_user(
            "canbo.tinh", f"Cán bộ giảm nghèo tỉnh {province.name}", "province_officer", PROVINCE, is_shown=True
        ),
        leader=_user("lanhdao.tinh", f"Lãnh đạo Sở tỉnh {province.name}", "province_leader", PROVINCE, is_shown=True),
        accountant=_user(
            "ketoan.tinh", f"Kế toán chi trả tỉnh {province.name}", "province_accountant", PROVINCE, is_shown=True
        ),
        reconciler=_user(
            "doichieu.tinh", f"Cán bộ đối chiếu tỉnh {province.name}", "province_reconciler", PROVINCE, is_shown=True
        ),
        auditor=_user("kiemtra", "Kiểm tra viên (mẫu)", "auditor", PROVINCE, is_shown=True),
    )
    accounts.others = [
        _user("motcua.tinh", f"Bộ phận một cửa tỉnh {province.name}", "one_stop", PROVINCE, is_shown=True),
        _user(
            "truongphong.tinh", f"Trưởng phòng của Sở, tỉnh {province.name}", "province_head", PROVINCE, is_shown=True
        ),
        _user("thanhtra.tinh", f"Thanh tra tỉnh {province.name}", "inspector", PROVINCE, is_shown=True),
        _user(
            "kin.tinh",
            "Cán bộ được giao hồ sơ nhạy cảm",
            "province_officer",
            PROVINCE,
            is_shown=True,
            sees_sensitive=True,
        ),
        _user(
            "vieclam.tinh",
            f"Cán bộ Trung tâm Dịch vụ việc làm tỉnh {province.name}",
            "province_officer",
            PROVINCE,
            is_shown=True,
            field="labour",
        ),
        _user(
            "nganhang", "Ngân hàng nhận tệp lệnh chi", "provider", PROVINCE, is_shown=True, field="payments", body="VBA"
        ),
    ]
    became: dict[str, str] = became_by(MERGER)
    led: set[str] = set()
    for commune in Place.objects.on(DAY).filter(province_id=PROVINCE, level=3).order_by("pk"):
        shown = commune.pk in SHOWN_COMMUNES
        accounts.officers[commune.pk] = _user(
            f"canbo.{commune.pk}", f"Cán bộ {commune.full_name}", "commune_officer", commune.pk, is_shown=shown
        )
        accounts.leaders[commune.pk] = _user(
            f"lanhdao.{commune.pk}", f"Chủ tịch UBND {commune.full_name}", "commune_leader", commune.pk, is_shown=shown
        )
    for pk in (*SHOWN_COMMUNES, *sorted(set(accounts.officers) - set(SHOWN_COMMUNES))):
        _serve_later(accounts, pk, became.get(pk, pk), led)
    return accounts


def add_employer(accounts: Accounts, *, name: str, tax_number: str) -> None:
    """An account of an organisation that recruits, in the province of today."""
    user = _user("nhatuyendung", name, "employer", PROVINCE, is_shown=True, field="labour", body=tax_number)
    accounts.others.append(user)


def _serve_later(accounts: Accounts, pk: str, new: str, led: set[str]) -> None:
    """After the merger the officers of the old communes work in the new one; one of the old leaders leads it."""
    if new == pk:
        return
    later = {"place_id": new, "from_day": MERGER}
    Grant.objects.create(user=accounts.officers[pk], role="commune_officer", **later)
    if new not in led:
        Grant.objects.create(user=accounts.leaders[pk], role="commune_leader", **later)
        led.add(new)


def _user(
    username: str,
    full_name: str,
    role: str,
    place: str,
    *,
    is_shown: bool,
    sees_sensitive: bool = False,
    field: str = "",
    body: str = "",
) -> Any:
    user = get_user_model()(username=username, first_name=full_name)
    if is_shown:
        user.set_password(PASSWORD)
    else:
        user.set_unusable_password()
    user.save()
    held = {
        "user": user,
        "role": role,
        "field": field,
        "body": body,
        "sees_sensitive": sees_sensitive,
        "to_day": SENSITIVE_UNTIL if sees_sensitive else None,
    }
    Grant.objects.create(place_id=place, from_day=FROM_DAY, **held)
    if place == PROVINCE:
        Grant.objects.create(place_id=LATER_PROVINCE, from_day=MERGER, **held)
    return user
