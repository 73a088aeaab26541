"""Web pages: the text without its menus, tables, saved archives."""

from ansinh.reading.readers import read_bytes
from ansinh.reading.tests.readers.making import SENTENCE, grid, hold_together, said

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Cổng thông tin</title><script>var x = 99;</script></head><body>
<nav><a href="/">Trang chủ</a></nav><div class="main-menu"><ul><li><a>Tin 1</a><li><a>Tin 2</a></ul></div>
<h1>Tổng kết năm 2024</h1><p>Tỉnh giải quyết việc làm<br>cho <b>24.890</b>
lao động.</p><p style="display:none">Ẩn 777</p>
<table border="1"><caption>Biểu 2 (Đơn vị: hộ)</caption><tr><th rowspan="2">Xã</th><th colspan="2">Số hộ nghèo</th></tr>
<tr><th>Kế hoạch</th><th>Thực hiện</th></tr><tr><td>Xã A</td><td>1.200</td><td>1.130</td></tr></table>
<ol><li>Việc một</li><li>Việc hai</li></ol><footer>Lượt truy cập: 123.456. Điện thoại 0294 3840</footer></body></html>"""


def test_a_web_page_gives_its_text_and_sets_menus_aside() -> None:
    document = read_bytes(PAGE.encode(), "trang.html")

    assert said(document, "heading", "paragraph", "list") == [
        "Tổng kết năm 2024",
        "Tỉnh giải quyết việc làm cho 24.890 lao động.",
        "Biểu 2 (Đơn vị: hộ)",
        "1. Việc một",
        "2. Việc hai",
    ]
    assert said(document, "furniture")[-1] == "Lượt truy cập: 123.456. Điện thoại 0294 3840"
    assert "777" not in document.text
    assert grid(document) == [
        ["Xã", "Số hộ nghèo", "Số hộ nghèo"],
        ["Xã", "Kế hoạch", "Thực hiện"],
        ["Xã A", "1.200", "1.130"],
    ]
    assert document.tables[0].header_rows == 2
    assert document.tables[0].before.endswith("Biểu 2 (Đơn vị: hộ)")
    hold_together(document)


def test_a_page_laid_out_with_tables_is_read_as_text() -> None:
    page = f"<html><body><table><tr><td><p>{SENTENCE}</p></td></tr></table></body></html>"

    document = read_bytes(page.encode("utf-16"), "trang.doc")

    assert (said(document), document.tables, document.format) == ([SENTENCE], [], "html")


def test_a_saved_web_archive_is_read() -> None:
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\n'
    part = "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"

    document = read_bytes(f"{head}{part}<html><p>{SENTENCE}</p></html>\r\n--x--\r\n".encode(), "trang.mht")

    assert said(document) == [SENTENCE]
