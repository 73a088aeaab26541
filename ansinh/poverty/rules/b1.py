"""Form B1: fifteen items, each in points by area, that together stand for income. Form 3.3, Circular 02/2022/TT-BLĐTBXH."""

from typing import Any

from ansinh.engine import Expression, Table, any_of, case, figure, highest, if_, is_in, lookup, lowest, or_else
from ansinh.law import Law
from ansinh.poverty.words import DEGREES

UNDER = ("poverty.standard", "nd07_2021")


def _band(value: Expression, begins: Any, times: Any = None) -> Expression:
    """The row a value falls in: the highest band that begins at or below it, else none."""
    names = reversed(list(begins))
    floors = ((name, begins[name] if times is None else begins[name] * times) for name in names)
    return case(*((value >= floor, name) for name, floor in floors), otherwise="none")


def _row_if(condition: Expression, row: Table, b1_area: Expression) -> Expression:
    return if_(condition, lookup(row, b1_area), 0)


@figure(label_vi="Mục 1: Số nhân khẩu", label_en="Item 1: Household size", unit="points", form_row="B1.1")
def b1_points_size(household_size: Expression, b1_area: Expression, law: Law) -> Expression:
    """Points for the household's size; none from eight members on. Form 3.3, item 1."""
    return lookup(law.poverty.b1_points.household_size, household_size, b1_area)


@figure(label_vi="Mục 2: Người trong độ tuổi lao động", label_en="Item 2: Working age", unit="points", form_row="B1.2")
def b1_points_working_age(working_age_count: Expression, b1_area: Expression, law: Law) -> Expression:
    """Points for members of working age; the last row is five or more. Form 3.3, item 2."""
    row = lowest(working_age_count, law.poverty.b1_bands.working_age_members.most)
    return lookup(law.poverty.b1_points.working_age_members, row, b1_area)


@figure(label_vi="Mục 3: Người phụ thuộc", label_en="Item 3: Dependants", unit="points", form_row="B1.3")
def b1_points_dependants(dependant_count: Expression, b1_area: Expression, law: Law) -> Expression:
    """Points for having no dependant or only one. Form 3.3, item 3."""
    return lookup(law.poverty.b1_points.dependants, dependant_count, b1_area)


@figure(
    label_vi="Bằng cấp cao nhất của thành viên hộ",
    label_en="Highest degree in the household",
    words=DEGREES,
    form_row="B1.4",
)
def highest_degree(is_asked_as_adult: Expression, training: Expression) -> Expression:
    """The highest training of any member of fifteen or older: the row of item 4, or none. Form 3.3, item 4."""
    return case(
        (any_of(is_asked_as_adult & is_in(training, "college", "university", "postgraduate")), "college_or_university"),
        (any_of(is_asked_as_adult & (training == "intermediate")), "intermediate"),
        (any_of(is_asked_as_adult & (training == "elementary")), "elementary"),
        otherwise="none",
    )


@figure(label_vi="Mục 4: Bằng cấp cao nhất", label_en="Item 4: Highest degree", unit="points", form_row="B1.4")
def b1_points_degree(highest_degree: Expression, b1_area: Expression, law: Law) -> Expression:
    """Points for the highest degree in the household. Form 3.3, item 4."""
    return lookup(law.poverty.b1_points.highest_degree, highest_degree, b1_area)


@figure(label_vi="Có công chức, viên chức", label_en="A civil servant", form_row="B1.5")
def has_official(is_working: Expression, work_kind: Expression) -> Expression:
    """A member works as a civil servant or public employee. Form 3.3, item 5, first row."""
    return any_of(is_working & (work_kind == "official"))


@figure(label_vi="Có người làm việc có hợp đồng", label_en="Work under a contract", form_row="B1.5")
def has_contract_work(is_working: Expression, work_kind: Expression, wage_contract: Expression) -> Expression:
    """A member, no civil servant, works under a labour contract. Form 3.3, item 5, second row."""
    return any_of(is_working & (work_kind != "official") & (wage_contract == "contract"))


@figure(label_vi="Có người làm thuê cho hộ, tự làm phi nông nghiệp", label_en="Hired or self-employed", form_row="B1.5")
def has_hired_or_self_employed(is_working: Expression, work_kind: Expression, wage_contract: Expression) -> Expression:
    """A member is hired by a household without contract or runs a non-farm business. Form 3.3, item 5, third row."""
    return any_of(is_working & (work_kind == "hired_or_self_employed") & (wage_contract != "contract"))


