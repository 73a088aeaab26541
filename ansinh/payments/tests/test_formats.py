"""What comes back is read to the dong, or said why not; a hostile or broken file is refused whole."""

import io
import time
import zipfile
from datetime import date

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ansinh.payments.documents import pain001
from ansinh.payments.jobs.formats import FileRefused, halves, read_return
from ansinh.payments.jobs.formats.rows import decimal_amount, written_amount

URN = "urn:iso:std:iso:20022:tech:xsd:"
SCHEMAS = pain001.SCHEMA.parent


def entry(
    *transactions, amount="540000.00", direction="DBIT", status="BOOK", day="2026-10-02", currency="VND", reversal=""
):
    details = f"<NtryDtls>{''.join(transactions)}</NtryDtls>" if transactions else ""
    return (
        f'<Ntry><Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{direction}</CdtDbtInd>{reversal and f"<RvslInd>{reversal}</RvslInd>"}'
        f"<Sts><Cd>{status}</Cd></Sts><BookgDt><Dt>{day}</Dt></BookgDt>"
        f"<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>DMCT</SubFmlyCd></Fmly></Domn></BkTxCd>{details}</Ntry>"
    )


def transaction(reference, amount=None, *, name="Thạch Thị Sa Rây", account="7300000000001", reason=""):
    told = "" if amount is None else f'<Amt Ccy="VND">{amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd>'
    back = reason and f"<RtrInf><Rsn><Cd>{reason}</Cd></Rsn></RtrInf>"
    return (
        f"<TxDtls><Refs><EndToEndId>{reference}</EndToEndId></Refs>{told}<RltdPties><Cdtr><Pty><Nm>{name}</Nm></Pty></Cdtr>"
        f"<CdtrAcct><Id><Othr><Id>{account}</Id></Othr></Id></CdtrAcct></RltdPties>{back}</TxDtls>"
    )


def statement(*entries, message="camt.053.001.08"):
    outer, inner = ("BkToCstmrStmt", "Stmt") if "053" in message else ("BkToCstmrDbtCdtNtfctn", "Ntfctn")
    balance = (
        '<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="VND">0</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-10-02</Dt></Dt></Bal>'
        if "053" in message
        else ""
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{URN}{message}"><{outer}><GrpHdr><MsgId>M1</MsgId>'
        f"<CreDtTm>2026-10-02T18:00:00</CreDtTm></GrpHdr><{inner}><Id>1</Id><Acct><Id><Othr><Id>3713</Id></Othr></Id>"
        f"<Svcr><FinInstnId><BICFI>VBAAVNVX</BICFI></FinInstnId></Svcr></Acct>{balance}{''.join(entries)}</{inner}></{outer}></Document>\n"
    ).encode()


def status_report(*blocks, group=""):
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{URN}pain.002.001.10"><CstmrPmtStsRpt><GrpHdr><MsgId>R1</MsgId>'
        "<CreDtTm>2026-10-02T09:00:00+07:00</CreDtTm><DbtrAgt><FinInstnId><BICFI>VBAAVNVX</BICFI></FinInstnId></DbtrAgt></GrpHdr>"
        f"<OrgnlGrpInfAndSts><OrgnlMsgId>AS1-202610-VBA-001</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>{group}</OrgnlGrpInfAndSts>"
        f"{''.join(blocks)}</CstmrPmtStsRpt></Document>\n"
    ).encode()


def status(reference, code, *, reason="", amount="540000"):
    why = reason and f"<StsRsnInf><Rsn><Cd>{reason}</Cd></Rsn></StsRsnInf>"
    return (
        f"<TxInfAndSts><OrgnlEndToEndId>{reference}</OrgnlEndToEndId><TxSts>{code}</TxSts>{why}<OrgnlTxRef>"
        f'<Amt><InstdAmt Ccy="VND">{amount}</InstdAmt></Amt><Cdtr><Pty><Nm>Kim Văn Sóc</Nm></Pty></Cdtr>'
        "<CdtrAcct><Id><Othr><Id>7300000000009</Id></Othr></Id></CdtrAcct></OrgnlTxRef></TxInfAndSts>"
    )


def block(*statuses, told=""):
    return f"<OrgnlPmtInfAndSts><OrgnlPmtInfId>AS1-202610-VBA-001-1</OrgnlPmtInfId>{told}{''.join(statuses)}</OrgnlPmtInfAndSts>"


def workbook(*rows, formulas=()):
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Bưu điện")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        for where, formula, shown in formulas:
            sheet.write_formula(where, formula, None, shown)
    return made.getvalue()


def opendocument(content):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("META-INF/manifest.xml", "<manifest/>")
        book.writestr("content.xml", content)
    return made.getvalue()


