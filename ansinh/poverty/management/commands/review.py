"""`ansinh review`: where the review stands, and its work for a whole province or a commune from the command line."""

import json
from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Count, Q

from ansinh.core.access import NoAccess, acting_as, acting_as_system
from ansinh.core.days import read_day
from ansinh.core.numbers import grouped
from ansinh.law import LawError
from ansinh.places.models import Place
from ansinh.poverty import actions
from ansinh.poverty.actions import ReviewRefused
from ansinh.poverty.jobs import paper
from ansinh.poverty.jobs.submissions import STATUSES, preview, read_submissions, returned_rows, take_in
from ansinh.poverty.jobs.tables import as_text, tables_of, write_workbook
from ansinh.poverty.jobs.xlsform import household_list, xlsform
from ansinh.poverty.models import Campaign, CommuneReview, Review, VillageMeeting
from ansinh.poverty.words import COMMUNE_STATES

PAPERS = ("list", "form-a", "form-b", "minutes", "result")


class Command(BaseCommand):
    help = "Rà soát hộ nghèo: tình hình, mở đợt, tính điểm, ký, biểu tổng hợp, phiếu đi hiện trường và phiếu giấy."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        every = [
            ("status", "tình hình từng xã", self._status),
            ("open", "mở đợt rà soát và lập danh sách hộ", self._open),
            ("score", "tính điểm và phân loại", self._score),
            ("sign", "ký công nhận kết quả của một xã", self._sign),
            ("tables", "biểu 7.1-7.11 và 407-411 ra Excel", self._tables),
            ("xlsform", "phiếu cho ODK, Kobo và danh sách hộ kèm theo", self._xlsform),
            ("import", "nhận phiếu gửi về từ ODK, Kobo", self._import),
            ("paper", "in phiếu giấy ra PDF", self._paper),
        ]
        for name, says, run in every:
            verb = verbs.add_parser(name, help=says)
            verb.set_defaults(run=run)
            verb.add_argument(
                "--place", required=True, metavar="NƠI", help="tên rút gọn hoặc mã của tỉnh, ví dụ tra-vinh"
            )
            verb.add_argument("--year", type=int, help="năm rà soát (không ghi: năm mới nhất)")
            verb.add_argument("--user", metavar="TÊN", help="làm với tài khoản này (không ghi: hệ thống)")
            verb.add_argument("--json", action="store_true", help="in cho máy đọc")
            if name not in ("status", "open"):
                verb.add_argument("--commune", metavar="XÃ", help="tên rút gọn hoặc mã xã")
            self._own_arguments(name, verb)

    def _own_arguments(self, name: str, verb: ArgumentParser) -> None:
        if name == "sign":
            verb.add_argument("--decision", required=True, metavar="SỐ", help="số quyết định")
            verb.add_argument("--on", required=True, metavar="NGÀY", help="ngày quyết định")
            verb.add_argument("--signer", required=True, metavar="TÊN", help="người ký")
        if name == "tables":
            verb.add_argument("--out", required=True, metavar="THƯ_MỤC")
            verb.add_argument(
                "--money",
                action="append",
                default=[],
                metavar="DÒNG=TRIỆU_ĐỒNG",
                help="số liệu nhập của biểu 411, ví dụ 111=52000",
            )
        if name == "xlsform":
            verb.add_argument(
                "--out", required=True, metavar="TỆP", help="tệp .xlsx; danh sách hộ ghi cạnh đó: households.csv"
            )
        if name == "import":
            verb.add_argument("files", nargs="+", metavar="TỆP", help="JSON, CSV (kèm CSV thành viên) hoặc ZIP")
            verb.add_argument("--dry-run", action="store_true", help="chỉ xem trước, không ghi")
            verb.add_argument("--returned", metavar="TỆP", help="ghi các dòng trả lại ra tệp CSV này")
        if name == "paper":
            verb.add_argument("kind", choices=PAPERS)
            verb.add_argument("--hamlet", default="", help="chỉ một thôn, ấp")
            verb.add_argument("--household", help="chỉ hộ mã này (form-b)")
            verb.add_argument("--out", required=True, metavar="TỆP")

    def handle(self, *args: Any, **options: Any) -> None:
        user = self._user(options["user"])
        try:
            with acting_as(user) if user else acting_as_system("ansinh review"):
                options["run"](options | {"by": user})
        except OSError as refused:
            raise CommandError(
                f"Không mở hoặc không ghi được tệp «{refused.filename}»: {refused.strerror}. Kiểm tra đường dẫn."
            ) from None
        except (ReviewRefused, NoAccess, LawError, ValueError) as refused:
            raise CommandError(str(refused)) from None

    def _user(self, name: str | None) -> Any:
        if not name:
            return None
        try:
            return get_user_model().objects.get(username=name)
        except get_user_model().DoesNotExist:
            raise CommandError(f"Không có tài khoản «{name}». Kiểm tra tên đăng nhập.") from None

    def _status(self, options: dict[str, Any]) -> None:
        campaign = self._campaign(options)
        counted = CommuneReview.objects.filter(campaign=campaign).annotate(
            households=Count("reviews"), scored=Count("reviews", filter=Q(reviews__class_by_rule__isnull=False)),
            signed=Count("reviews", filter=Q(reviews__is_signed=True)),
        ).select_related("commune").order_by("commune__sort_key")  # fmt: skip
        if options["json"]:
            told = [
                {
                    "commune": c.commune.full_name,
                    "state": c.state,
                    "households": c.households,
                    "scored": c.scored,
                    "signed": c.signed,
                }
                for c in counted
            ]
            self._print_json({"campaign": str(campaign), "state": campaign.state, "communes": told})
            return
        self.stdout.write(f"{campaign}, {campaign.province}: {campaign.get_state_display()}")
        for c in counted:
            figures = f"{grouped(c.households)} hộ, có kết quả {grouped(c.scored)}, đã ký {grouped(c.signed)}"
            self.stdout.write(f"  {c.commune.full_name:<28} {COMMUNE_STATES[c.state][0]:<14} {figures}")

    def _open(self, options: dict[str, Any]) -> None:
        if not options["year"]:
            raise CommandError("Mở đợt cần --year, ví dụ --year 2023.")
        campaign = actions.open_campaign(
            province=self._province(options["place"]), year=options["year"], by=options["by"]
        )
        listed = actions.list_households(campaign=campaign, by=options["by"])
        self._tell(options, {"campaign": str(campaign), "listed": listed.added, "without_head": list(listed.without_head)},
                   f"Đã mở {campaign}; {grouped(listed.added)} hộ vào danh sách, {len(listed.without_head)} hộ chưa có chủ hộ.")  # fmt: skip

    def _score(self, options: dict[str, Any]) -> None:
        campaign = self._campaign(options)
        commune = self._commune(campaign, options["commune"]) if options["commune"] else None
        classed = actions.score(campaign=campaign, commune_review=commune, by=options["by"])
        self._tell(options, {"classed": classed}, f"Đã tính: {grouped(classed)} hộ có kết quả.")

    def _sign(self, options: dict[str, Any]) -> None:
        commune = self._needed_commune(options)
        signed = actions.sign(
            commune_review=commune,
            decision_number=options["decision"],
            decided_on=read_day(options["on"]),
            signer=options["signer"],
            by=options["by"],
        )
        unsigned = [str(problem) for problem in signed.unsigned]
        self._tell(options, {"signed": signed.signed, "unsigned": unsigned, "hash": signed.hash},
                   "\n".join([f"Đã ký {grouped(signed.signed)} hộ; {len(unsigned)} hộ chưa đủ phiếu. Mã băm {signed.hash}", *unsigned]))  # fmt: skip

    def _tables(self, options: dict[str, Any]) -> None:
        campaign = self._campaign(options)
        sheets = tables_of(campaign, _money(options["money"]))
        path = Path(options["out"]) / f"ra-soat-{campaign.province.slug}-{campaign.year}.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(write_workbook(sheets=sheets, campaign=campaign))
        bad = [f"{sheet.code}: {check.says}" for sheet in sheets for check in sheet.checks if not check.holds]
        data = {"file": str(path), "sheets": [sheet.code for sheet in sheets], "to_look_at": bad}
        self._tell(options, data, "\n".join([*(as_text(sheet) for sheet in sheets), f"Đã ghi {path}"]))

    def _xlsform(self, options: dict[str, Any]) -> None:
        campaign = self._campaign(options)
        communes = (
            [self._commune(campaign, options["commune"])]
            if options["commune"]
            else list(CommuneReview.objects.filter(campaign=campaign))
        )
        path = Path(options["out"])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(xlsform(campaign))
        carried = path.with_name("households.csv")
        carried.write_bytes(household_list(communes))
        self._tell(
            options,
            {"form": str(path), "households": str(carried)},
            f"Đã ghi {path} và {carried}. Đưa cả hai tệp lên ODK Central hoặc Kobo.",
        )

    def _import(self, options: dict[str, Any]) -> None:
        campaign = self._campaign(options)
        submissions = read_submissions({name: Path(name).read_bytes() for name in options["files"]})
        verdicts = (
            preview(campaign, submissions)
            if options["dry_run"]
            else take_in(campaign=campaign, submissions=submissions, by=options["by"])
        )
        counted = {status: sum(v.status == status for v in verdicts) for status in STATUSES}
        if options["returned"]:
            Path(options["returned"]).write_bytes(returned_rows(verdicts))
        summary = "; ".join(f"{STATUSES[status]}: {count}" for status, count in counted.items())
        self._tell(
            options,
            {**counted, "rows": [v.line() for v in verdicts]},
            "\n".join([*(v.line() for v in verdicts), summary]),
        )

    def _paper(self, options: dict[str, Any]) -> None:
        path = Path(options["out"])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self._printed(self._needed_commune(options), options))
        self._tell(options, {"file": str(path)}, f"Đã ghi {path}")

    def _printed(self, commune: CommuneReview, options: dict[str, Any]) -> bytes:
        hamlet = options["hamlet"]
        match options["kind"]:
            case "list":
                return paper.list_paper(commune, hamlet)
            case "form-a":
                return paper.form_a_paper(commune, hamlet)
            case "form-b":
                reviews = (
                    Review.objects.filter(commune_review=commune)
                    .select_related("household")
                    .order_by("hamlet", "head_name_key")
                )
                reviews = reviews.filter(household__code=options["household"]) if options["household"] else reviews
                return paper.form_b_paper(reviews.filter(hamlet=hamlet) if hamlet else reviews)
            case "minutes":
                meeting = VillageMeeting.objects.filter(commune_review=commune, hamlet=hamlet).first()
                if meeting is None:
                    raise CommandError(f"«{hamlet}» chưa có biên bản họp. Ghi --hamlet đúng tên thôn, ấp đã họp.")
                return paper.minutes_paper(meeting)
        return paper.result_paper(commune)

    def _province(self, name: str) -> Place:
        found = list(Place.objects.filter(Q(pk=name) | Q(code=name) | Q(slug=name), level=1).order_by("from_day"))
        if not found:
            raise CommandError(f"Không có tỉnh «{name}». Ghi tên rút gọn không dấu, ví dụ tra-vinh, hoặc mã tỉnh.")
        return found[0]

    def _campaign(self, options: dict[str, Any]) -> Campaign:
        provinces = Place.objects.filter(
            Q(pk=options["place"]) | Q(code=options["place"]) | Q(slug=options["place"]), level=1
        )
        campaigns = Campaign.objects.filter(province__in=provinces, kind="annual").select_related("province")
        if options["year"]:
            campaigns = campaigns.filter(year=options["year"])
        if (campaign := campaigns.order_by("-year").first()) is None:
            when = f" năm {options['year']}" if options["year"] else ""
            raise CommandError(
                f"«{options['place']}» chưa có đợt rà soát{when}. Mở đợt: ansinh review open --place {options['place']} --year NĂM."
            )
        return campaign

    def _needed_commune(self, options: dict[str, Any]) -> CommuneReview:
        if not options["commune"]:
            raise CommandError("Việc này làm theo từng xã: ghi --commune, ví dụ --commune ham-tan.")
        return self._commune(self._campaign(options), options["commune"])

    def _commune(self, campaign: Campaign, name: str) -> CommuneReview:
        asked = Q(commune_id=name) | Q(commune__code=name) | Q(commune__slug=name)
        found: Sequence[CommuneReview] = list(
            CommuneReview.objects.filter(asked, campaign=campaign).select_related("commune", "campaign")
        )
        if len(found) != 1:
            several = "; ".join(f"{c.commune.full_name} ({c.commune_id})" for c in found)
            raise CommandError(
                f"Có {len(found)} xã tên «{name}» trong {campaign}: {several}. Ghi mã xã."
                if found
                else f"{campaign} không có xã «{name}»."
            )
        return found[0]

    def _tell(self, options: dict[str, Any], data: dict[str, Any], text: str) -> None:
        if options["json"]:
            self._print_json(data)
        else:
            self.stdout.write(text)

    def _print_json(self, data: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2, default=_plain))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else str(value)


def _money(given: list[str]) -> dict[str, int | None]:
    found: dict[str, int | None] = {}
    for part in given:
        row, _, amount = part.partition("=")
        if not amount.isdigit():
            raise CommandError(f"--money «{part}» không đọc được. Ghi dòng=triệu đồng, ví dụ 111=52000.")
        found[row] = int(amount)
    return found
