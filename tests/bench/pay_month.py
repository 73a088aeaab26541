"""A whole month of a province with a million beneficiaries, database to database: planned, signed, sent, answered, reconciled, closed.

The people and their titles are drawn, written into a fresh SQLite database in columns, and paid by the acts of the four hands. What
comes back is a camt.054 of each bank: nearly everything paid, three of a thousand given back."""

import json
import os
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .measuring import Line, Times, apart, mebibytes, seconds
from .province import fresh_database
from .rights import COMMUNES, drawn_rights, house_of_the_month
from .scoring import Unequal

MONTH = 202312
PLAN_DAY = date(2023, 11, 21)
PEOPLE = 1_000_000
SEED = 7
MOST_SECONDS, MOST_MIB = 60, 4 * 1024
RETURNED_PER_MILLE = 3
EXPLAINED = 30
BANKS = (("VBA", "VBAAVNVX", 0.52), ("CTG", "ICBVVNVX", 0.30), ("LPB", "LVBKVNVX", 0.18))
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Thạch", "Kim", "Sơn", "Lâm", "Võ")
MIDDLES = ("Văn", "Thị", "Minh", "Ngọc", "Hữu", "Thanh", "Sa", "Quốc", "Hồng", "Kim")
GIVEN = (
    "An",
    "Bình",
    "Chi",
    "Dũng",
    "Đào",
    "Giang",
    "Hạnh",
    "Khánh",
    "Lan",
    "Mai",
    "Nam",
    "Oanh",
    "Phúc",
    "Quý",
    "Rây",
    "Sóc",
    "Tâm",
    "Út",
)
STAGES = {
    "plan": "lập: niêm phong đầu vào, tính mức, so với sổ, ghi danh sách và lệnh chi",
    "sign": "ký: dòng và lệnh vào cơ sở dữ liệu, ghi sổ cái",
    "send": "gửi: tệp pain.001 của ba ngân hàng, kiểm theo lược đồ",
    "receive": "nhận: ba tệp camt.054, khớp từng dòng",
    "settle": "xử lý các khoản ngân hàng trả lại",
    "reconcile": "đối chiếu",
    "close": "chốt: chuyển kỳ sau, hoàn nguồn, khóa sổ",
}


def measure(folder: Path, apart_command: Callable[..., list[str]], people: int = PEOPLE) -> list[Line]:
    """Each stage, the whole, its peak memory, and one line explained; the fresh database is not counted."""
    with fresh_database(folder / "month") as environment:
        apart(apart_command("month-fill", str(people)), environment)
        spent = apart(apart_command("month", str(people)), environment)
    told = json.loads(spent.told.splitlines()[-1])
    took = {name: told["stages"][name] for name in STAGES}
    whole = sum(wall for wall, _ in took.values())
    name = f"cả tháng của {people:,} người: {told['lines']:,} dòng, {told['orders']:,} lệnh chi, {told['answers']:,} dòng trả về"
    return [
        Line(f"{name} (giờ; CPU {seconds(sum(cpu for _, cpu in took.values()))})", seconds(whole), aim=f"< {MOST_SECONDS} s",
             is_met=whole < MOST_SECONDS),
        *(Line(f"… {STAGES[stage]} (giờ / CPU)", f"{seconds(wall)} / {seconds(cpu)}") for stage, (wall, cpu) in took.items()),
        Line("… bộ nhớ cao nhất của tiến trình, kể cả lúc làm tệp trả về", mebibytes(spent.peak_mib), aim="< 4 GiB",
             is_met=spent.peak_mib < MOST_MIB),
        Line("… giải thích một người khi tháng đã chốt", told["explained"]),
    ]  # fmt: skip


def fill(people: str) -> None:
    """A province with so many beneficiaries of social assistance, its purse, banks and hands, in an empty database."""
    from django.db import connection

    from ansinh.benefits.models import Channel, Custody, Income, Study, Suspension, Title
    from ansinh.core.access import acting_as_system
    from ansinh.core.database import learn_sizes, write_arrow
    from ansinh.demo.loading import without_indexes, written_once
    from ansinh.people.models import Household, Membership, Person, search_made_afterwards

    models = (Person, Household, Membership, Title, Suspension, Channel, Income, Study, Custody)
    with acting_as_system("đo tốc độ"):
        decision = _province()
        tables = _registers(int(people), decision)
        with (
            connection.constraint_checks_disabled(),
            written_once(),
            search_made_afterwards(),
            without_indexes(*models),
        ):
            for model in models:
                write_arrow(model._meta.db_table, tables[model.__name__])
        learn_sizes(*(model._meta.db_table for model in models))


