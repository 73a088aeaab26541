"""Months as tests of what follows the signature need them: orders and lines put down as a signature leaves them, without the rules."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet
from django.conf import settings
from django.db import transaction
from django.utils.timezone import make_aware

from ansinh.core.access import acting_as, acting_as_system
from ansinh.core.days import first_day, month_after
from ansinh.payments import actions
from ansinh.payments.models import (
    RUN_ROWS,
    Line,
    Order,
    Provider,
    Purse,
    Recovery,
    ReturnException,
    ReturnFile,
    Run,
    Unpaid,
)
from ansinh.people import factories as people
from ansinh.people.models import Person
from ansinh.people.models.tables import name_columns
from ansinh.places.models import Place

LEVEL = 1_815_000
HANDS = {
    "planner": "province_officer", "signer": "province_leader", "payer": "province_accountant", "reconciler": "province_reconciler",
    "chief": "province_leader",
}  # fmt: skip
CSV_HEAD = "Mã lệnh chi,Số tiền,Kết quả,Lý do,Ngày trả,Người nhận,Số tài khoản"


@dataclass
class Paying:
    """A province with people, two providers, a purse and five users who are each another hand."""

    province: Place
    commune: Place
    people: list[Person]
    users: dict[str, Any] = field(default_factory=dict)

    def acting(self, who: str) -> Any:
        return acting_as(self.users[who], on=date(2026, 1, 1))

    def signed(
        self, month: int, amounts: Sequence[int | Sequence[tuple[str, int]]], carried: Iterable[Order] = ()
    ) -> Run:
        """A signed run: an order for each of the first people, of one sum or of lines (kind, dong); `carried` adds unpaid orders of theirs."""
        with acting_as_system("chuẩn bị"), transaction.atomic():
            run = Run.objects.create(
                province=self.province, programme="merit", month=month, state="signed", plan_day=first_day(month_after(month, -1)),
                folder=f"{self.province.pk}-{month}", inputs_hash="0" * 64, result_hash="1" * 64, law_version="1", totals={},
                planned_by=self.users["planner"], signed_by=self.users["signer"], signed_at=_noon(month),
            )  # fmt: skip
            lines = self._lines(run, amounts, list(carried))
            orders = self._orders(run, lines)
            Order._base_manager.bulk_create(orders, batch_size=1000)
            Line._base_manager.bulk_create(lines, batch_size=1000)
            dong: dict[str, int] = {}
            for line in lines:
                dong[line.kind] = dong.get(line.kind, 0) + line.amount_dong
            for line in lines:
                if line.kind == "recovery":
                    Recovery.objects.create(
                        person=line.person,
                        province=self.province,
                        programme="merit",
                        run=run,
                        amount_dong=-line.amount_dong,
                    )
            due = sum(dong.get(kind, 0) for kind in ("due", "arrears", "once"))
            actions.post(
                province_id=self.province.pk, run=run, stage="sign",
                moves=[
                    actions.Move("expense:merit", "payable:merit", due, "ghi nhận"),
                    actions.Move("receivable:merit", "expense:merit", -dong.get("recovery", 0), "truy thu"),
                    actions.Move("payable:merit", "receivable:merit", -dong.get("instalment", 0), "trừ dần"),
                ],
            )  # fmt: skip
        _write_folder(run, orders)
        return run

    def _lines(self, run: Run, amounts: Sequence[Any], carried: Sequence[Order]) -> list[Line]:
        lines: list[Line] = []
        for place, told in enumerate(amounts):
            person = self.people[place]
            kinds: list[Any] = [
                (kind, dong, None) for kind, dong in ([("due", told)] if isinstance(told, int) else told)
            ]
            mine = [before for before in carried if before.person_id == person.pk]
            kinds += [("carried", Unpaid.objects.get(order=before).amount_dong, before) for before in mine]
            for kind, dong, before in kinds:
                number = len(lines) + 1
                lines.append(
                    Line(
                        id=run.pk * RUN_ROWS + number,
                        run=run,
                        order_id=None if kind == "recovery" else run.pk * RUN_ROWS + place + 1,
                        person=person,
                        commune_id=person.commune_id,
                        province=self.province,
                        benefit="merit.own_allowance",
                        for_month=before.run.month if before else run.month,
                        kind=kind,
                        owed_dong=max(dong, 0),
                        recognised_dong=0,
                        amount_dong=dong,
                        of_order=before,
                        recovery=Recovery.objects.get(person=person) if kind == "instalment" else None,
                    )
                )
        return lines

    def _orders(self, run: Run, lines: Iterable[Line]) -> list[Order]:
        sums: dict[int, int] = {}
        people: dict[int, Person] = {}
        for line in lines:
            if line.order_id is not None:
                sums[line.order_id] = sums.get(line.order_id, 0) + line.amount_dong
                people[line.order_id] = line.person
        return [
            Order(
                id=pk,
                run=run,
                reference=f"AS{run.month}{pk % RUN_ROWS:07d}",
                person=people[pk],
                commune_id=people[pk].commune_id,
                province=self.province,
                provider="BUUDIEN" if pk % 4 == 0 else "VBA",
                channel="account",
                account_number=f"7900{people[pk].pk:08d}",
                payee_name=people[pk].name,
                amount_dong=dong,
            )
            for pk, dong in sums.items()
        ]

    def sent(self, month: int, amounts: Sequence[Any], **more: Any) -> Run:
        """A run whose files are with the providers."""
        run = self.signed(month, amounts, **more)
        with self.acting("payer"):
            actions.send(run=run, by=self.users["payer"])
        run.refresh_from_db()
        return run

    def returns(self, *rows: str, name: str = "tra-ve.csv", head: str = CSV_HEAD) -> Any:
        """Receive a CSV of these rows."""
        content = "\n".join([head, *rows]).encode()
        with self.acting("reconciler"):
            return actions.receive_returns(file=content, name=name, province=self.province, by=self.users["reconciler"])

    def settle(self, exceptions: Iterable[Any], settled_as: str, reason: str = "Công văn 12/NH") -> int:
        with self.acting("reconciler"):
            return actions.settle_exceptions(
                exceptions=[one.pk for one in exceptions], settled_as=settled_as, reason=reason, by=self.users["reconciler"]
            )  # fmt: skip

    def reconcile(self, run: Run) -> Any:
        with self.acting("reconciler"):
            return actions.reconcile(run=run, by=self.users["reconciler"])

    def close(self, run: Run, **decided: Any) -> Any:
        with self.acting("reconciler"):
            return actions.close(run=run, by=self.users["reconciler"], **decided)

    def closed(self, run: Run, **decided: Any) -> Run:
        """The run reconciled and closed."""
        self.reconcile(run)
        self.close(run, **decided)
        run.refresh_from_db()
        return run


def paying(count: int = 8) -> Paying:
    """Everything a pay-run needs but the run."""
    with acting_as_system("chuẩn bị"):
        commune = people.long_duc()
        province = people.tra_vinh()
        born = {"sex": "m", "birth_year": 1950, "commune": commune, "province": province}
        made = Person._base_manager.bulk_create(
            [Person(**name_columns(f"Thạch Văn {_word(number)}"), **born) for number in range(count)], batch_size=1000
        )
        ids = sorted(Person._base_manager.filter(pk__gte=min(one.pk for one in made)).values_list("pk", flat=True))
        everyone = Person._base_manager.in_bulk(ids)
        for code, kind in (("VBA", "bank"), ("BUUDIEN", "post")):
            told = {"name": code, "kind": kind, "layout": "pain001", "bic": "VBAAVNVX", "from_day": date(2020, 1, 1)}
            Provider.objects.get_or_create(code=code, defaults=told)
        Purse.objects.get_or_create(
            province=province, code="central_merit", defaults={"holder": "Sở Nội vụ tỉnh Trà Vinh", "account": "3713.0.1001234", "bic": "STTVVNVX"}
        )  # fmt: skip
        users = {who: people.officer(province, name=who, role=role) for who, role in HANDS.items()}
    return Paying(province, commune, [everyone[pk] for pk in ids], users)


def row(order: Order, amount_dong: int | None = None, outcome: str = "Đã trả", **cells: str) -> str:
    """A line of a provider's CSV about an order; `cells` put something else there."""
    told = {
        "reference": order.reference, "amount": str(order.amount_dong if amount_dong is None else amount_dong), "outcome": outcome,
        "code": "", "day": "10/10/2024", "name": order.payee_name, "account": order.account_number, **cells,
    }  # fmt: skip
    return ",".join(told[name] for name in ("reference", "amount", "outcome", "code", "day", "name", "account"))


