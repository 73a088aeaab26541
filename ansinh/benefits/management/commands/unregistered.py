"""`ansinh unregistered --province tra-vinh --month 2026-10 [--commune XÃ] [--json]`: who is entitled and not registered."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils import timezone

from ansinh.benefits.jobs.entitled import NoRule, counts_by_commune, reasons, unregistered
from ansinh.core.access import acting_as_system
from ansinh.core.days import month_of, month_text, read_month
from ansinh.core.numbers import grouped
from ansinh.law.reader import LawError
from ansinh.people.models import Person
from ansinh.places.models import Place


class Command(BaseCommand):
    help = "Người đủ điều kiện hưởng mà chưa đăng ký, theo xã và lý do; có --commune thì kể tên."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--province", required=True, help="tỉnh: tên rút gọn hoặc mã, ví dụ tra-vinh")
        parser.add_argument("--month", help="tháng, ví dụ 2026-10 (không ghi: tháng này)")
        parser.add_argument("--commune", help="xã: tên rút gọn hoặc mã")
        parser.add_argument("--json", action="store_true", help="in cho máy đọc")

    def handle(self, *args: Any, **options: Any) -> None:
        with acting_as_system("ansinh unregistered"):
            try:
                month = read_month(options["month"]) if options["month"] else month_of(timezone.localdate())
                province = _place(options["province"], Place.objects.provinces())
                table = unregistered(province.pk, month)
            except (NoRule, LawError, ValueError) as refused:
                raise CommandError(str(refused)) from refused
            counts = counts_by_commune(table)
            if options["commune"]:
                inside = Place.objects.communes().filter(province=province)
                self._people(table.to_pylist(), _place(options["commune"], inside), options["json"])
                return
            names = dict(Place.objects.filter(pk__in=list(counts)).values_list("pk", "full_name"))
        if options["json"]:
            self.stdout.write(json.dumps({"month": month, "communes": counts}, ensure_ascii=False, indent=2))
            return
        said = {key: vi for key, (vi, _) in reasons().items()}
        self.stdout.write(f"{province.full_name}, tháng {month_text(month)}: {grouped(table.num_rows)} người")
        for commune, found in counts.items():
            told = "; ".join(f"{grouped(count)} {said[reason]}" for reason, count in found.items())
            self.stdout.write(f"  {names[commune]}: {told}")

    def _people(self, rows: list[dict[str, Any]], commune: Place, as_json: bool) -> None:
        why = {row["person_id"]: row["reason"] for row in rows if row["commune_id"] == commune.pk}
        people = Person.objects.filter(commune=commune).order_by("name_key", "pk")
        found = [(one, why[one.pk]) for one in people if one.pk in why]
        if as_json:
            told = [
                {"id": one.pk, "name": one.name, "birth": str(one.birth), "reason": reason} for one, reason in found
            ]
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
            return
        said = {key: vi for key, (vi, _) in reasons().items()}
        self.stdout.write(f"{commune.full_name}: {len(found)} người")
        for one, reason in found:
            self.stdout.write(f"  {one.pk} {one.name}, sinh {one.birth}: {said[reason]}")


def _place(name: str, among: Any) -> Place:
    """The place of that id, code or slug that has people in the register."""
    found = list(among.filter(Q(pk=name) | Q(code=name) | Q(slug=name) | Q(full_slug=name)))
    kept = [one for one in found if Person.objects.filter(Q(province=one) | Q(commune=one)).exists()] or found
    if len(kept) != 1:
        listed = "; ".join(f"{one.full_name} ({one.pk})" for one in kept)
        raise CommandError(
            f"Có {len(kept)} nơi tên «{name}»: {listed}. Ghi mã."
            if kept
            else f"Không có nơi nào tên «{name}». Ghi tên rút gọn hoặc mã."
        )
    return kept[0]
