"""Bank messages of ISO 20022 read as a stream: pain.002 (status of orders), camt.053 and camt.054 (what was booked).

Nothing outside the file is opened, no entity is resolved, and one transaction is in memory at a time."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import IO, Any, Protocol

from lxml import etree

from ansinh.people.jobs.sheets import FileRefused

from .rows import ParsedReturn, Rows, decimal_amount

_URN = "urn:iso:std:iso:20022:tech:xsd:"
MESSAGES = {"pain.002.001.10": "pain002", "camt.053.001.08": "camt053", "camt.054.001.08": "camt054"}
# External codes of the status of a payment: final good, final bad; all others may still change.
_PAID = ("ACSC", "ACCC")
_RETURNED = ("RJCT", "CANC")
_NO_REFERENCE = ("NOTPROVIDED", "NONREF")
_SAFE: dict[str, Any] = {
    "resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False, "remove_comments": True, "remove_pis": True,
}  # fmt: skip
_BETWEEN = "\u241f"  # The printed sign of a unit separator: stands between the fields that are asked for at once.

# What is asked of each element: paths from it, the first that is there counts.
_MESSAGE = {"bank": "DbtrAgt/FinInstnId/BICFI", "made_on": "CreDtTm"}
_ACCOUNT = {"bank": "FinInstnId/BICFI | FinInstnId/Nm"}
_WHOLE = {
    "original": "OrgnlMsgId | OrgnlPmtInfId",
    "status": "GrpSts | PmtInfSts",
    "code": "StsRsnInf/Rsn/*",
}
_STATUS = {
    "reference": "OrgnlEndToEndId",
    "status": "TxSts",
    "code": "StsRsnInf/Rsn/*",
    "amount": "OrgnlTxRef/Amt/InstdAmt",
    "currency": "OrgnlTxRef/Amt/InstdAmt/@Ccy",
    "settled_on": "FctvIntrBkSttlmDt/*",
    "accepted_on": "AccptncDtTm",
    "name": "OrgnlTxRef/Cdtr/Pty/Nm",
    "account": "OrgnlTxRef/CdtrAcct/Id/Othr/Id | OrgnlTxRef/CdtrAcct/Id/IBAN",
}
_ENTRY = {
    "direction": "CdtDbtInd",
    "is_reversal": "RvslInd",
    "status": "Sts/*",
    "day": "BookgDt/* | ValDt/*",
}
_AMOUNT = {"amount": "Amt", "currency": "Amt/@Ccy"}
_TRANSACTION = {
    "reference": "Refs/EndToEndId",
    "code": "RtrInf/Rsn/*",
    "amount": "Amt | AmtDtls/TxAmt/Amt",
    "currency": "Amt/@Ccy | AmtDtls/TxAmt/Amt/@Ccy",
    "name": "RltdPties/Cdtr/Pty/Nm",
    "account": "RltdPties/CdtrAcct/Id/Othr/Id | RltdPties/CdtrAcct/Id/IBAN",
}


class Readable(Protocol):
    """What gives its bytes a piece at a time."""

    def read(self, size: int, /) -> bytes:
        """The next bytes, nothing at the end."""


def read_message(file: Readable, message: str) -> ParsedReturn:
    """The rows of a message of a known kind; a bad transaction only says so. Raises etree.XMLSyntaxError for a cut or broken file."""
    reader = _Statuses(message) if message.startswith("pain.002") else Entries(message)
    reader.read(file)
    return ParsedReturn(MESSAGES[message], reader.bank, reader.rows.table(), reader.waiting.table())


def message_of(file: IO[bytes], name: str) -> str:
    """Which of the known messages the file is; leaves the file at its beginning. Raises FileRefused for a hostile or unknown one,
    etree.XMLSyntaxError."""
    _, root = next(iter(etree.iterparse(file, events=("start",), **_SAFE)))
    file.seek(0)
    if root.getroottree().docinfo.doctype:
        raise FileRefused(
            f"Tệp «{name}» có khai báo DOCTYPE (thực thể XML): tệp của ngân hàng không có. Không mở tệp này; xin ngân hàng gửi lại."
        )
    found = etree.QName(root)
    message = (found.namespace or "").removeprefix(_URN)
    if found.localname == "Document" and message in MESSAGES:
        return message
    kinds = ", ".join(MESSAGES)
    if message.startswith("pain.001"):
        raise FileRefused(
            f"Tệp «{name}» là lệnh chi gửi đi ({message}), không phải tệp trả về. Gửi một trong: {kinds}."
        )
    raise FileRefused(
        f"Tệp «{name}» có không gian tên «{found.namespace or 'không có'}» (thẻ gốc {found.localname}), hệ thống đọc: {kinds}."
    )


def _forget(element: Any) -> None:
    """Let a finished element and all before it go."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _day(*said: str) -> date | None:
    """The first day told. Raises ValueError."""
    found = next(filter(None, said), "")
    return date.fromisoformat(found[:10]) if found else None


