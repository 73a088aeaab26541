"""Something of every room in one place: the same rows inside the walker's reach and outside of it, by the address that shows them."""

from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone

from ansinh.benefits import factories as benefits
from ansinh.core import files
from ansinh.core.names import fold, sort_key
from ansinh.dossiers.actions import path_of
from ansinh.dossiers.factories import make_dossier
from ansinh.dossiers.models import (
    ArchiveFile,
    DossierStep,
    KeptFile,
    Notice,
    Paper,
    PaperPart,
    PaperVersion,
    ShelfCount,
)
from ansinh.indicators.models import Snapshot
from ansinh.labour.factories import (
    condition_things,
    exchange_things,
    fair_visit,
    market_things,
    training_things,
    unemployment_things,
)
from ansinh.payments.models import (
    RUN_ROWS,
    Order,
    Purse,
    Recovery,
    Reopening,
    ReturnException,
    ReturnFile,
    Run,
)  # fmt: skip
from ansinh.people import factories as people
from ansinh.people.models import DoublePair, Mismatch, Person, PersonMerge, VerificationAnswer
from ansinh.places.models import Place
from ansinh.poverty.models import Campaign, CommuneReview, Review
from ansinh.reports.documents.content import Content, Paragraph
from ansinh.reports.models import Received, ReceivedClaim, ReceivedText, Report

DAY = date(2024, 1, 24)
OF_PERSON = "person person_work person_rights person_payments rights_act person_act reveal person_data person_data_paper payment_why payment_why_json"
OF_RUN = (
    "run run_lines run_movements run_warnings run_orders run_lists run_file run_list_file discard_run sign_run send_run pay_desk"
    " reconcile_run close_run ask_reopening"
)
OF_RECEIVED = "received received_state received_file reply reply_file read_again describe_received add_number received_number received_rule take_back"
OF_REVIEW = "review review_why form_a form_b form_points vote choose_class raise_objection decide_ad_hoc"
OF_COMMUNE_REVIEW = "commune_review commune_act review_list request_review meeting_list notice objection_list decision changes report_commune"
Told = dict[str, dict[str, Any]]
_SAID = (
    "parent_body",
    "body",
    "number",
    "place_name",
    "day_words",
    "title",
    "subtitle",
    "addressee",
    "signer_title",
    "signer",
)


def things_of(person: Person, *, by: Any) -> Told:
    """What the person, their commune and their province have in every room: words of the address by its name."""
    commune, province = person.commune, person.commune.province
    assert province is not None
    twin = people.person(f"{person.name} Hai", commune=commune)
    return {
        **_at(OF_PERSON, {"pk": person.pk, "person": person.pk, "month": 202401, "act": "sua", "asked": 1}),
        **_rights(person),
        **_doubles(person, twin),
        **_payments(person, province, by),
        **_reports(commune, province),
        **_dossiers(person, commune, province),
        **_fairs(person),
        **unemployment_things(person),
        **exchange_things(person),
        **training_things(person),
        **market_things(person),
        **condition_things(person),
    }


def review_of(person: Person) -> Told:
    """A review of the person's household, its commune's and the province's campaign of another year than the walk's own."""
    commune, province = person.commune, person.commune.province
    assert province is not None
    household = people.household(f"{person.name} Chủ", commune=commune)
    days = {"from_day": date(2022, 9, 1), "to_day": date(2022, 12, 14), "law_day": date(2022, 12, 14)}
    campaign = Campaign._base_manager.get_or_create(province=province, year=2022, kind="annual", defaults=days)[0]
    place = {"commune": commune, "province": province}
    of_commune = CommuneReview._base_manager.create(campaign=campaign, **place)
    head = household.head
    assert head is not None
    review = Review._base_manager.create(
        campaign=campaign, commune_review=of_commune, household=household, head_name=head.name, head_name_key=head.name_key, head_sex="m",
        ethnicity=1, b1_area="rural_mekong", **place,
    )  # fmt: skip
    return {
        **_at(OF_REVIEW, {"pk": review.pk}),
        **_at(OF_COMMUNE_REVIEW, {"pk": of_commune.pk}),
        **_at("campaign campaign_reviews campaign_act", {"pk": campaign.pk}),
        **_at("household household_act", {"pk": household.pk}),
    }