def outcomes(parsed):
    return [
        (row["reference"], row["amount_dong"], row["outcome"], row["code"], row["said"])
        for row in parsed.rows.to_pylist()
    ]


@pytest.mark.parametrize("message", ["camt.053.001.08", "camt.054.001.08"])
def test_a_debit_was_paid_and_a_credit_came_back_with_the_banks_reason(message):
    sent = statement(
        entry(transaction("AS1-1", "20000001.00"), transaction("AS1-2", "68212208")),
        entry(transaction("AS1-3"), amount="540000.00"),
        entry(transaction("AS1-4", "610000", reason="AC04"), direction="CRDT"),
        message=message,
    )

    back = read_return(sent, "sao-ke.xml")

    assert etree.XMLSchema(etree.parse(SCHEMAS / f"{message}.xsd")).validate(etree.fromstring(sent))
    assert (back.format, back.provider, back.waiting.num_rows) == (message[:8].replace(".", ""), "VBAAVNVX", 0)
    assert outcomes(back) == [
        ("AS1-1", 20_000_001, "paid", "", ""), ("AS1-2", 68_212_208, "paid", "", ""), ("AS1-3", 540_000, "paid", "", ""),
        ("AS1-4", 610_000, "returned", "AC04", ""),
    ]  # fmt: skip
    assert back.rows.to_pylist()[0] | {"said": ""} == {
        "row": 1, "reference": "AS1-1", "amount_dong": 20_000_001, "outcome": "paid", "code": "", "day": date(2026, 10, 2),
        "name": "Thạch Thị Sa Rây", "account": "7300000000001", "said": "",
    }  # fmt: skip


def test_one_bad_entry_says_what_is_wrong_and_stops_no_other():
    back = read_return(
        statement(
            entry(transaction("AS1-1", "1500000.50")),
            entry(transaction("AS1-2", "540000"), day="2026-13-02"),
            entry(transaction("AS1-3", "-5")),
            entry(transaction("AS1-4"), transaction("AS1-5", "540000")),
            entry(transaction("AS1-6"), currency="USD"),
            entry(transaction("AS1-7", "540000"), reversal="true"),
            entry(transaction("NOTPROVIDED", "540000")),
            entry(transaction("AS1-8", "540000"), status="PDNG"),
            entry(amount="99000"),
        ),
        "x.xml",
    )

    assert [(reference, outcome, said[:34]) for reference, _, outcome, _, said in outcomes(back)] == [
        ("AS1-1", "", "số tiền «1500000.50» có phần lẻ củ"),
        ("AS1-2", "", "ngày hạch toán không đọc được (mon"),
        ("AS1-3", "", "số tiền «-5» không phải số"),
        ("AS1-4", "", "thiếu số tiền"),
        ("AS1-5", "paid", ""),
        ("AS1-6", "", "loại tiền «USD» không phải VND"),
        ("AS1-7", "", "bút toán đảo của một khoản đã trả "),
        ("", "paid", ""),
        ("", "paid", ""),
    ]
    assert back.rows["row"].to_pylist() == [1, 2, 3, 4, 5, 6, 7, 8, 10]
    assert [(row["row"], row["reference"], row["said"]) for row in back.waiting.to_pylist()] == [(9, "AS1-8", "PDNG")]


def test_a_status_report_says_what_is_final_and_what_still_waits():
    back = read_return(
        status_report(
            block(
                status("AS1-1", "ACSC"),
                status("AS1-2", "RJCT", reason="AC01"),
                status("AS1-3", "ACSP"),
                status("", "ACSC"),
            ),
            block(told="<PmtInfSts>RJCT</PmtInfSts><StsRsnInf><Rsn><Cd>AM04</Cd></Rsn></StsRsnInf>"),
        ),
        "r.xml",
    )

    assert outcomes(back) == [
        ("AS1-1", 540_000, "paid", "", ""),
        ("AS1-2", 540_000, "returned", "AC01", ""),
        ("", 540_000, "", "", "không có mã lệnh chi (OrgnlEndToEndId)"),
        ("", None, "", "AM04", "cả lô «AS1-202610-VBA-001-1» bị từ chối, mã AM04"),
    ]
    assert back.rows["day"].to_pylist()[0] == date(2026, 10, 2)
    assert back.waiting["said"].to_pylist() == ["ACSP"]


