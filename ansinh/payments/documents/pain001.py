"""ISO 20022 pain.001.001.09: credit transfers for a bank, one file of a provider, one block a commune.

Whole dong; names as the bank has them, in UTF-8. The same orders give the same bytes: nothing asks the clock."""

from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pyarrow as pa
import pyarrow.compute as pc
from lxml import etree

from .batch import Batch, DocumentRefused

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
SCHEMA = Path(__file__).resolve().parents[1] / "data" / "iso20022" / "pain.001.001.09.xsd"
PURPOSE = "SSBE"  # External code: payment of a social security benefit.
ERRORS_TOLD = 20
_NOT_XML = "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\ufffe\uffff]"


def write(batch: Batch, path: Path) -> None:
    """The batch as a pain.001 file, validated against the official schema. Raises DocumentRefused."""
    orders = batch.orders.sort_by([("commune_id", "ascending"), ("number", "ascending")])
    _must_have_accounts(batch, orders)
    with path.open("wb") as out:
        out.write(_head(batch).encode())
        for number, (first, count) in enumerate(_blocks(orders), 1):
            block = orders.slice(first, count)
            out.write(_block_head(batch, block, number).encode())
            out.write("".join(_transfers(batch, block).to_pylist()).encode())
            out.write(b"</PmtInf>\n")
        out.write(b"</CstmrCdtTrfInitn></Document>\n")
    if faults := validate(path):
        raise DocumentRefused(
            f"Tệp pain.001 của {batch.provider.name} không đúng lược đồ ISO 20022: {faults[0]}. Sửa mã BIC, số tài khoản rồi gửi lại."
        )


def validate(path: Path) -> list[str]:
    """What is wrong with a pain.001 file, in English as the schema says it, twenty at most; empty when nothing is.

    The official schema, then that the numbers and sums its header and blocks tell are those of its transfers. The file is held
    in memory (about 10 times its size): a layout's `at_most` keeps files small."""
    safe: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False}
    schema = etree.XMLSchema(etree.parse(str(SCHEMA), etree.XMLParser(**safe)))
    try:
        message = etree.parse(str(path), etree.XMLParser(**safe))
    except etree.XMLSyntaxError as error:
        return [str(error)]
    if not schema.validate(message):
        return [f"line {fault.line}: {fault.message}" for fault in list(schema.error_log)[:ERRORS_TOLD]]
    root = message.getroot()[0]
    blocks = root.findall("{*}PmtInf")
    sums = [(block.findtext("{*}PmtInfId"), *_told(block), *_counted(block)) for block in blocks]
    counted = [("GrpHdr", *_told(root[0]), sum(each[3] for each in sums), sum(each[4] for each in sums)), *sums]
    return [
        f"{where}: it says {count} transfers of {total} dong, it has {found_count} of {found_total}"
        for where, count, total, found_count, found_total in counted
        if (count, total) != (found_count, found_total)
    ][:ERRORS_TOLD]


def _told(element: Any) -> tuple[int, Decimal]:
    return int(element.findtext("{*}NbOfTxs")), Decimal(element.findtext("{*}CtrlSum"))


def _counted(block: Any) -> tuple[int, Decimal]:
    amounts = [
        Decimal(text) for text in block.xpath("p:CdtTrfTxInf/p:Amt/p:InstdAmt/text()", namespaces={"p": NAMESPACE})
    ]
    return len(amounts), sum(amounts, Decimal(0))


def _must_have_accounts(batch: Batch, orders: pa.Table) -> None:
    blank = orders.filter(pc.equal(orders["account_number"], ""))
    if blank.num_rows:
        raise DocumentRefused(
            f"{blank.num_rows} lệnh chi qua {batch.provider.name} không có số tài khoản (đầu tiên: {blank['reference'][0].as_py()}). "
            "Ghi số tài khoản hoặc đổi hình thức chi trả, rồi lập lại đợt chi."
        )


def _blocks(orders: pa.Table) -> list[tuple[int, int]]:
    """Where each commune begins in the sorted orders, and how many orders it has."""
    runs = pc.run_end_encode(orders["commune_id"].combine_chunks())
    ends = runs.run_ends.to_pylist()
    return [(first, end - first) for first, end in zip([0, *ends], ends, strict=False)]


def _head(batch: Batch) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<Document xmlns="{NAMESPACE}"><CstmrCdtTrfInitn><GrpHdr><MsgId>{batch.name}</MsgId>'
        f"<CreDtTm>{batch.made_at:%Y-%m-%dT%H:%M:%S}</CreDtTm>{_sums(batch.orders)}"
        f"<InitgPty><Nm>{_name(batch.purse.holder)}</Nm></InitgPty></GrpHdr>\n"
    )


def _block_head(batch: Batch, block: pa.Table, number: int) -> str:
    return (
        f"<PmtInf><PmtInfId>{batch.name}-{number}</PmtInfId><PmtMtd>TRF</PmtMtd>{_sums(block)}"
        f"<PmtTpInf><CtgyPurp><Cd>{PURPOSE}</Cd></CtgyPurp></PmtTpInf>"
        f"<ReqdExctnDt><Dt>{batch.pay_day:%Y-%m-%d}</Dt></ReqdExctnDt>"
        f"<Dbtr><Nm>{_name(batch.purse.holder)}</Nm></Dbtr>"
        f"<DbtrAcct><Id><Othr><Id>{escape(batch.purse.account)}</Id></Othr></Id><Ccy>VND</Ccy></DbtrAcct>"
        f"<DbtrAgt>{_agent(batch.purse.bic, 'NOTPROVIDED')}</DbtrAgt>\n"
    )


def _sums(orders: pa.Table) -> str:
    return f"<NbOfTxs>{orders.num_rows}</NbOfTxs><CtrlSum>{pc.sum(orders['amount_dong']).as_py()}</CtrlSum>"


def _transfers(batch: Batch, block: pa.Table) -> pa.ChunkedArray:
    """One text a transfer, in the order of the block."""
    bank = _agent(batch.provider.bic, batch.provider.code)
    return pc.binary_join_element_wise(
        "<CdtTrfTxInf><PmtId><EndToEndId>",
        _escaped(block["reference"]),
        '</EndToEndId></PmtId><Amt><InstdAmt Ccy="VND">',
        block["amount_dong"].cast(pa.string()),
        f"</InstdAmt></Amt><CdtrAgt>{bank}</CdtrAgt><Cdtr><Nm>",
        _escaped(batch.shown_names(block["payee_name"])),
        "</Nm></Cdtr><CdtrAcct><Id><Othr><Id>",
        _escaped(block["account_number"]),
        f"</Id></Othr></Id></CdtrAcct><RmtInf><Ustrd>{_name(batch.purpose)}</Ustrd></RmtInf></CdtTrfTxInf>\n",
        "",
    )


def _agent(bic: str, code: str) -> str:
    named = f"<BICFI>{escape(bic)}</BICFI>" if bic else f"<Othr><Id>{escape(code)}</Id></Othr>"
    return f"<FinInstnId>{named}</FinInstnId>"


def _name(text: str) -> str:
    return escape(text[:140])


def _escaped(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    for mark, written in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        texts = pc.replace_substring(texts, mark, written)
    return pc.replace_substring_regex(texts, _NOT_XML, "")
