"""`ansinh why PERSON --month 2026-10`: what a person is paid and why, with arrears; `ansinh why HOUSEHOLD_CODE`: the points of a household."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils import timezone

from ansinh.benefits.jobs.explain import NoRecord
from ansinh.core.access import acting_as_system
from ansinh.core.days import month_of, read_month
from ansinh.core.names import fold
from ansinh.law.reader import LawError
from ansinh.payments.jobs.why import why
from ansinh.people.models import Household, Person
from ansinh.poverty.jobs.explain import explain as explain_review
from ansinh.poverty.models import Review

NUMBER_DIGITS = 12
SHOWN_AT_MOST = 12


class Command(BaseCommand):
    help = "Giải thích một người được hưởng gì trong tháng và vì sao; hoặc vì sao một hộ được phân loại như vậy."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("who", help="số định danh, mã người trong hệ thống, họ tên (kèm --commune); hoặc mã hộ")
        parser.add_argument("--month", help="tháng cần giải thích, ví dụ 2026-10 (không ghi: tháng này)")
        parser.add_argument("--commune", help="tên rút gọn hoặc mã xã, khi hỏi theo họ tên")
        parser.add_argument(
            "--day", type=date.fromisoformat, help="ngày lập danh sách: luật biết đến ngày đó (hôm nay)"
        )
        parser.add_argument("--year", type=int, help="năm rà soát, khi hỏi một hộ (không ghi: năm mới nhất)")
        parser.add_argument("--json", action="store_true", help="in cho máy đọc")

    def handle(self, *args: Any, who: str, **options: Any) -> None:
        with acting_as_system("ansinh why"):
            is_household = not options["month"] and Household.objects.filter(code=who).exists()
            person = None if is_household else self._person(who, options["commune"])
            found = self._review(who, options["year"]) if person is None else self._why(person, options)
        if options["json"]:
            self.stdout.write(json.dumps(found.as_dict(), ensure_ascii=False, indent=2, default=str))
        else:
            self.stdout.write("\n".join(found.lines()))

    def _review(self, household: str, year: int | None) -> Any:
        reviews = Review.objects.filter(household__code=household).select_related("campaign", "household")
        if year:
            reviews = reviews.filter(campaign__year=year)
        review = reviews.order_by("-campaign__year", "-requested_on", "-id").first()
        if review is None:
            when = f" năm {year}" if year else ""
            raise CommandError(
                f"Không có kết quả rà soát{when} của hộ mã «{household}», cũng không có người nào mang số hoặc tên đó."
                " Kiểm tra mã hộ trong danh sách rà soát, số định danh trong sổ người."
            )
        return explain_review(review)

    def _why(self, person: Person, options: dict[str, Any]) -> Any:
        try:
            month = read_month(options["month"]) if options["month"] else month_of(timezone.localdate())
            return why(person, month, day=options["day"])
        except (ValueError, NoRecord, LawError) as refused:
            raise CommandError(str(refused)) from refused

    def _person(self, who: str, commune: str | None) -> Person | None:
        """By personal number, id, or name inside a commune; nothing where nobody is meant."""
        people = Person.objects.select_related("commune")
        if who.isdigit():
            asked = Q(personal_number=who) if len(who) == NUMBER_DIGITS else Q(pk=int(who))
            return people.filter(asked).first()
        if not commune:
            return None
        named = people.filter(name_folded=fold(who)).filter(
            Q(commune_id=commune) | Q(commune__code=commune) | Q(commune__slug=commune) | Q(commune__full_slug=commune)
        )
        found = list(named.order_by("pk")[: SHOWN_AT_MOST + 1])
        if len(found) == 1:
            return found[0]
        if not found:
            raise CommandError(f"Không có ai tên «{who}» ở «{commune}». Kiểm tra họ tên và tên xã (ví dụ long-duc).")
        listed = "; ".join(f"{one.pk} sinh {one.birth} ({one.commune})" for one in found[:SHOWN_AT_MOST])
        more = " ..." if len(found) > SHOWN_AT_MOST else ""
        raise CommandError(f"Có nhiều người tên «{who}» ở «{commune}»: {listed}{more}. Ghi mã người thay cho họ tên.")