@figure(label_vi="Mục 5: Làm việc phi nông nghiệp", label_en="Item 5: Non-farm work", unit="points", form_row="B1.5")
def b1_points_non_farm(
    has_official: Expression,
    has_contract_work: Expression,
    has_hired_or_self_employed: Expression,
    b1_area: Expression,
    law: Law,
) -> Expression:
    """Points for non-farm work, the rows added or the highest taken as the law file chooses. Form 3.3, item 5."""
    rows = law.poverty.b1_points.non_farm_jobs
    official = _row_if(has_official, rows.civil_servant, b1_area)
    contract = _row_if(has_contract_work, rows.labour_contract, b1_area)
    hired = _row_if(has_hired_or_self_employed, rows.hired_or_self_employed, b1_area)
    is_added = law.poverty.b1_non_farm_jobs_combine == "added"
    return if_(is_added, official + contract + hired, highest(official, contract, hired))


@figure(label_vi="Mục 6: Lương hưu, trợ cấp", label_en="Item 6: Pensions", unit="points", form_row="B1.6")
def b1_points_pension(pensioner_count: Expression, b1_area: Expression, law: Law) -> Expression:
    """Points for members who draw a pension, social insurance or merit allowance. Form 3.3, item 6."""
    row = lowest(pensioner_count, law.poverty.b1_bands.pensioners.most)
    return lookup(law.poverty.b1_points.pensioners, row, b1_area)


@figure(label_vi="Mục 7: Nhà ở", label_en="Item 7: House", unit="points", form_row="B1.7")
def b1_points_house(wall: Expression, pillar: Expression, b1_area: Expression, law: Law) -> Expression:
    """Points for a durable wall and for durable pillars. Form 3.3, item 7."""
    rows = law.poverty.b1_points.house
    return _row_if(wall != "weak", rows.wall, b1_area) + _row_if(pillar != "weak", rows.column, b1_area)


@figure(
    label_vi="Mục 8: Diện tích ở bình quân đầu người", label_en="Item 8: Floor area", unit="points", form_row="B1.8"
)
def b1_points_floor_area(area_m2: Expression, household_size: Expression, b1_area: Expression, law: Law) -> Expression:
    """Points for the floor area per person. Form 3.3, item 8."""
    row = _band(area_m2, law.poverty.b1_bands.floor_area_m2, times=household_size)
    return lookup(law.poverty.b1_points.floor_area, row, b1_area)


@figure(label_vi="Điện dùng một tháng", label_en="Electricity used a month", unit="kwh", form_row="B1.9")
def electricity_used_kwh(electricity_kwh: Expression, power_source: Expression) -> Expression:
    """The average of a month; nought where there is no electricity. Form 3.1, A.VI and VII."""
    return or_else(electricity_kwh, if_(power_source == "none", 0, None))


@figure(label_vi="Mục 9: Tiêu thụ điện", label_en="Item 9: Electricity", unit="points", form_row="B1.9")
def b1_points_electricity(electricity_used_kwh: Expression, b1_area: Expression, law: Law) -> Expression:
    """Points for the electricity of the whole household. Form 3.3, item 9."""
    row = _band(electricity_used_kwh, law.poverty.b1_bands.electricity_kwh)
    return lookup(law.poverty.b1_points.electricity, row, b1_area)


@figure(label_vi="Mục 10: Nước sinh hoạt", label_en="Item 10: Water", unit="points", form_row="B1.10")
def b1_points_water(water: Expression, b1_area: Expression, law: Law) -> Expression:
    """Points for the water mostly used. Form 3.3, item 10."""
    return lookup(law.poverty.b1_points.water, water, b1_area)


@figure(label_vi="Mục 11: Nhà tiêu", label_en="Item 11: Toilet", unit="points", form_row="B1.11")
def b1_points_toilet(toilet: Expression, b1_area: Expression, law: Law) -> Expression:
    """Points for a septic toilet. Form 3.3, item 11."""
    return lookup(law.poverty.b1_points.toilet, toilet, b1_area)


@figure(label_vi="Mục 12: Xe máy", label_en="Item 12: Motorbikes", unit="points", form_row="B1.12")
def b1_points_motorbikes(motorbikes: Expression, b1_area: Expression, law: Law) -> Expression:
    """Points for motorbikes. Form 3.3, item 12; for three or more in rural Central Highlands forms 3.3 and 3.8 contradict
    each other, and the law file says which was chosen."""
    most = law.poverty.b1_bands.motorbikes.most
    is_contradicted = (b1_area == "rural_central_highlands") & (motorbikes >= most)
    points = lookup(law.poverty.b1_points.motorbikes, lowest(motorbikes, most), b1_area)
    return if_(is_contradicted, law.poverty.b1_three_motorbikes_central_highlands, points)