def _dong(amount: str, currency: str) -> int | None:
    """Whole dong; None when no amount is told. Raises ValueError."""
    if not amount:
        return None
    if currency != "VND":
        raise ValueError(f"loại tiền «{currency}» không phải VND")
    return decimal_amount(amount)


class _Reader:
    """One pass over a message: rows are numbered as transactions stand in the file."""

    def __init__(self, message: str) -> None:
        self.space = _URN + message
        self.rows, self.waiting = Rows(), Rows()
        self.number, self.bank = 0, ""

    def read(self, file: Readable) -> None:
        raise NotImplementedError

    def events(self, file: Readable, *names: str) -> Any:
        """Finished elements of these names with their name."""
        start = len(self.space) + 2
        for _, element in etree.iterparse(
            file, events=("end",), tag=[f"{{{self.space}}}{name}" for name in names], **_SAFE
        ):
            yield element.tag[start:], element

    def asking(self, paths: Mapping[str, str]) -> Callable[[Any], dict[str, str]]:
        """A question to an element: its fields by name, '' for those that are not there. All are asked at once, in C."""
        between = f', "{_BETWEEN}", '
        asked = between.join(f"normalize-space({self._path(path)})" for path in paths.values())
        ask = etree.XPath(f"concat({asked}, '')", namespaces={"n": self.space}, smart_strings=False)

        def answer(element: Any) -> dict[str, str]:
            found = ask(element).split(_BETWEEN)
            return dict(zip(paths, found, strict=True)) if len(found) == len(paths) else dict.fromkeys(paths, _BETWEEN)

        return answer

    @staticmethod
    def _path(path: str) -> str:
        return re.sub(r"(?<![@\w])\w+", r"n:\g<0>", path)

    def put(
        self,
        told: Mapping[str, str],
        amount_dong: int | None,
        outcome: str,
        day: date | None,
        said: str,
        waits_as: str = "",
    ) -> None:
        """One transaction: final, unreadable (`said`), or waiting under the file's own word."""
        self.number += 1
        reference = "" if told["reference"] in _NO_REFERENCE else told["reference"]
        who = (told["code"], day, told["name"], told["account"])
        if said or not waits_as:
            self.rows.put(self.number, reference, amount_dong, outcome, *who, said)
        else:
            self.waiting.put(self.number, reference, amount_dong, "", *who, waits_as)


