"""Acts on the labour market: a commune's yearly collection and its forms, organisations, whom they want and whom they have."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from ansinh.core import audit
from ansinh.core.access import kin_of, must_reach
from ansinh.core.days import vietnamese_day
from ansinh.core.names import clean_text, fold
from ansinh.labour.actions.placements import WRITERS, act
from ansinh.labour.jobs.market import (
    ORGANISATION_LABELS,
    SUPPLY_LABELS,
    demand_faults,
    due_on,
    is_of_age,
    size_band,
    whole_supply,
)
from ansinh.labour.models import (
    DemandLine,
    DemandReport,
    SupplyCollection,
    SupplyForm,
    WorkforceLine,
    WorkforceReport,
)
from ansinh.people.jobs.bulk import add_all
from ansinh.people.models import Organisation, Person, name_columns, tax_number_faults, tidy_tax_number
from ansinh.places.models import Place

CLOSERS = ("commune_leader", "province_head", "province_leader")
ORGANISATION_FIELDS = (
    "name", "tax_number", "kind", "section", "activity", "workers", "commune", "address", "zone", "wage_region", "phone", "email",
    "from_day", "to_day",
)  # fmt: skip


class MarketRefused(ValueError):
    """An act that may not be done; the message says why, with the value, and what to do."""


# --- supply ---
@act(*WRITERS)
def open_collection(*, commune: Place, year: int, opened_on: date, by: Any) -> SupplyCollection:
    """A commune begins to collect the labour supply of a year. Raises MarketRefused, NoAccess."""
    must_reach(commune, commune.pk, commune.province_id or commune.pk)
    if SupplyCollection.objects.filter(commune=commune, year=year).exists():
        raise MarketRefused(f"{commune} đã mở đợt thu thập cung lao động năm {year}. Mở đợt đó để ghi tiếp.")
    if not 2014 <= year <= timezone.localdate().year:
        raise MarketRefused(f"Năm «{year}» không mở được. Ghi năm từ 2014 đến {timezone.localdate().year}.")
    collection = SupplyCollection(
        commune=commune, province_id=commune.province_id or commune.pk, year=year, opened_on=opened_on
    )
    collection.save(force_insert=True)
    _trace("supply.open", collection, year=year)
    return collection


@act("province_officer")
def open_collections(*, province: Place, year: int, opened_on: date, by: Any) -> int:
    """Every commune of a province that has not begun the year's collection begins it. Gives how many. Raises MarketRefused, NoAccess."""
    must_reach(province, province.pk, province.pk)
    if not 2014 <= year <= timezone.localdate().year:
        raise MarketRefused(f"Năm «{year}» không mở được. Ghi năm từ 2014 đến {timezone.localdate().year}.")
    has_one = SupplyCollection.objects.filter(year=year).values("commune")
    communes = Place.objects.on(opened_on).communes().filter(province=province).exclude(pk__in=has_one)
    made = SupplyCollection._base_manager.bulk_create(
        SupplyCollection(commune=commune, province=province, year=year, opened_on=opened_on) for commune in communes
    )
    audit.record(
        "supply.open", f"place:{province.pk}", place_id=province.pk, detail={"year": year, "communes": len(made)}
    )
    return len(made)


@act(*WRITERS)
def record_supply_form(
    *, collection: SupplyCollection, person: Person, told: Mapping[str, Any], collected_on: date, organisation: Organisation | None = None,
    source: str = "", by: Any,
) -> SupplyForm:  # fmt: skip
    """The form of a person who lives in the collection's commune, new or written again; it must be checked anew then. `told` holds the
    fields of `SupplyForm` by their names. Raises MarketRefused, NoAccess."""
    collection = _collecting(collection)
    person = _who_is_collected(person, collection)
    values, faults = whole_supply(told, section=organisation.section if organisation else "")
    if collected_on > timezone.localdate() or collected_on.year != collection.year:
        faults.append(
            f"Ngày thu thập {vietnamese_day(collected_on)} không thuộc năm {collection.year} hoặc ở sau hôm nay."
        )
    if faults:
        raise MarketRefused(" ".join(faults))
    form = SupplyForm.objects.filter(person=person, year=collection.year, is_current=True).first()
    is_new = form is None
    form = form or SupplyForm(person=person, year=collection.year)
    before = {} if is_new else {name: getattr(form, name) for name in values}
    for name, value in values.items():
        setattr(form, name, value)
    form.organisation = organisation if values["status"] == "employed" else None
    form.commune_id, form.province_id, form.collected_on = collection.commune_id, collection.province_id, collected_on
    form.source, form.recorded_by, form.checked_on, form.checked_by = source[:80], by, None, None
    _must_be_whole(form, "person", "commune", "province", "organisation", "recorded_by", "checked_by")
    form.save(force_insert=is_new)
    changed = {name: [before[name], value] for name, value in values.items() if not is_new and before[name] != value}
    _trace("supply.record" if is_new else "supply.change", form, person=person.pk, year=form.year, changed=changed)
    return form