def _at(names: str, words: dict[str, Any]) -> Told:
    return dict.fromkeys(names.split(), words)


def _rights(person: Person) -> Told:
    return {
        "title_act": {"pk": benefits.a_title(person, "older_80_without_pension", 202301).pk},
        "channel_act": {"pk": benefits.a_channel(person).pk},
        "proxy_act": {"pk": benefits.a_proxy(person).pk},
        "claim_act": {"pk": benefits.a_claim(person, "funeral_assistance", 202301).pk},
    }


def _fairs(person: Person) -> Told:
    visitor, interview = fair_visit(person)
    return {
        "fair_ticket": {"code": visitor.code},
        "fair_ticket_act": {"code": visitor.code, "act": "rut"},
        "fair_interview": {"pk": interview.pk},
    }


def _doubles(person: Person, twin: Person) -> Told:
    place = {"commune": person.commune, "province_id": person.province_id}
    pair = DoublePair._base_manager.create(one=person, other=twin, weight=900, found_at=timezone.now(), **place)
    merge = PersonMerge._base_manager.create(kept=person, merged=twin, pair=pair, reason="cùng căn cước", **place)
    refused = {"header": ["Số"], "rows": [[2, "thiếu số", "", ["x"]]]}
    answer = VerificationAnswer._base_manager.create(name="a.csv", sha256=f"{person.pk:064d}", refused=refused, **place)
    mismatch = Mismatch._base_manager.create(
        person=person, answer=answer, field="name", ours="A", theirs="B", due_on=DAY
    )
    return {
        **_at("double double_merge", {"pk": pair.pk}),
        "merge": {"pk": merge.pk},
        "mismatch": {"pk": mismatch.pk},
        **_at("verification_answer verification_refused", {"pk": answer.pk}),
    }


def _payments(person: Person, province: Place, by: Any) -> Told:
    place = {"commune": person.commune, "province": province}
    name = f"{person.pk}.csv"
    told = {
        "plan_day": DAY,
        "folder": f"dot-{person.pk}",
        "inputs_hash": "0" * 64,
        "result_hash": "0" * 64,
        "law_version": "1",
    }
    run = Run._base_manager.create(
        province=province, programme="relief", month=202401, number=person.pk % 30_000, state="sent",
        totals={"files": [{"name": name, "provider": "VBA", "orders": 1, "amount_dong": 360_000, "sha256": "0" * 64}]}, **told,
    )  # fmt: skip
    folder = settings.PAYRUNS / run.folder / "files"
    folder.mkdir(parents=True)
    (folder / name).write_text(person.name)
    order = Order._base_manager.create(
        pk=run.pk * RUN_ROWS + 1, run=run, reference=f"R{run.pk}", person=person, provider="VBA", channel="cash", payee_name=person.name,
        amount_dong=360_000, **place,
    )  # fmt: skip
    file = ReturnFile._base_manager.create(province=province, name=name, format="xlsx", sha256=f"{person.pk:064d}")
    exception = ReturnException._base_manager.create(
        file=file, province=province, run=run, row=2, kind="wrong_amount", order=order, amount_dong=1, said=person.name
    )
    recovery = Recovery._base_manager.create(
        person=person, province=province, programme="relief", run=run, amount_dong=9
    )
    purse = Purse._base_manager.get_or_create(
        province=province, code="relief", defaults={"holder": "Sở", "account": "95"}
    )[0]
    asked = Reopening._base_manager.create(run=run, reason="sai", asked_by=by)
    words = {"pk": run.pk, "name": name, "kind": "pay", "form": "xlsx"}
    return {
        **_at(OF_RUN, words),
        "run_line": {"pk": run.pk, "number": 1},
        "approve_reopening": {"pk": asked.pk},
        "return_file": {"pk": file.pk},
        "settle_kind": {"pk": file.pk, "kind": "wrong_amount"},
        "exception": {"pk": exception.pk},
        "recovery": {"pk": recovery.pk},
        "allot": {"pk": purse.pk},
    }