class _Statuses(_Reader):
    """pain.002: each TxInfAndSts is a row; a rejection of a whole file or block that names no order is a row that says so."""

    def read(self, file: Readable) -> None:
        ask_message, ask_whole, ask_status = self.asking(_MESSAGE), self.asking(_WHOLE), self.asking(_STATUS)
        made_on, has_orders = "", False
        for name, element in self.events(file, "GrpHdr", "OrgnlGrpInfAndSts", "TxInfAndSts", "OrgnlPmtInfAndSts"):
            if name == "TxInfAndSts":
                self.order(ask_status(element), made_on)
                has_orders = True
                _forget(element)
            elif name == "GrpHdr":
                told = ask_message(element)
                self.bank, made_on = told["bank"], told["made_on"]
            elif name == "OrgnlGrpInfAndSts":
                self.whole(ask_whole(element), "tệp")
            else:
                if not has_orders:
                    self.whole(ask_whole(element), "lô")
                has_orders = False
                _forget(element)

    def order(self, told: dict[str, str], made_on: str) -> None:
        amount_dong, day, status = None, None, told["status"]
        said = "" if told["reference"] else "không có mã lệnh chi (OrgnlEndToEndId)"
        try:
            amount_dong = _dong(told["amount"], told["currency"])
            day = _day(told["settled_on"], told["accepted_on"], made_on)
        except ValueError as fault:
            said = said or str(fault)
        is_final = status in _PAID + _RETURNED
        outcome = "paid" if status in _PAID else "returned"
        self.put(told, amount_dong, outcome, day, said, "" if is_final else status or "không có trạng thái")

    def whole(self, told: dict[str, str], what: str) -> None:
        """A status of a whole file or block: only a rejection says something of its orders, which nobody named."""
        if told["status"] == "RJCT":
            said = f"cả {what} «{told['original']}» bị từ chối, mã {told['code'] or 'không nêu'}"
            self.put({"reference": "", "name": "", "account": "", **told}, None, "", None, said)


@dataclass(frozen=True)
class _Entry:
    """A booked entry: which way the money went, what it waits as when it is not final, when, and what is wrong with it."""

    outcome: str
    waits_as: str
    day: date | None
    said: str


@dataclass(frozen=True)
class _Transaction:
    """One transaction of an entry; its amount is None when only the entry says it."""

    told: dict[str, str]
    amount_dong: int | None
    said: str


class Entries(_Reader):
    """camt.053 and camt.054: a debit of the purse's account is money paid out, a credit is money that came back."""

    def read(self, file: Readable) -> None:
        ask_account, ask_entry, ask_transaction = self.asking(_ACCOUNT), self.asking(_ENTRY), self.asking(_TRANSACTION)
        ask_amount = self.asking(_AMOUNT)
        entry: _Entry | None = None
        held: _Transaction | None = None  # The first of an entry, as long as it may be the only one.
        for name, element in self.events(file, "Svcr", "TxDtls", "Ntry"):
            if name == "TxDtls":
                if held and entry:
                    self.book(held, entry)
                one, held = _transaction(ask_transaction(element)), None
                if entry:
                    self.book(one, entry)
                    _forget(element)
                else:
                    entry, held = _entry(ask_entry(element.getparent().getparent())), one
            elif name == "Ntry":
                if held and entry:
                    is_whole = held.amount_dong is not None or held.said
                    self.book(held if is_whole else _with_amount(held, ask_amount(element)), entry)
                elif not entry:
                    self.book(_transaction(ask_transaction(element)), _entry(ask_entry(element)))
                entry = held = None
                _forget(element)
            else:
                self.bank = self.bank or ask_account(element)["bank"]

    def book(self, one: _Transaction, entry: _Entry) -> None:
        said = entry.said or one.said or ("thiếu số tiền" if one.amount_dong is None else "")
        self.put(one.told, one.amount_dong, entry.outcome, entry.day, said, entry.waits_as)


def _entry(told: dict[str, str]) -> _Entry:
    day, said, direction = None, "", told["direction"]
    try:
        day = _day(told["day"])
    except ValueError as fault:
        said = f"ngày hạch toán không đọc được ({fault})"
    if direction not in ("DBIT", "CRDT"):
        said = said or f"không rõ ghi nợ hay ghi có («{direction}»)"
    elif direction == "DBIT" and told["is_reversal"] in ("true", "1"):
        said = said or "bút toán đảo của một khoản đã trả lại: xem lại với ngân hàng"
    status = told["status"]
    return _Entry(
        "paid" if direction == "DBIT" else "returned",
        "" if status == "BOOK" else status or "không có trạng thái",
        day,
        said,
    )


def _transaction(told: dict[str, str]) -> _Transaction:
    try:
        return _Transaction(told, _dong(told["amount"], told["currency"]), "")
    except ValueError as fault:
        return _Transaction(told, None, str(fault))


def _with_amount(only: _Transaction, entry: dict[str, str]) -> _Transaction:
    """The only transaction of an entry, which says no amount itself, with the entry's."""
    whole = _transaction(entry)
    return replace(only, amount_dong=whole.amount_dong, said=whole.said)
