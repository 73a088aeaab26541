"""A report received beside the house's own records of the same place and year."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from ansinh.core.access import acting_as, acting_as_system
from ansinh.indicators.api import figures, period_of
from ansinh.indicators.factories import reviewed_province
from ansinh.poverty import factories
from ansinh.reports.tests.test_together import POOR, commune_report, send


def test_what_differs_from_the_records_is_told_with_both_numbers(db: Any, settings: Any, tmp_path: Path) -> None:
    settings.SNAPSHOTS, settings.DATA = tmp_path / "snapshots", tmp_path
    with acting_as_system("thử nghiệm"):
        records = reviewed_province()
        snapshot = records.snapshot()
        officer = factories.make_user("can_bo", "province_officer", records.province)
        year = period_of(year=2023)
        known = figures([POOR.indicator], place=records.first, period=year, snapshot=snapshot)
        poor = known[POOR.indicator].value
    with acting_as(officer):
        there = SimpleNamespace(officer=officer)

        told = send(there, records.first, commune_report(records.first.name, 777))
        right = send(there, records.first, commune_report(records.first.name, poor))

        wrong = told.findings.get(origin="records", verdict="inconsistent")
        assert wrong.said.startswith(f"«Số hộ nghèo»: báo cáo ghi 777 hộ, hồ sơ có {poor} hộ")
        assert told.claims.get(indicator=POOR.indicator).standing == "doubtful"
        assert [one.verdict for one in right.findings.filter(origin="records")] == ["consistent"]
