"""One content, three papers: Word, PDF and HTML of a report, in the format of Decree 30/2020/NĐ-CP."""

from ansinh.reports.documents.content import Block, Chart, Content, Heading, Paragraph, Run, Table
from ansinh.reports.documents.page import to_html
from ansinh.reports.documents.pdf import to_pdf
from ansinh.reports.documents.sheets import statutory_sheets
from ansinh.reports.documents.word import to_word

__all__ = [
    "Block",
    "Chart",
    "Content",
    "Heading",
    "Paragraph",
    "Run",
    "Table",
    "statutory_sheets",
    "to_html",
    "to_pdf",
    "to_word",
]