@act(*WRITERS, "commune_leader")
def check_supply_forms(*, forms: Iterable[SupplyForm], by: Any) -> int:
    """The forms read again and found right; each must be by another than who typed it. Gives how many. Raises MarketRefused, NoAccess."""
    asked = [form.pk for form in forms]
    held = SupplyForm.objects.select_for_update().filter(pk__in=asked, checked_on=None)
    if own := held.filter(recorded_by=by).count():
        raise MarketRefused(f"{own} phiếu do chính bạn nhập. Người khác phải soát các phiếu đó.")
    first = held.first()
    if first is None:
        return 0
    count = held.update(checked_on=timezone.localdate(), checked_by=by)
    audit.record(
        "supply.check",
        f"supply_form:{first.pk}",
        place_id=first.commune_id,
        detail={"forms": count, "ids": asked[:200]},
    )
    return count


@act(*CLOSERS)
def close_collection(*, collection: SupplyCollection, by: Any) -> SupplyCollection:
    """The collection is whole: from now its forms are counted, and no longer changed. Raises MarketRefused, NoAccess."""
    collection = _collecting(collection)
    forms = SupplyForm.objects.filter(commune=collection.commune_id, year=collection.year, is_current=True)
    if not (count := forms.count()):
        raise MarketRefused(f"Đợt năm {collection.year} chưa có phiếu nào. Nhập phiếu trước khi chốt.")
    collection.closed_on, collection.closed_by = timezone.localdate(), by
    collection.save(update_fields=["closed_on", "closed_by"])
    unchecked = forms.filter(checked_on=None).count()
    _trace("supply.close", collection, forms=count, unchecked=unchecked)
    return collection


@act("province_head", "province_leader")
def reopen_collection(*, collection: SupplyCollection, reason: str, by: Any) -> SupplyCollection:
    """A closed collection taken up again, and not counted until it is closed anew. Raises MarketRefused, NoAccess."""
    held = SupplyCollection.objects.select_for_update().get(pk=collection.pk)
    if held.closed_on is None:
        raise MarketRefused(f"Đợt năm {held.year} của {held.commune} chưa chốt.")
    if not (reason := clean_text(reason)):
        raise MarketRefused("Chưa ghi lý do mở lại, ví dụ: bổ sung phiếu của ấp 3.")
    held.closed_on = held.closed_by = None
    held.save(update_fields=["closed_on", "closed_by"])
    audit.record(
        "supply.reopen",
        f"supply_collection:{held.pk}",
        place_id=held.commune_id,
        reason=reason,
        detail={"year": held.year},
    )
    return held


# --- organisations ---
@act(*WRITERS)
def record_organisation(*, told: Mapping[str, Any], source: str = "", by: Any) -> Organisation:
    """An organisation written into the register; `told` holds `ORGANISATION_FIELDS`. Raises MarketRefused, NoAccess."""
    organisation = Organisation(source=source[:80])
    _tell(organisation, told)
    if not organisation.tax_number:
        twin = Organisation.objects.filter(commune=organisation.commune_id, name_folded=fold(organisation.name)).first()
        if twin is not None:
            raise MarketRefused(
                f"{organisation.commune} đã có đơn vị «{twin.name}». Mở đơn vị đó để sửa, hoặc ghi mã số thuế để phân biệt."
            )
    _must_be_whole(organisation, "province", "name_folded", "name_key")
    organisation.save(force_insert=True)
    audit.record(
        "organisation.record", f"organisation:{organisation.pk}", place_id=organisation.commune_id,
        detail={"name": organisation.name, "tax_number": organisation.tax_number},
    )  # fmt: skip
    return organisation


