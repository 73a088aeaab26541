"""`ansinh doubles find|measure|train`: people who may be in the register twice; how good the search is; its weights learned anew."""

import json
import tempfile
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ansinh.core.access import acting_as_system
from ansinh.core.numbers import grouped
from ansinh.people.actions import find_doubles
from ansinh.people.jobs.doubles import weights
from ansinh.people.jobs.doubles_set import ERRORS, LOOK_ALIKES
from ansinh.people.jobs.doubles_training import TEST, TRAIN, Score, keep, measured, train
from ansinh.people.models import Person
from ansinh.places.models import Place, PlaceAmbiguous, PlaceUnknown, find_place

WAYS = {
    "splink": "Splink (đang dùng)",
    "name_and_year": "trùng tên không dấu và năm sinh",
    "name_and_day": "trùng tên và ngày sinh y hệt",
    "number": "trùng số định danh (quy tắc hiện hành)",
    "similarity": "tên giống từ 90 % (rapidfuzz), cùng xã và năm sinh",
}


class Command(BaseCommand):
    help = "Tìm người có thể trùng trong sổ (find), đo độ đúng trên tập có nhãn (measure), học lại trọng số (train)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        find = verbs.add_parser(
            "find", help="tìm các cặp và đưa vào bàn xem; cặp đã kết luận là hai người không hiện lại"
        )
        find.add_argument("--province", default="", help="tỉnh (tên, mã); không ghi thì tỉnh duy nhất có người")
        measure = verbs.add_parser("measure", help="độ đúng và độ đủ trên tập có nhãn, bên cạnh các cách khác")
        measure.add_argument("--people", type=int, default=TEST["count"], help="số người của tập")
        measure.add_argument("--seed", type=int, default=TEST["seed"], help="hạt giống của tập")
        measure.add_argument("--worse", type=float, default=1.0, help="nhiều lỗi hơn bấy nhiêu lần")
        learn = verbs.add_parser("train", help="học trọng số từ tập huấn luyện và ghi vào data/doubles.json")
        learn.add_argument("--people", type=int, default=TRAIN["count"], help="số người của tập")
        learn.add_argument("--seed", type=int, default=TRAIN["seed"], help="hạt giống của tập")
        for each in (find, measure):
            each.add_argument("--json", action="store_true", help="in cho máy đọc")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        with acting_as_system(f"lệnh doubles {verb}"), tempfile.TemporaryDirectory(prefix="ansinh-doubles-") as folder:
            {"find": self._find, "measure": self._measure, "train": self._train}[verb](options, Path(folder))

    def _find(self, options: dict[str, Any], folder: Path) -> None:
        province, began = province_of(options["province"]), time.perf_counter()
        told = find_doubles(province=province, day=timezone.localdate(), folder=folder, by=None)
        if options["json"]:
            self.stdout.write(json.dumps({"province": province.pk, **told}))
            return
        self.stdout.write(
            f"{province}: {grouped(told['found'])} cặp có thể là một người ({grouped(told['new'])} cặp mới, {grouped(told['gone'])} cặp "
            f"không còn), trong {time.perf_counter() - began:.0f} giây. Xem ở /nguoi/trung/."
        )

    def _measure(self, options: dict[str, Any], folder: Path) -> None:
        found = measured(count=options["people"], seed=options["seed"], worse=options["worse"], folder=folder)
        if options["json"]:
            self.stdout.write(json.dumps({way: _as_dict(score) for way, score in found.items()}, ensure_ascii=False))
            return
        self.stdout.write(
            f"Tập có nhãn {grouped(options['people'])} dòng, hạt giống {options['seed']}; ngưỡng {weights().threshold}."
        )
        for way, score in found.items():
            self.stdout.write(
                f"  {WAYS[way]:<52} đúng {_percent(score.precision)}  đủ {_percent(score.recall)}  ({grouped(score.found)} cặp)"
            )
        self.stdout.write("Splink tìm được, theo lỗi của dòng thứ hai:")
        for kind, (right, there) in sorted(found["splink"].by_error.items(), key=lambda one: -one[1][1]):
            self.stdout.write(f"  {ERROR_WORDS.get(kind, kind):<52} {_percent(right / there)}  của {grouped(there)}")
        self.stdout.write("Hai người giống nhau bị coi là một:")
        for kind, (wrong, there) in found["splink"].wrongly.items():
            self.stdout.write(f"  {LOOK_ALIKES[kind][0]:<52} {grouped(wrong)} trong {grouped(there)}")

    def _train(self, options: dict[str, Any], folder: Path) -> None:
        learned = train(folder, count=options["people"], seed=options["seed"])
        keep(learned)
        self.stdout.write(
            f"Đã học từ {grouped(options['people'])} dòng; ngưỡng {learned.threshold:.1f}. Đo lại: ansinh doubles measure."
        )


ERROR_WORDS = {kind: vi for kind, (vi, _, _) in ERRORS.items()} | {
    "no_number": "không có số định danh", "number_digit": "số định danh sai hoặc đảo một chữ số",
}  # fmt: skip


def _percent(share: float) -> str:
    return f"{share * 100:5.1f} %".replace(".", ",")


def _as_dict(score: Score) -> dict[str, Any]:
    return {
        "found": score.found, "precision": round(score.precision, 4), "recall": round(score.recall, 4), "by_error": score.by_error,
        "wrongly": score.wrongly,
    }  # fmt: skip


def province_of(text: str) -> Place:
    """The province asked for, or the only one that has people. Raises CommandError."""
    try:
        if text:
            return find_place(text, day=timezone.localdate(), level=1)
    except (PlaceUnknown, PlaceAmbiguous) as error:
        if found := Place.objects.filter(pk=text, level=1).first():
            return found
        raise CommandError(str(error)) from None
    there = list(Person.objects.order_by().values_list("province", flat=True).distinct()[:2])
    if len(there) != 1:
        raise CommandError("Trong sổ có nhiều tỉnh hoặc chưa có ai. Ghi --province TỈNH.")
    return Place.objects.get(pk=there[0])
