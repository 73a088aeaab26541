"""`ansinh payrun`, from the signature on: send, returns, settle, reconcile, close, reopen, ledger."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from ansinh.core.days import read_day
from ansinh.core.numbers import grouped
from ansinh.payments import actions, words
from ansinh.payments.models import Order, ReturnFile, Run

# What a verb gives to print: for machines, and for people.
Told = tuple[dict[str, Any], list[str]]
Verb = Callable[[Run, dict[str, Any]], Told]


def verbs() -> list[tuple[str, str, Verb]]:
    """Name, what it does, and the verb itself."""
    return [
        ("send", "ghi tệp cho đơn vị chi trả và rút tiền", _send),
        ("returns", "nhận tệp kết quả chi trả", _returns),
        ("settle", "xử lý các dòng không khớp", _settle),
        ("reconcile", "đối chiếu", _reconcile),
        ("close", "chốt tháng", _close),
        ("reopen", "đề nghị (ghi --reason) hoặc duyệt mở lại", _reopen),
        ("ledger", "số dư sổ cái, đối chiếu với chi tiết, kiểm tra chuỗi", _ledger),
    ]


def own_arguments(name: str, verb: ArgumentParser) -> None:
    """What a verb asks for besides the run."""
    if name == "send":
        verb.add_argument("--pay-day", metavar="NGÀY", help="ngày yêu cầu ngân hàng chi (không ghi: đầu tháng)")
    if name == "returns":
        verb.add_argument("--file", required=True, nargs="+", type=Path, metavar="TỆP")
    if name == "settle":
        verb.add_argument(
            "--kind", choices=list(words.EXCEPTIONS), help="chỉ loại này (không ghi: mọi dòng đang chờ của đợt)"
        )
        verb.add_argument("--how", required=True, choices=list(words.SETTLED_AS))
    if name in ("settle", "reopen"):
        verb.add_argument("--reason", default="", metavar="LÝ_DO")
    if name == "close":
        verb.add_argument(
            "--decide", nargs="*", default=[], metavar="SỐ_LỆNH=QUYẾT_ĐỊNH[:LÝ_DO]",
            help=f"cho từng lệnh chưa nhận: {', '.join(words.UNPAID)}; không ghi: carried",
        )  # fmt: skip


def _send(run: Run, options: dict[str, Any]) -> Told:
    pay_day = read_day(options["pay_day"]) if options["pay_day"] else None
    files = actions.send(run=run, by=options["by"], pay_day=pay_day)
    count, dong = sum(file.orders for file in files), sum(file.amount_dong for file in files)
    lines = [_line(file.name, file.orders, file.amount_dong) for file in files]
    return {"files": [vars(file) for file in files], "dong": dong}, [*lines, _line("Cộng tệp đã gửi", count, dong)]


def _returns(run: Run, options: dict[str, Any]) -> Told:
    told: list[dict[str, Any]] = []
    lines: list[str] = []
    for path in options["file"]:
        file = actions.receive_returns(file=path, name=path.name, province=run.province, by=options["by"])
        told.append({"file": file.pk, "name": file.name, **file.counts, **file.totals})
        lines += _file_lines(file)
    return {"files": told}, lines


def _file_lines(file: ReturnFile) -> list[str]:
    counts, totals = file.counts, file.totals
    named = [f"    {vi}: {grouped(counts[kind])}" for kind, (vi, _) in words.EXCEPTIONS.items() if kind in counts]
    return [
        _line(f"{file.name}: số dòng", counts["rows"], totals["rows_dong"]),
        _line("  đã ghi", counts["settled"], totals["settled_dong"]),
        _line("  cần xử lý", counts["exceptions"], totals["exceptions_dong"]),
        *named,
    ]


def _settle(run: Run, options: dict[str, Any]) -> Told:
    waiting = actions.unsettled(run)
    waiting = waiting.filter(kind=options["kind"]) if options["kind"] else waiting
    ids = list(waiting.values_list("pk", flat=True))
    count = actions.settle_exceptions(
        exceptions=ids, settled_as=options["how"], reason=options["reason"], by=options["by"]
    )
    left = actions.unsettled(run).count()
    return {"settled": count, "left": left}, [f"Đã xử lý {grouped(count)} dòng; còn {grouped(left)} dòng."]


def _reconcile(run: Run, options: dict[str, Any]) -> Told:
    statement = actions.reconcile(run=run, by=options["by"])
    return vars(statement), _statement_lines(statement)


def _close(run: Run, options: dict[str, Any]) -> Told:
    closed = actions.close(run=run, by=options["by"], decisions=dict(_decision(run, told) for told in options["decide"]))  # fmt: skip
    lines = [_line(words.UNPAID[decided][0], count, dong) for decided, (count, dong) in closed.decided.items()]
    told = {**vars(closed.statement), "decided": closed.decided, "given_back_dong": closed.given_back_dong}
    return told, [*_statement_lines(closed.statement), *lines, f"  Nộp trả nguồn {grouped(closed.given_back_dong)} đồng"]  # fmt: skip


def _decision(run: Run, told: str) -> tuple[int, actions.Decision]:
    reference, _, rest = told.partition("=")
    decided, _, reason = rest.partition(":")
    order = Order.objects.filter(run=run, reference=reference).first()
    if order is None:
        raise CommandError(f"Đợt {run} không có lệnh chi «{reference}». Ghi SỐ_LỆNH=QUYẾT_ĐỊNH:LÝ_DO.")
    return order.pk, actions.Decision(decided, reason)


def _reopen(run: Run, options: dict[str, Any]) -> Told:
    if options["reason"]:
        asked = actions.ask_reopening(run=run, reason=options["reason"], by=options["by"])
        return {"reopening": asked.pk}, [f"Đã đề nghị mở lại {run}. Một lãnh đạo khác duyệt bằng ansinh payrun reopen."]
    waiting = run.reopenings.filter(approved_at=None).first()
    if waiting is None:
        raise CommandError(f"Đợt {run} chưa có đề nghị mở lại. Ghi --reason để đề nghị.")
    run = actions.reopen(reopening=waiting, by=options["by"])
    return {"state": run.state}, [f"Đã mở lại {run}: {run.get_state_display()}."]


def _ledger(run: Run, options: dict[str, Any]) -> Told:
    balances, ties = actions.balances(run.province_id, run=run), actions.ties(run)
    broken = list(actions.broken_links(run.province_id))
    if broken:
        raise CommandError(
            f"Chuỗi sổ cái đứt ở bút toán {broken[0]} (và {len(broken) - 1} bút toán khác). Báo người quản trị ngay."
        )
    for tie in ties:
        if not tie.holds:
            raise CommandError(
                f"Không khớp: {tie.account} {grouped(tie.ledger_dong)} đồng theo sổ cái, {grouped(tie.rows_dong)} theo chi tiết."
            )
    last = actions.last_hash(run.province_id)
    named = {account: words.ACCOUNTS[account.split(":")[0]][0] for account in balances}
    lines = [f"  {account:<32} {named[account]:<34} {grouped(dong):>22}" for account, dong in balances.items()]
    return (
        {"balances": balances, "ties": {tie.account: tie.ledger_dong for tie in ties}, "last_hash": last},
        [*lines, f"Sổ cái khớp chi tiết từng đồng; chuỗi nguyên vẹn đến {last[:16]}."],
    )


def _statement_lines(statement: actions.Statement) -> list[str]:
    return [
        _line("Danh sách", statement.orders, statement.list_dong),
        _line("Đã nhận", statement.orders - statement.unpaid_orders, statement.paid_dong),
        f"  {'Trả lại':<42} {'':>11} {grouped(statement.returned_dong):>22}",
        f"  {'Chưa nhận':<42} {'':>11} {grouped(statement.uncollected_dong):>22}",
    ]


def _line(label: str, count: int, dong: int) -> str:
    return f"  {label:<42} {grouped(count):>11} {grouped(dong):>22}"