@act(*WRITERS)
def change_organisation(*, organisation: Organisation, told: Mapping[str, Any], reason: str, by: Any) -> Organisation:
    """The organisation put right, or ended with its last day. Raises MarketRefused, NoAccess."""
    held = Organisation.objects.select_for_update().get(pk=organisation.pk)
    before = {name: getattr(held, f"{name}_id" if name == "commune" else name) for name in ORGANISATION_FIELDS}
    _tell(held, {**{name: getattr(held, name) for name in ORGANISATION_FIELDS}, **told})
    if held.from_day and held.to_day and held.to_day <= held.from_day:
        raise MarketRefused(
            f"Ngày chấm dứt {vietnamese_day(held.to_day)} không sau ngày thành lập {vietnamese_day(held.from_day)}. Xem lại hai ngày."
        )
    _must_be_whole(held, "province", "name_folded", "name_key")
    after = {name: getattr(held, f"{name}_id" if name == "commune" else name) for name in ORGANISATION_FIELDS}
    changed = [name for name in after if after[name] != before[name]]
    if not changed:
        raise MarketRefused("Chưa sửa gì. Sửa ô cần sửa rồi lưu.")
    held.save()
    audit.record(
        "organisation.change", f"organisation:{held.pk}", place_id=held.commune_id, reason=clean_text(reason),
        before={name: before[name] for name in changed}, after={name: after[name] for name in changed},
    )  # fmt: skip
    return held


# --- demand and reports ---
@act(*WRITERS)
def record_demand(
    *,
    organisation: Organisation,
    year: int,
    half: int,
    received_on: date,
    lines: Mapping[str, tuple[int, int]],
    source: str = "",
    by: Any,
) -> DemandReport:
    """Whom an organisation wants in a half year, by two digits of occupation: (all, women). One of the same half takes the place of the
    one before. Raises MarketRefused, NoAccess."""
    organisation = _reached(organisation)
    if faults := demand_faults(lines):
        raise MarketRefused(" ".join(faults))
    _must_be_known_by(received_on)
    report = DemandReport(
        **_of(organisation, year, half, received_on, source, by), kind=organisation.kind, section=organisation.section,
        size_band=size_band(organisation.workers),
    )  # fmt: skip
    _take_the_place(report)
    report.save(force_insert=True)
    add_all(
        [
            DemandLine(report=report, occupation=code, count=count, women=women)
            for code, (count, women) in lines.items()
            if count
        ]
    )
    _trace("demand.record", report, year=year, half=half, wanted=sum(count for count, _ in lines.values()))
    return report


@act(*WRITERS)
def record_workforce(
    *, organisation: Organisation, year: int, half: int, received_on: date, totals: Mapping[str, int], lines: Sequence[WorkforceLine] = (),
    source: str = "", by: Any,
) -> WorkforceReport:  # fmt: skip
    """An employer's half-year report: `totals` are the counts of `WorkforceReport`, `lines` its workers, not yet kept. A report of the same
    half takes the place of the one before; the register learns how many work there. Raises MarketRefused, NoAccess."""
    organisation = _reached(organisation)
    _must_be_known_by(received_on)
    if fault := totals_fault(totals):
        raise MarketRefused(fault)
    report = WorkforceReport(
        **_of(organisation, year, half, received_on, source, by), due_on=due_on(year, half), **totals
    )
    _take_the_place(report)
    report.save(force_insert=True)
    for line in lines:
        line.report = report
    add_all(list(lines))
    if (
        not WorkforceReport._base_manager.filter(organisation=organisation, year__gte=year, is_current=True)
        .exclude(pk=report.pk)
        .exists()
    ):
        Organisation._base_manager.filter(pk=organisation.pk).update(workers=report.workers)
    _trace("workforce.record", report, year=year, half=half, workers=report.workers, lines=len(lines))
    return report


def totals_fault(totals: Mapping[str, int]) -> str:
    """What cannot be in the totals of an employer; nothing when all is well."""
    workers = totals["workers"]
    for name, said in (("women", "lao động nữ"), ("over_35", "lao động trên 35 tuổi"), ("insured", "số tham gia BHXH")):
        if totals.get(name, 0) > workers:
            return f"{said[0].upper()}{said[1:]} {totals[name]} nhiều hơn tổng số lao động {workers}. Xem lại báo cáo."
    positions = sum(totals.get(name, 0) for name in ("managers", "high", "middle", "other"))
    if positions and positions != workers:
        return f"Bốn vị trí việc làm cộng lại {positions}, khác tổng số lao động {workers}. Xem lại báo cáo."
    return ""


def _of(organisation: Organisation, year: int, half: int, received_on: date, source: str, by: Any) -> dict[str, Any]:
    return {
        "organisation": organisation, "year": year, "half": half, "received_on": received_on, "commune_id": organisation.commune_id,
        "province_id": organisation.province_id, "source": source[:80], "recorded_by": by,
    }  # fmt: skip