def _province() -> int:
    """Province, communes, banks, purse and hands; gives the id of the decision all titles stand on."""
    from ansinh.benefits.factories import a_decision
    from ansinh.payments.factories import a_pay_province
    from ansinh.payments.models import Provider
    from ansinh.people.factories import unit

    there = a_pay_province(0, opening=MONTH, from_month=MONTH, allotted_dong=10**13)
    for place in range(COMMUNES):
        unit(f"29{place:03d}", 3, "commune", "Xã", f"Mẫu {place}", province=there.province)
    for code, bic, _ in BANKS:
        Provider.objects.update_or_create(
            code=code,
            defaults={"name": code, "kind": "bank", "layout": "pain001", "bic": bic, "from_day": date(2020, 1, 1)},
        )
    return int(a_decision(there.commune).pk)


def _registers(people: int, decision: int) -> dict[str, pa.Table]:
    """Everybody and what is registered of them, as columns of the tables."""
    rights = drawn_rights(people, SEED, programme="assistance")
    resident, title = rights["resident"], rights["title"]
    rng = np.random.default_rng(8)
    person = np.arange(1, people + 1)
    every = {"recorded_at": np.full(people, np.datetime64("2022-12-01T08:00:00", "us"))}
    since = np.full(people, np.datetime64("2021-07-01"))
    commune = resident["resident_commune_id"]
    born = resident["resident_birth_date"]
    name, folded, key = _names(people, rng)
    household = (person + 1) // 2
    heads = person[::2]
    bank = rng.choice(len(BANKS), people, p=[share for *_, share in BANKS])
    drawn = {
        "Person": {
            "id": person, "personal_number": [f"084{number:09d}" for number in range(people)], "name": name, "name_folded": folded,
            "name_key": key, "sex": rng.choice(["f", "m"], people), "birth_year": pc.year(born), "birth_month": pc.month(born),
            "birth_day": pc.day(born), "ethnicity": np.ones(people, int), "commune_id": commune, "province_id": np.full(people, "84"),
            "died_on": resident["resident_died_on"], "phone": np.full(people, ""), "source": np.full(people, ""), **every,
        },
        "Household": {
            "id": household[::2], "code": [f"M{number:07d}" for number in heads], "head_id": heads, "commune_id": commune.take(heads - 1),
            "province_id": np.full(len(heads), "84"), "hamlet": np.full(len(heads), "Ấp Mẫu"), "address": np.full(len(heads), ""),
            "from_day": since[::2], "source": np.full(len(heads), ""), "recorded_at": every["recorded_at"][::2],
        },
        "Membership": {
            "id": person, "person_id": person, "household_id": household, "role": np.where(person % 2 == 1, "head", "other"), "from_day": since,
        },
        "Channel": {
            "id": person, "person_id": person, "kind": np.full(people, "account"), "provider": np.array([code for code, *_ in BANKS])[bank],
            "account_number": [f"84{number:011d}" for number in person], "account_name": pc.utf8_upper(name),
            "is_verified": np.ones(people, bool), "pay_point": np.full(people, ""), "from_day": since, "reason": np.full(people, ""), **every,
        },
        "Title": {
            "id": title["title_id"], "person_id": pc.divide(title["resident_id"], 1_000_000), "category": title["title_category"],
            "from_day": _repeated("2021-07-01", title.num_rows), "decision_id": np.full(title.num_rows, decision),
            "loss_rate": title["title_loss_rate"], "is_special": title["title_is_special"], "martyr_count": title["title_martyr_count"],
            "seniority_years": title["title_seniority_years"], "child_count": title["title_child_count"],
            "is_pregnant": title["title_is_pregnant"], "stop_reason": np.full(title.num_rows, ""), "note": np.full(title.num_rows, ""),
            "recorded_at": np.full(title.num_rows, every["recorded_at"][0]),
        },
    }  # fmt: skip
    made = {model: pa.table(columns) for model, columns in drawn.items()}
    return made | _what_excludes(resident) | {"Suspension": _suspensions(title)}