@figure(label_vi="Mục 12: Tài sản chủ yếu", label_en="Item 12: Main assets", unit="points", form_row="B1.12")
def b1_points_assets(
    b1_points_motorbikes: Expression,
    cars: Expression,
    boats: Expression,
    printers: Expression,
    televisions: Expression,
    stereos: Expression,
    computers: Expression,
    fridges: Expression,
    air_conditioners: Expression,
    washing_machines: Expression,
    water_heaters: Expression,
    microwaves: Expression,
    b1_area: Expression,
    law: Law,
) -> Expression:
    """Points for the household's assets, one row an asset, added. Form 3.3, item 12."""
    points, bands = law.poverty.b1_points, law.poverty.b1_bands
    return (
        b1_points_motorbikes
        + _row_if(cars > 0, points.assets.car, b1_area)
        + _row_if(boats > 0, points.assets.boat, b1_area)
        + _row_if(printers > 0, points.assets.printer, b1_area)
        + lookup(points.televisions, lowest(televisions, bands.televisions.most), b1_area)
        + _row_if(stereos > 0, points.assets.stereo, b1_area)
        + _row_if(computers > 0, points.assets.computer, b1_area)
        + _row_if(fridges > 0, points.assets.fridge, b1_area)
        + lookup(points.air_conditioners, lowest(air_conditioners, bands.air_conditioners.most), b1_area)
        + _row_if(washing_machines > 0, points.assets.washing_machine, b1_area)
        + _row_if(water_heaters > 0, points.assets.water_heater, b1_area)
        + _row_if(microwaves > 0, points.assets.microwave, b1_area)
    )


@figure(label_vi="Mục 13: Đất đai", label_en="Item 13: Land", unit="points", form_row="B1.13")
def b1_points_land(
    pond_garden_m2: Expression,
    annual_crop_m2: Expression,
    perennial_crop_m2: Expression,
    water_surface_m2: Expression,
    forest_m2: Expression,
    b1_area: Expression,
    law: Law,
) -> Expression:
    """Points for land, one row a kind, added. Form 3.3, item 13."""
    points, bands = law.poverty.b1_points, law.poverty.b1_bands
    return (
        lookup(points.garden, _band(pond_garden_m2, bands.garden_m2), b1_area)
        + lookup(points.annual_crops, _band(annual_crop_m2, bands.annual_crops_m2), b1_area)
        + lookup(points.perennial_crops, _band(perennial_crop_m2, bands.perennial_crops_m2), b1_area)
        + lookup(points.water_surface, _band(water_surface_m2, bands.water_surface_m2), b1_area)
        + lookup(points.forest, _band(forest_m2, bands.forest_m2), b1_area)
    )


@figure(label_vi="Mục 14: Chăn nuôi", label_en="Item 14: Livestock", unit="points", form_row="B1.14")
def b1_points_livestock(
    cattle: Expression,
    pigs_goats_sheep: Expression,
    poultry: Expression,
    has_aquaculture: Expression,
    b1_area: Expression,
    law: Law,
) -> Expression:
    """Points for animals and aquaculture, one row a group, added. Form 3.3, item 14."""
    points, bands = law.poverty.b1_points, law.poverty.b1_bands
    return (
        lookup(points.cattle, lowest(cattle, bands.cattle.most), b1_area)
        + _row_if(pigs_goats_sheep >= bands.pigs["from"], points.livestock.pigs, b1_area)
        + _row_if(poultry >= bands.poultry["from"], points.livestock.poultry, b1_area)
        + _row_if(has_aquaculture, points.livestock.aquaculture, b1_area)
    )


@figure(label_vi="Mục 15: Vùng (thành thị)", label_en="Item 15: Region (urban)", unit="points", form_row="B1.15")
def b1_points_region(is_urban: Expression, urban_region: Expression, law: Law) -> Expression:
    """Points for the region, in the urban table only. Form 3.4, item 15."""
    return if_(is_urban, lookup(law.poverty.b1_points.region, urban_region), 0)


@figure(label_vi="Tổng điểm Phiếu B1", label_en="B1 points", unit="points", form_row="B1")
def b1_points(
    b1_points_size: Expression,
    b1_points_working_age: Expression,
    b1_points_dependants: Expression,
    b1_points_degree: Expression,
    b1_points_non_farm: Expression,
    b1_points_pension: Expression,
    b1_points_house: Expression,
    b1_points_floor_area: Expression,
    b1_points_electricity: Expression,
    b1_points_water: Expression,
    b1_points_toilet: Expression,
    b1_points_assets: Expression,
    b1_points_land: Expression,
    b1_points_livestock: Expression,
    b1_points_region: Expression,
) -> Expression:
    """The sum of the fifteen items; unknown while one is. Form B1."""
    return (
        b1_points_size
        + b1_points_working_age
        + b1_points_dependants
        + b1_points_degree
        + b1_points_non_farm
        + b1_points_pension
        + b1_points_house
        + b1_points_floor_area
        + b1_points_electricity
        + b1_points_water
        + b1_points_toilet
        + b1_points_assets
        + b1_points_land
        + b1_points_livestock
        + b1_points_region
    )
