"""The lists of a run on paper and as a workbook."""

from functools import partial

from ansinh.benefits.jobs.paying import paying_law
from ansinh.core.access import NoAccess, current_scope
from ansinh.core.days import formal_day, month_text, vietnamese_day
from ansinh.core.numbers import grouped
from ansinh.law import parameters
from ansinh.law.reader import STATUSES
from ansinh.payments.documents.batch import DocumentRefused
from ansinh.payments.documents.files import purse_of
from ansinh.payments.jobs.inputs import benefits_of, folder_of
from ansinh.payments.jobs.owed import by_house, law_months, leanings
from ansinh.payments.models import Acceptance, Run
from ansinh.places.models import Place

from .gather import ROWS, Asked, base_level, leant_on, sealed
from .kinds import KINDS
from .page import to_pdf
from .paper import Column, Paper, Stack, summed
from .workbook import to_xlsx

__all__ = ["KINDS", "acceptances_of", "paper_of", "write_list"]
FORMATS = {"xlsx": to_xlsx, "pdf": to_pdf}
PRINTED_AT_MOST = 5_000
COMMUNE = Column("commune", "Xã, phường", 20)


def write_list(kind: str, run: Run, *, commune: Place | None = None, format: str = "xlsx") -> bytes:
    """A list (a key of KINDS) of a run, of one commune or of the province, as `xlsx` or `pdf`; the same run gives the same bytes.

    Raises DocumentRefused for a list without a line, one too long to print or a run whose folder is gone, NoAccess outside the scope."""
    paper = paper_of(kind, run, commune)
    if format == "pdf" and len(paper.rows) > PRINTED_AT_MOST:
        raise DocumentRefused(
            f"{paper.title} có {grouped(len(paper.rows))} dòng, quá dài để in một lần. In theo từng xã, hoặc mở bằng Excel."
        )
    return FORMATS[format](paper)


def paper_of(kind: str, run: Run, commune: Place | None = None) -> Paper:
    """What a list says. Raises as `write_list` does."""
    _must_reach(run, commune)
    told = KINDS[kind]
    if not (folder_of(run) / "lines.parquet").is_file():
        raise DocumentRefused(f"Đợt {run}: không còn thư mục {run.folder}. Chép lại từ bản sao lưu rồi in.")
    rows = ROWS[kind](Asked(run, commune))
    if not rows:
        where = commune.full_name if commune else run.province.full_name
        raise DocumentRefused(f"{told.title.format(month=month_text(run.month))} của {where} không có dòng nào.")
    place, columns, stacks = commune or run.province, told.columns, told.pressed()
    if commune is None and "commune" in rows[0]:
        columns = [*columns[:2], COMMUNE, *columns[2:]]
        stacks = [*stacks[:2], Stack(COMMUNE.heading, ("commune",), 1.6), *stacks[2:]]
    return Paper(
        kind=kind,
        parent_body=f"UBND {run.province.full_name}",
        body=f"UBND {commune.full_name}" if commune else purse_of(run).holder,
        title=told.title.format(month=month_text(run.month)),
        subtitle=_subtitle(run, commune),
        columns=columns,
        stacks=stacks,
        rows=rows,
        place_name=place.name,
        day_words=formal_day(run.plan_day),
        words_of=told.words_of,
        notes=_notes(kind, run),
        signers=told.signers,
        code=f"{run.pk}-{run.month}-{run.result_hash[:12]}",
        is_draft=run.state == "planned",
        sums=summed(columns, rows),
    )


def acceptances_of(run: Run) -> list[Acceptance]:
    """The acceptances the run's lines rest on: values of the law that were not read in an official text, by name and day."""
    about = sealed(run)
    if not about["accepted"]:
        return []
    months, names = leant_on(run)
    benefits = [one for one in benefits_of(run.programme) if one.name in names]
    law_of = partial(paying_law, run_month=run.month, day=run.plan_day)
    found = {
        one.digest
        for grain, of_law in law_months(run.province_id, benefits, months).items()
        for house, alike in by_house(of_law, law_of)
        for one in leanings(house, alike[:1], [each for each in benefits if each.grain == grain])
        if one.needs_acceptance
    }
    accepted = Acceptance._base_manager.filter(province_id=run.province_id, digest__in=found & set(about["accepted"]))
    return list(accepted.select_related("by").order_by("name", "from_day"))


def _must_reach(run: Run, commune: Place | None) -> None:
    scope = current_scope()
    if not scope.reaches(commune.pk if commune else "", run.province_id):
        raise NoAccess(f"Tài khoản «{scope.actor}» không xem được danh sách của {commune or run.province}.")


def _subtitle(run: Run, commune: Place | None) -> str:
    of = f"{commune.full_name}, {run.province.full_name}" if commune else run.province.full_name
    again = f", đợt {run.number}" if run.number > 1 else ""
    return f"{run.get_programme_display()}{again}; {of}"


def _notes(kind: str, run: Run) -> list[str]:
    """What stands under the table: the base level, and every value of the law somebody let be paid before its text was read."""
    if kind == "settlement":
        return []
    notes = []
    base, reference = base_level(run)
    if base:
        notes.append(f"Mức chuẩn tháng {month_text(run.month)}: {grouped(base)} đồng ({reference}).")
    for one in acceptances_of(run):
        who = (one.by.get_full_name() or one.by.get_username()) if one.by else "hệ thống"
        notes.append(
            f"{_label(one.name)} từ {vietnamese_day(one.from_day)} ({one.reference}; {STATUSES.get(one.status, one.status)}) "
            f"do {who} chấp nhận ngày {vietnamese_day(one.at.date())}: {one.reason}."
        )
    return notes


def _label(name: str) -> str:
    """What people call a parameter of the law."""
    known = parameters()
    return known[name].label_vi if name in known else name
