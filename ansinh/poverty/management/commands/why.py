"""`ansinh why HOUSEHOLD_CODE`: the points of a household row by row, the law and the verdict."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ansinh.core.access import acting_as_system
from ansinh.poverty.jobs.explain import explain
from ansinh.poverty.models import Review


class Command(BaseCommand):
    help = "Giải thích vì sao một hộ được phân loại như vậy: từng dòng điểm, căn cứ và kết luận."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("household", help="mã hộ")
        parser.add_argument("--year", type=int, help="năm rà soát (không ghi: năm mới nhất)")
        parser.add_argument("--json", action="store_true", help="in cho máy đọc")

    def handle(self, *args: Any, household: str, **options: Any) -> None:
        with acting_as_system("ansinh why"):
            reviews = Review.objects.filter(household__code=household).select_related("campaign", "household")
            if options["year"]:
                reviews = reviews.filter(campaign__year=options["year"])
            review = reviews.order_by("-campaign__year", "-requested_on", "-id").first()
            if review is None:
                when = f" năm {options['year']}" if options["year"] else ""
                raise CommandError(
                    f"Không có kết quả rà soát{when} của hộ mã «{household}». Kiểm tra mã hộ trong danh sách rà soát."
                )
            found = explain(review)
        if options["json"]:
            self.stdout.write(json.dumps(found.as_dict(), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(found.lines()))