def all_paid(run: Run, but: Iterable[Order] = ()) -> list[str]:
    """A line for each order of the run that it was paid."""
    left_out = {order.pk for order in but}
    with acting_as_system("đọc"):
        return [row(order) for order in Order.objects.filter(run=run).order_by("pk") if order.pk not in left_out]


def orders_of(run: Run) -> list[Order]:
    with acting_as_system("đọc"):
        return list(Order.objects.filter(run=run).select_related("run").order_by("pk"))


def exceptions(file: ReturnFile, kind: str = "") -> list[ReturnException]:
    """The exceptions of a file, of one kind when named, in the order of its rows."""
    rows = ReturnException._base_manager.filter(file=file).order_by("row")
    return list(rows.filter(kind=kind) if kind else rows)


def _word(number: int) -> str:
    """A name of its own for each number, without digits."""
    letters = ""
    while number or not letters:
        number, digit = divmod(number, 20)
        letters += "abcdeghiklmnopqrstuv"[digit]
    return letters.capitalize()


def _noon(month: int) -> datetime:
    return make_aware(datetime.combine(first_day(month), time(12)))


def _write_folder(run: Run, orders: Sequence[Order]) -> None:
    folder = Path(settings.PAYRUNS) / run.folder
    folder.mkdir(parents=True, exist_ok=True)
    names = (
        "reference",
        "person_id",
        "commune_id",
        "provider",
        "channel",
        "account_number",
        "payee_name",
        "proxy_number",
    )
    columns = {name: [getattr(order, name) for order in orders] for name in (*names, "amount_dong")}
    table = pa.table({"number": [order.pk % RUN_ROWS for order in orders], **columns, "hamlet": ["Ấp 1"] * len(orders)})
    pyarrow.parquet.write_table(table, folder / "orders.parquet")