def _reports(commune: Place, province: Place) -> Told:
    snapshot = Snapshot.objects.get_or_create(
        pk=f"anh-{province.pk}", defaults={"taken_at": timezone.now(), "province": province, "manifest": {}, "last_event": 0}
    )[0]  # fmt: skip
    told = dict.fromkeys(
        [
            "parent_body",
            "body",
            "number",
            "place_name",
            "day_words",
            "title",
            "subtitle",
            "addressee",
            "signer_title",
            "signer",
        ],
        "x",
    )
    content = Content(**told, blocks=(Paragraph(id="x", runs=()),), recipients=()).as_json()
    report = Report._base_manager.create(
        place=commune, province=province, year=2023, snapshot=snapshot, built_at=timezone.now(), content=content
    )
    sha256 = files.keep(f"Báo cáo của {commune.pk}".encode())
    received = Received._base_manager.create(
        sha256=sha256,
        name="bao-cao.txt",
        size=9,
        place=commune,
        province=province,
        received_at=timezone.now(),
        period="2023",
        state="read",
    )
    spans = dict.fromkeys(
        ("start", "end", "number_start", "number_end", "sentence_start", "sentence_end", "position"), 0
    )
    claim = ReceivedClaim._base_manager.create(
        received=received, key="x", quote="5 hộ", value=5, unit="household", standing="doubtful", **spans
    )
    ReceivedText._base_manager.create(received=received, text="5 hộ")
    words = {"pk": received.pk, "claim": claim.position, "act": "dung", "ruling": 1}
    return {
        **_at(OF_RECEIVED, words),
        **_at("report report_edit report_sign report_file", {"pk": report.pk, "block": "x", "kind": "docx"}),
    }


def _dossiers(person: Person, commune: Place, province: Place) -> Told:
    place = {"commune": commune, "province": province}
    dossier = make_dossier(procedure="funeral_social", person=person)
    stage, step = path_of(dossier).steps[0]
    DossierStep._base_manager.create(
        dossier=dossier,
        stage=stage.key,
        key=step.key,
        number=1,
        role=step.role,
        place=commune,
        started_at=timezone.now(),
    )
    notice = Notice._base_manager.create(dossier=dossier, about="receive", phone="0912345678", said="Đã nhận hồ sơ")
    sha256 = files.keep(f"Giấy của {person.pk}".encode())
    kept = KeptFile.objects.create(sha256=sha256, size=9, kind="text")
    paper = Paper._base_manager.create(dossier=dossier, person=person, kind="declaration", **place)
    version = PaperVersion._base_manager.create(paper=paper, number=1)
    part = PaperPart._base_manager.create(version=version, position=1, file=kept, name="giay.txt")
    shelved = ArchiveFile._base_manager.create(
        number=f"LS-{person.pk}", kind="martyr", name=person.name, name_folded=fold(person.name), name_key=sort_key(person.name),
        person=person, store="A", **place,
    )  # fmt: skip
    counted = ShelfCount._base_manager.create(province=province, store="A", expected=1)
    of_case = {"code": dossier.code, "act": "rut", "kind": "bien-nhan"}
    return {
        **dict.fromkeys(
            ["dossier", "dossier_act", "dossier_paper", "receipt", "api_dossier", "api_dossier_steps"], of_case
        ),
        "notice_told": {"pk": notice.pk},
        **_at("paper paper_version paper_describe paper_remove", {"pk": paper.pk}),
        "paper_new": {"owner": "ho-so", "pk": dossier.pk},
        "paper_file": {"pk": part.pk},
        "paper_page": {"pk": part.pk, "page": 1},
        **_at("archive_file archive_label move_slip extract_slip", {"pk": shelved.pk}),
        "archive_act": {"pk": shelved.pk, "act": "cho-muon"},
        "archive_counted": {"pk": counted.pk},
    }