def _what_excludes(resident: pa.Table) -> dict[str, pa.Table]:
    """Pensions and wages, study that goes on or has ended, prison: rows of the registers behind the facts of the drawn people."""

    def having(fact: str, value: bool = True) -> np.ndarray:
        found = pc.fill_null(pc.equal(resident[fact], value), False)
        return np.flatnonzero(found.to_numpy(zero_copy_only=False)) + 1

    pensions, survivors, wages = (having(f"resident_has_{kind}") for kind in ("pension", "survivor_pension", "wage"))
    income = np.concatenate([pensions, survivors, wages])
    kinds = np.repeat(["pension", "survivor", "wage"], [len(pensions), len(survivors), len(wages)])
    studies, ended = having("resident_is_studying"), having("resident_is_studying", value=False)
    study, prison = np.concatenate([studies, ended]), having("resident_is_in_prison")
    until = np.where(np.arange(len(study)) < len(studies), np.datetime64("NaT"), np.datetime64("2022-06-01")).astype(
        "datetime64[D]"
    )
    recorded = np.datetime64("2022-12-01T08:00:00", "us")
    return {
        "Income": pa.table({
            "id": np.arange(1, len(income) + 1), "person_id": income, "kind": kinds, "amount_dong": np.full(len(income), 3_000_000),
            "from_day": _repeated("2021-07-01", len(income)), "source": np.full(len(income), ""), "recorded_at": np.full(len(income), recorded),
        }),
        "Study": pa.table({
            "id": np.arange(1, len(study) + 1), "person_id": study, "level": np.full(len(study), "general"),
            "institution": np.full(len(study), ""), "from_day": _repeated("2021-07-01", len(study)), "to_day": until,
        }),
        "Custody": pa.table({
            "id": np.arange(1, len(prison) + 1), "person_id": prison, "kind": np.full(len(prison), "prison"),
            "from_day": _repeated("2021-07-01", len(prison)), "source": np.full(len(prison), ""),
        }),
    }  # fmt: skip


def _suspensions(title: pa.Table) -> pa.Table:
    held = title.filter(title["title_is_suspended"])["title_id"]
    count = len(held)
    return pa.table({
        "id": np.arange(1, count + 1), "title_id": held, "reason": np.full(count, "not_collected"), "from_day": _repeated("2023-10-01", count),
        "is_paid_back": np.zeros(count, bool), "note": np.full(count, ""), "recorded_at": np.full(count, np.datetime64("2023-10-01", "us")),
    })  # fmt: skip


def _repeated(day: str, rows: int) -> np.ndarray:
    return np.full(rows, np.datetime64(day))


def _names(people: int, rng: np.random.Generator) -> tuple[pa.Array, pa.Array, pa.Array]:
    """Names drawn for everybody: as written, for search, for sorting."""
    from ansinh.people.models import name_columns

    every = [name_columns(f"{family} {middle} {given}") for family in FAMILIES for middle in MIDDLES for given in GIVEN]
    drawn = pa.array(rng.integers(0, len(every), people))
    name, folded, key = (
        pa.array([one[column] for one in every]).take(drawn) for column in ("name", "name_folded", "name_key")
    )
    return name, folded, key


def only(people: str) -> None:
    """The month walked once, in a process of its own; the last line printed is JSON: wall and processor seconds of each stage, counts."""
    from ansinh.core.access import acting_as, acting_as_system
    from ansinh.payments import actions
    from ansinh.payments.models import ReturnFile

    hands = _hands()
    took: dict[str, tuple[float, float]] = {}

    def stage(name: str, role: str, act: Callable[[Any], Any]) -> Any:
        wall, cpu = time.perf_counter(), _processor()
        with acting_as(hands[role]):
            given = act(hands[role])
        took[name] = (time.perf_counter() - wall, _processor() - cpu)
        return given

    province = _the_province()
    run = stage(
        "plan",
        "officer",
        lambda by: actions.plan(province=province, programme="assistance", month=MONTH, plan_day=PLAN_DAY, by=by),
    )
    _must_be_what_the_rules_give(run, int(people))
    stage("sign", "leader", lambda by: actions.sign(run=run, by=by))
    stage("send", "accountant", lambda by: actions.send(run=run, by=by))
    answers = _answers(run)
    stage("receive", "reconciler", lambda by: [
        actions.receive_returns(file=path, name=path.name, province=province, by=by) for path in answers
    ])  # fmt: skip
    run.refresh_from_db()
    stage("settle", "reconciler", lambda by: _settle(run, by))
    statement = stage("reconcile", "reconciler", lambda by: actions.reconcile(run=run, by=by))
    closed = stage("close", "reconciler", lambda by: actions.close(run=run, by=by))
    if statement.paid_dong + closed.given_back_dong != run.totals["steps"]["list_total"]["dong"]:
        raise Unequal(f"paid {statement.paid_dong} and given back {closed.given_back_dong} are not {run.totals}")
    with acting_as_system("đo tốc độ"):
        answers_in = sum(ReturnFile.objects.values_list("rows", flat=True))
    told = {"stages": took, "lines": run.totals["steps"]["rule_total"]["count"], "orders": statement.orders, "answers": answers_in,
            "explained": _explained(int(people))}  # fmt: skip
    print(json.dumps(told))


