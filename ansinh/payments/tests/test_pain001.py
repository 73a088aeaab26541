"""The files of providers: official, whole, the same each time, to the dong."""

from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
from lxml import etree
from openpyxl import load_workbook

from ansinh.core.access import acting_as_system
from ansinh.engine.collect import collect
from ansinh.payments.documents import DocumentRefused, files, layouts, table, validate, write_files
from ansinh.payments.jobs.formats import read_return
from ansinh.payments.models import Provider, Purse, Run
from ansinh.people import factories

P = "{urn:iso:std:iso:20022:tech:xsd:pain.001.001.09}"
FOUNDED = date(2020, 1, 1)


@pytest.fixture
def run(db, tmp_path):
    """A run of October 2026 in Vĩnh Long, with its purse and four providers."""
    with acting_as_system("chuẩn bị thử nghiệm"):
        factories.long_duc()
        factories.cang_long()
        province = factories.vinh_long()
        purse = next(benefit.purse for benefit in collect().benefits.values() if benefit.programme == "merit")
        Purse.objects.create(
            province=province, code=purse, holder="Sở Nội vụ & Xã hội tỉnh Vĩnh Long", account="3713.0.1058211"
        )
        for code, kind, layout, bic in (
            ("VBA", "bank", "pain001", "VBAAVNVX"), ("BIDV", "bank", "bank_xlsx", "BIDVVNVX"),
            ("VNPOST", "post", "vnpost_xlsx", ""), ("WALLET", "wallet", "csv", ""),
        ):  # fmt: skip
            Provider.objects.create(
                code=code, name=f"Đơn vị {code}", kind=kind, layout=layout, bic=bic, from_day=FOUNDED
            )
        yield Run.objects.create(
            province=province, programme="merit", month=202610, plan_day=date(2026, 9, 22), folder=str(tmp_path),
            signed_at=datetime(2026, 9, 24, 8, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")),
        )  # fmt: skip


def order(number, amount_dong, *, provider="VBA", commune="29242@2025", name="Thạch Thị Sa Rây", account="", person=0):
    return {
        "number": number, "reference": f"AS1-{number:09d}", "person_id": person, "commune_id": commune, "hamlet": "Ấp Vĩnh Hội",
        "provider": provider, "channel": "cash" if provider == "VNPOST" else "account", "payee_name": name, "proxy_number": "",
        "account_number": account or ("" if provider == "VNPOST" else f"7300{number:09d}"), "amount_dong": amount_dong,
    }  # fmt: skip


def written(run, folder, *orders):
    return write_files(run=run, folder=folder, orders=pa.Table.from_pylist(list(orders)))


def test_a_pain001_file_is_official_and_says_every_dong(run, tmp_path):
    made = written(
        run,
        tmp_path,
        order(1, 20_000_001, name='Đặng "Tư" <& Năm>'),
        order(2, 68_212_208, commune="29266@2025"),
        order(3, 540_000),
    )

    (sent,) = made
    message = etree.parse(tmp_path / sent.name)
    amounts = [each.text for each in message.iter(f"{P}InstdAmt")]
    assert validate(tmp_path / sent.name) == []
    assert (sent.provider, sent.orders, sent.amount_dong) == ("VBA", 3, 88_752_209)
    assert sent.sha256 == sha256((tmp_path / sent.name).read_bytes()).hexdigest()
    assert amounts == ["20000001", "540000", "68212208"]
    assert [each.text for each in message.iter(f"{P}CtrlSum")] == ["88752209", "20540001", "68212208"]
    assert [each.text for each in message.iter(f"{P}NbOfTxs")] == ["3", "2", "1"]
    assert message.findtext(f".//{P}Cdtr/{P}Nm") == 'Đặng "Tư" <& Năm>'
    assert message.findtext(f".//{P}Dbtr/{P}Nm") == "Sở Nội vụ & Xã hội tỉnh Vĩnh Long"
    assert message.findtext(f".//{P}EndToEndId") == "AS1-000000001"
    assert message.findtext(f".//{P}ReqdExctnDt/{P}Dt") == "2026-10-01"
    assert message.findtext(f".//{P}CreDtTm") == "2026-09-24T08:30:00"


def test_the_same_orders_give_the_same_bytes_in_any_order(run, tmp_path):
    orders = [
        order(number, 500_000 + number, provider=provider)
        for number, provider in enumerate(("VBA", "BIDV", "VNPOST", "WALLET") * 3)
    ]

    first = written(run, tmp_path / "a", *orders)
    again = written(run, tmp_path / "b", *reversed(orders))

    assert first == again and len(first) == 4
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == sorted(sent.name for sent in first)


def test_a_provider_with_many_orders_gets_several_files_that_hold_each_order_once(run, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "layout_named", lambda name: replace(layouts()[name], at_most=2))
    orders = [order(number, 500_000 + number) for number in range(1, 6)]

    made = written(run, tmp_path, *orders)

    references = [each.text for sent in made for each in etree.parse(tmp_path / sent.name).iter(f"{P}EndToEndId")]
    assert [sent.orders for sent in made] == [2, 2, 1]
    assert sorted(references) == sorted(each["reference"] for each in orders)
    assert sum(sent.amount_dong for sent in made) == sum(each["amount_dong"] for each in orders)


def test_a_message_that_tells_a_wrong_sum_or_breaks_the_schema_does_not_validate(run, tmp_path):
    (sent,) = written(run, tmp_path, order(1, 540_000), order(2, 540_000))
    text = (tmp_path / sent.name).read_text()
    wrong = tmp_path / "wrong.xml"

    wrong.write_text(text.replace('<InstdAmt Ccy="VND">540000', '<InstdAmt Ccy="VND">540001', 1))
    assert "it has 2 of 1080001" in validate(wrong)[0]
    wrong.write_text(text.replace("<PmtMtd>TRF", "<PmtMtd>CASH", 1))
    assert "PmtMtd" in validate(wrong)[0]
    wrong.write_text(text[:-60])
    assert validate(wrong)


def test_an_order_without_account_or_a_bank_code_the_schema_refuses_leaves_no_file(run, tmp_path):
    with pytest.raises(DocumentRefused, match="AS1-000000007"):
        write_files(
            run=run, folder=tmp_path, orders=pa.Table.from_pylist([{**order(7, 540_000), "account_number": ""}])
        )
    Provider.objects.filter(code="VBA").update(bic="vba")
    with pytest.raises(DocumentRefused, match="BICFI"):
        written(run, tmp_path, order(1, 540_000))

    assert not list(tmp_path.glob("*AS*"))


def test_the_sheet_of_the_post_office_comes_back_filled_in_and_is_read(run, tmp_path):
    who = factories.person("Kim Thị Chanh Đa", commune=factories.long_duc_ward(), personal_number="084180000123")
    (sent,) = written(
        run,
        tmp_path,
        order(1, 3_453_000, provider="VNPOST", person=who.pk, name="Kim Minh Đức"),
        order(2, 540_000, provider="VNPOST", person=who.pk),
    )
    book = load_workbook(tmp_path / sent.name)
    sheet = book.active
    heads = {cell.value: cell.column for cell in sheet[5]}

    shown = [cell.value for cell in sheet[6]]
    sheet.cell(6, heads["Kết quả (Đã trả/Chưa trả)"], "Đã trả")
    sheet.cell(6, heads["Ngày trả"], "03/10/2026")
    sheet.cell(7, heads["Kết quả (Đã trả/Chưa trả)"], "Chưa trả")
    sheet.cell(7, heads["Lý do chưa trả"], "Vắng nhà")
    book.save(tmp_path / "ve.xlsx")
    back = read_return(tmp_path / "ve.xlsx", "ve.xlsx")

    assert shown[3:6] == ["Kim Thị Chanh Đa", "12/05/1980", "084180000123"] and shown[6] == "Phường Long Đức"
    assert sheet.cell(8, heads["Số tiền (đồng)"]).value == 3_993_000
    assert sheet.cell(9, 1).value == "Bằng chữ: Ba triệu chín trăm chín mươi ba nghìn đồng."
    assert back.rows.to_pylist() == [
        {"row": 6, "reference": "AS1-000000001", "amount_dong": 3_453_000, "outcome": "paid", "code": "", "day": date(2026, 10, 3),
         "name": "Kim Minh Đức", "account": "", "said": ""}
    ]  # fmt: skip
    assert [(each["reference"], each["code"], each["said"]) for each in back.waiting.to_pylist()] == [
        ("AS1-000000002", "Vắng nhà", "Chưa trả")
    ]


def test_a_bank_without_iso20022_gets_names_without_diacritics_and_a_wallet_gets_csv(run, tmp_path):
    made = written(
        run,
        tmp_path,
        order(1, 540_000, provider="BIDV", name="Đặng Thị Ơn"),
        order(2, 610_000, provider="WALLET", name="=1+1"),
    )

    sheet = load_workbook(tmp_path / made[0].name).active
    lines = (tmp_path / made[1].name).read_text().splitlines()
    assert [cell.value for cell in sheet[2]][1:5] == ["7300000000001", "DANG THI ON", 540_000, "VND"]
    assert lines[1].startswith("AS1-000000002,7300000000002,'=1+1,610000,29242@2025,01/10/2026")


def test_every_layout_told_in_a_file_can_be_used_and_a_column_nobody_knows_is_named():
    assert {"pain001", "pain001_folded", "vnpost_xlsx", "cash_xlsx", "bank_xlsx", "csv"} <= set(layouts())
    with pytest.raises(ValueError, match="salary"):
        table.read({"label_vi": "x", "file": "csv", "columns": [{"heading": "Lương", "is": "salary"}]}, "x.yaml")


def test_the_official_schemas_are_as_published():
    folder = Path(files.__file__).parents[1] / "data" / "iso20022"

    for path in folder.glob("*.xsd"):
        root = etree.parse(path).getroot()
        assert root.get("targetNamespace") == f"urn:iso:std:iso:20022:tech:xsd:{path.stem}"
        etree.XMLSchema(root)
    assert len(list(folder.glob("*.xsd"))) == 3