def test_a_rejected_file_that_names_no_order_is_one_row_for_a_person_to_settle():
    back = read_return(
        status_report(group="<GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Prtry>SAI KHOA</Prtry></Rsn></StsRsnInf>"), "r.xml"
    )

    assert outcomes(back) == [("", None, "", "SAI KHOA", "cả tệp «AS1-202610-VBA-001» bị từ chối, mã SAI KHOA")]


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    + b"".join(b'<!ENTITY %c "%s">' % (99 + n, b"&%c;" % (98 + n) * 10) for n in range(12))
    + b']><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">&n;</Document>'
)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "trống"),
        (b"  \r\n\x00", "trống"),
        (statement(entry(transaction("AS1-1", "540000")))[:-90], "bị cắt ngang"),
        (statement(entry(transaction("AS1-1", "540000"))).replace(b"</Refs>", b"", 1), "hỏng ở dòng 2"),
        (LAUGHS, "DOCTYPE"),
        (statement().replace(b"<Document", b'<!DOCTYPE d SYSTEM "file:///etc/passwd"><Document', 1), "DOCTYPE"),
        (
            statement().replace(b"<Document", b'<!DOCTYPE d [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]><Document', 1),
            "DOCTYPE",
        ),
        (statement().replace(b"camt.053.001.08", b"camt.053.001.02"), "camt.053.001.02"),
        (statement().replace(b"camt.053.001.08", b"pain.001.001.09"), "là lệnh chi gửi đi"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "thẻ gốc html"),
        (b"%PDF-1.7 ...", "tệp PDF"),
        (b"\x1f\x8b\x08 ...", "gzip"),
        (b"-----BEGIN PGP MESSAGE-----", "mã hóa"),
        (b"Xin chao,\r\nkhong co gi", "không nhận ra cột nào"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_broken_hostile_or_another_is_refused_whole(content, said):
    began = time.monotonic()

    with pytest.raises(FileRefused, match=said):
        read_return(content, "tep.xml")

    assert time.monotonic() - began < 5


def test_a_list_is_read_as_officers_write_it():
    back = read_return(
        workbook(
            ["DANH SÁCH ĐÃ CHI TRẢ THÁNG 10/2026"],
            [],
            [
                "STT",
                "Mã lệnh chi",
                "Họ và tên",
                "Người nhận",
                "Số tiền (đồng)",
                "Kết quả (Đã trả/Chưa trả)",
                "Ngày trả",
                "Lý do",
            ],
            ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"],
            [1, "AS1-1", "Kim Văn Sóc", "Kim Thị Chanh Đa", 3_453_000, "Đã trả", "02/10/2026", ""],
            [2, "AS1-2", "Thạch Thị Mai", "Thạch Thị Mai", "3.453.000 đ", "ĐÃ NHẬN", "2/10/2026", ""],
            [3, "AS1-3", "Sơn Thị Út", "Sơn Thị Út", "540.000", "Chưa trả", "", "Vắng nhà"],
            [4, "AS1-4", "Lâm Văn Tư", "Lâm Văn Tư", "540.000", "Trả lại", "02/10/2026", "Sai tên"],
            [5, "AS1-5", "Trần Thị Năm", "Trần Thị Năm", "năm trăm nghìn", "Đã trả", "02/10/2026", ""],
            [6, "AS1-6", "Tống Văn Sáu", "Tống Văn Sáu", "540.000", "có lẽ", "31/02/2026", ""],
            ["Tổng cộng", "", "", "", 8_526_000],
            ["Bằng chữ: Tám triệu năm trăm hai mươi sáu nghìn đồng"],
        ),
        "ve.xlsx",
    )

    assert back.format == "xlsx"
    assert outcomes(back) == [
        ("AS1-1", 3_453_000, "paid", "", ""),
        ("AS1-2", 3_453_000, "paid", "", ""),
        ("AS1-4", 540_000, "returned", "Sai tên", ""),
        ("AS1-5", None, "", "", "số tiền «năm trăm nghìn» không phải số đồng nguyên"),
        ("AS1-6", 540_000, "", "", "Ngày «31/02/2026» không có trong lịch. Ghi dạng ngày/tháng/năm, ví dụ 05/01/1950.; "
         "kết quả «có lẽ» không đọc được: ghi Đã trả, Chưa trả hoặc Trả lại"),
    ]  # fmt: skip
    assert back.rows["row"].to_pylist() == [5, 6, 8, 9, 10]
    assert back.rows["name"].to_pylist()[0] == "Kim Thị Chanh Đa"
    assert [(row["reference"], row["code"], row["said"]) for row in back.waiting.to_pylist()] == [
        ("AS1-3", "Vắng nhà", "Chưa trả")
    ]


def test_a_csv_of_a_bank_is_read_in_any_encoding():
    text = "Mã lệnh chi;Số tiền;Trạng thái;Tên tài khoản\r\nAS1-1;540.000;Thành công;Đặng Thị Ơn\r\nAS1-2;610.000;Thất bại;Lý Ơn\r\n"

    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        back = read_return(text.encode(encoding), "ve.csv")

        assert back.format == "csv"
        assert [row[:3] for row in outcomes(back)] == [("AS1-1", 540_000, "paid"), ("AS1-2", 610_000, "returned")]
        assert back.rows["name"].to_pylist() == ["Đặng Thị Ơn", "Lý Ơn"]


HEAD = ["Mã lệnh chi", "Số tiền", "Kết quả", "Tra cứu"]


def test_a_formula_where_a_value_is_read_is_refused_with_its_cell_but_a_sum_below_is_not():
    lines = [HEAD, ["AS1-1", 540_000, "Đã trả"], ["AS1-2", 610_000, "Đã trả"], ["Cộng"]]

    summed = read_return(workbook(*lines, formulas=[("B4", "=SUM(B2:B3)", 1_150_000), ("D2", "=1", 1)]), "ve.xlsx")

    assert summed.rows.num_rows == 2
    with pytest.raises(FileRefused, match=r"Ô B3 .trang «Bưu điện».*là công thức"):
        read_return(workbook(*lines, formulas=[("B3", "=B2*2", 1_080_000)]), "ve.xlsx")


def test_a_formula_of_an_opendocument_sheet_is_found_too():
    table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in HEAD[:3]
    )
    line = (
        '<table:table-cell office:value-type="string"><text:p>AS1-1</text:p></table:table-cell>'
        '<table:table-cell table:formula="of:=2*3" office:value-type="float" office:value="6"><text:p>6</text:p></table:table-cell>'
        '<table:table-cell office:value-type="string"><text:p>Đã trả</text:p></table:table-cell>'
    )
    content = (
        f'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="{table}" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body><office:spreadsheet>'
        '<table:table table:name="Về">'
        f"<table:table-row>{cells}</table:table-row><table:table-row>{line}</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )

    with pytest.raises(FileRefused, match=r"Ô B2 .trang «Về».*là công thức"):
        read_return(opendocument(content), "ve.ods")
    assert outcomes(read_return(opendocument(content.replace(' table:formula="of:=2*3"', "")), "ve.ods")) == [
        ("AS1-1", 6, "paid", "", "")
    ]


def test_a_long_statement_is_read_in_halves_as_it_is_read_whole(tmp_path, monkeypatch):
    many = tmp_path / "many.xml"
    head, _, tail = statement("<!--x-->").partition(b"<!--x-->")
    entries = [
        entry(
            transaction(f"AS1-{number}", "540000" if number % 7 else "5.5"),
            status="PDNG" if number % 11 == 0 else "BOOK",
        )
        for number in range(2000)
    ]
    many.write_bytes(head + "".join(entries).encode() + tail)
    whole = read_return(many, "many.xml")

    monkeypatch.setattr(halves, "LONG_BYTES", 0)
    halved = read_return(many, "many.xml")

    assert halves.read_in_halves(many, "camt.053.001.08") is not None
    assert halved.rows.equals(whole.rows) and halved.waiting.equals(whole.waiting) and halved.provider == "VBAAVNVX"
    assert halved.rows.num_rows + halved.waiting.num_rows == 2000
    many.write_bytes(head + "".join(entries).encode())
    with pytest.raises(FileRefused, match="bị cắt ngang"):
        read_return(many, "many.xml")
    many.write_bytes(head + entries[1].encode() + b"<!-- " + "".join(entries[2:]).encode() + b" -->" + tail)
    assert read_return(many, "many.xml").rows["reference"].to_pylist() == ["AS1-1"]


@given(st.integers(1, 10**14))
def test_an_amount_is_read_to_the_dong_however_it_is_written(amount_dong):
    grouped = f"{amount_dong:,}"

    for written in (amount_dong, float(amount_dong), str(amount_dong), grouped, grouped.replace(",", "."), grouped.replace(",", " "),
                    grouped.replace(",", ".") + " đ", f"{amount_dong} đồng", grouped + ".00", grouped.replace(",", ".") + ",00 VNĐ"):  # fmt: skip
        assert written_amount(written) == amount_dong
    assert decimal_amount(f"{amount_dong}.00") == decimal_amount(str(amount_dong)) == amount_dong


@pytest.mark.parametrize(
    "raw",
    ["1500000.50", "1.500,5", 1500000.5, "1.50.000", "1.500.00", "12.34.567", "-5", "0", 0, "", None, "1e6", "५००"],
)
def test_an_amount_that_is_not_whole_dong_is_never_guessed(raw):
    with pytest.raises(ValueError, match="số tiền"):
        written_amount(raw)
    if isinstance(raw, str):
        with pytest.raises(ValueError, match="số tiền"):
            decimal_amount(raw)