def _processor() -> float:
    """Seconds of this process and of those it waited for."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _the_province() -> Any:
    from ansinh.places.models import Place

    return Place.objects.get(pk="84")


def _hands() -> dict[str, Any]:
    from ansinh.core.models import Grant

    return {grant.role.removeprefix("province_"): grant.user for grant in Grant.objects.select_related("user")}


def _must_be_what_the_rules_give(run: Any, people: int) -> None:
    """Raises Unequal when the plan's sum is not that of the same figures of the drawn people, worked out without a database."""
    from ansinh.payments.jobs.inputs import benefits_of

    house = house_of_the_month()
    names = [one.figure for one in benefits_of("assistance") if one.grain == "resident" and one.figure in house.rules]
    figures = house.run(names, grain="resident", tables=drawn_rights(people, SEED, programme="assistance"))
    wanted = sum(pc.sum(figures[name]).as_py() for name in names)
    if (owed := run.totals["steps"]["owed"]["dong"]) != wanted:
        raise Unequal(f"the plan owes {owed} dong, the rules give {wanted}")


def _answers(run: Any) -> list[Path]:
    """A camt.054 of each bank: every order booked as paid, or given back with the reason that the account is closed."""
    from ansinh.payments.actions.sending import folder_of, signed_orders

    orders = signed_orders(run)
    paths = []
    for code, bic, _ in BANKS:
        own = orders.filter(pc.equal(orders["provider"], code))
        is_back = pc.less(pc.bit_wise_and(own["number"], 1023), RETURNED_PER_MILLE)
        entries = pc.binary_join_element_wise(
            '<Ntry><Amt Ccy="VND">', own["amount_dong"].cast(pa.string()), "</Amt><CdtDbtInd>", pc.if_else(is_back, "CRDT", "DBIT"),
            "</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2023-12-05</Dt></BookgDt><BkTxCd></BkTxCd><NtryDtls><TxDtls><Refs><EndToEndId>",
            own["reference"], "</EndToEndId></Refs><RltdPties><Cdtr><Pty><Nm>", own["payee_name"],
            "</Nm></Pty></Cdtr><CdtrAcct><Id><Othr><Id>", own["account_number"], "</Id></Othr></Id></CdtrAcct></RltdPties>",
            pc.if_else(is_back, "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>", ""), "</TxDtls></NtryDtls></Ntry>\n", "",
        )  # fmt: skip
        paths.append(folder_of(run) / f"{code}.xml")
        with paths[-1].open("wb") as out:
            out.write(_statement_head(code, bic).encode())
            for chunk in entries.chunks:
                out.write("".join(chunk.to_pylist()).encode())
            out.write(b"</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>\n")
    return paths


def _statement_head(code: str, bic: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08">'
        f"<BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>{code}-1</MsgId><CreDtTm>2023-12-06T08:00:00</CreDtTm></GrpHdr><Ntfctn><Id>1</Id>"
        f"<Acct><Id><Othr><Id>9527</Id></Othr></Id><Svcr><FinInstnId><BICFI>{bic}</BICFI></FinInstnId></Svcr></Acct>\n"
    )


def _settle(run: Any, by: Any) -> int:
    from ansinh.payments import actions

    waiting = [*actions.unsettled(run).values_list("pk", flat=True)]
    return actions.settle_exceptions(
        exceptions=waiting, settled_as="returned", reason="Ngân hàng trả lại, đã gọi xác nhận", by=by
    )


def _explained(people: int) -> str:
    """How long it takes to say why some people, spread over the province, get what they get."""
    from ansinh.core.access import acting_as_system
    from ansinh.payments.jobs.why import why
    from ansinh.people.models import Person

    times = Times()
    with acting_as_system("đo tốc độ"):
        asked = [*Person.objects.filter(pk__in=range(1, people, people // EXPLAINED))]
        for person in asked:
            times.run(lambda person=person: why(person, MONTH, day=PLAN_DAY).lines())
    first, others = times.taken[0], sorted(one.wall for one in times.taken[1:])
    return f"p95 {seconds(others[len(others) * 95 // 100])} ({len(others)} người; người đầu tiên, dựng luật của tháng: {seconds(first.wall)})"