def _take_the_place(report: DemandReport | WorkforceReport) -> None:
    """The report of the same half, if there is one, stands no more: the new one names it."""
    model = type(report)
    before = (
        model._base_manager.select_for_update()
        .filter(organisation=report.organisation_id, year=report.year, half=report.half, is_current=True)
        .first()
    )
    if before is not None:
        before.is_current = False
        before.save(update_fields=["is_current"])
        report.replaces = before  # type: ignore[assignment]


def _collecting(collection: SupplyCollection) -> SupplyCollection:
    held = SupplyCollection.objects.select_for_update().filter(pk=collection.pk).first()
    if held is None:
        raise MarketRefused("Đợt thu thập này nằm ngoài phạm vi của bạn.")
    if held.closed_on:
        raise MarketRefused(
            f"Đợt năm {held.year} của {held.commune} đã chốt ngày {vietnamese_day(held.closed_on)}. "
            "Nhờ lãnh đạo phòng mở lại nếu còn phiếu phải sửa."
        )
    return held


def _who_is_collected(person: Person, collection: SupplyCollection) -> Person:
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.commune_id not in kin_of(collection.commune_id) and collection.commune_id not in kin_of(
        person.commune_id
    ):
        raise MarketRefused(
            f"{person.name} ở {person.commune}, không thuộc đợt của {collection.commune}. Ghi ở đợt của xã đó."
        )
    if person.died_on and person.died_on.year <= collection.year:
        raise MarketRefused(f"{person.name} đã được ghi chết ngày {vietnamese_day(person.died_on)}. Không lập phiếu.")
    if not is_of_age(person.birth_year, collection.year):
        raise MarketRefused(
            f"{person.name} sinh {person.birth}, chưa đủ 15 tuổi trong năm {collection.year}. Không lập phiếu."
        )
    return person


def _tell(organisation: Organisation, told: Mapping[str, Any]) -> None:
    for name in ORGANISATION_FIELDS:
        if name in told:
            setattr(organisation, name, told[name])
    organisation.name = clean_text(organisation.name or "")
    for column, value in name_columns(organisation.name).items():
        setattr(organisation, column, value)
    if number := clean_text(organisation.tax_number or ""):
        if faults := tax_number_faults(number):
            raise MarketRefused(" ".join(faults))
        organisation.tax_number = tidy_tax_number(number)
        twin = Organisation._base_manager.filter(tax_number=organisation.tax_number).exclude(pk=organisation.pk).first()
        if twin is not None:
            raise MarketRefused(
                f"Mã số thuế {organisation.tax_number} là của «{twin.name}», {twin.commune}. Mở đơn vị đó để sửa."
            )
    else:
        organisation.tax_number = None
    if not organisation.commune_id:
        raise MarketRefused("Chưa ghi xã, phường nơi đơn vị đặt trụ sở.")
    must_reach(
        organisation.commune, organisation.commune_id, organisation.commune.province_id or organisation.commune_id
    )
    organisation.province_id = organisation.commune.province_id or organisation.commune_id


def _reached(organisation: Organisation) -> Organisation:
    held = Organisation.objects.select_for_update().filter(pk=organisation.pk).first()
    if held is None:
        raise MarketRefused(f"Đơn vị «{organisation.name}» nằm ngoài phạm vi của bạn.")
    return held


def _must_be_known_by(received_on: date) -> None:
    if received_on > timezone.localdate():
        raise MarketRefused(f"Ngày nhận {vietnamese_day(received_on)} ở sau hôm nay. Ghi ngày đã nhận.")


def _must_be_whole(row: Any, *but: str) -> None:
    empty = {one.name for one in row._meta.fields if one.null and getattr(row, one.attname) is None}
    try:
        row.full_clean(exclude=set(but) | empty, validate_constraints=False)
    except ValidationError as wrong:
        labels = SUPPLY_LABELS | ORGANISATION_LABELS
        said = (
            f"{labels.get(name, name)}: {' '.join(one.messages)}"
            for name, some in wrong.error_dict.items()
            for one in some
        )
        raise MarketRefused(" ".join(said)) from None


def _trace(verb: str, row: Any, **detail: Any) -> None:
    kind = {
        "SupplyCollection": "supply_collection", "SupplyForm": "supply_form", "DemandReport": "demand_report",
        "WorkforceReport": "workforce_report",
    }[type(row).__name__]  # fmt: skip
    audit.record(verb, f"{kind}:{row.pk}", place_id=row.commune_id, detail=detail)
