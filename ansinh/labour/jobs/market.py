"""What forms of supply, demand and reports of employers must say, whoever brings them: a page, a file, a telephone."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ansinh.labour import words
from ansinh.labour.jobs.occupations import guess_occupation, occupation_name, occupations, sector_of
from ansinh.law import law_on

# What each status of form 01 asks for besides; the rest of them is left empty.
OF_STATUS = {
    "employed": ("employment", "work", "occupation", "sector", "workplace", "organisation"),
    "unemployed": ("has_worked", "unemployed_for"),
    "inactive": ("inactive_reason",),
}
SUPPLY_LABELS = {
    "is_disabled": "Người khuyết tật",
    "is_poor": "Hộ nghèo, cận nghèo",
    "is_minority": "Dân tộc thiểu số",
    "general_education": "Trình độ phổ thông",
    "qualification": "Trình độ chuyên môn kỹ thuật",
    "speciality": "Chuyên ngành đào tạo",
    "status": "Tình trạng việc làm",
    "employment": "Vị thế việc làm",
    "work": "Công việc đang làm",
    "occupation": "Mã nghề",
    "sector": "Khu vực kinh tế",
    "workplace": "Nơi làm việc",
    "organisation": "Mã số thuế nơi làm việc",
    "has_worked": "Đã từng làm việc",
    "unemployed_for": "Thời gian thất nghiệp",
    "inactive_reason": "Lý do không tham gia",
    "wanted_training": "Nghề muốn học",
    "wanted_job": "Việc muốn làm",
    "wanted_occupation": "Mã nghề muốn làm",
    "collected_on": "Ngày thu thập",
}
ORGANISATION_LABELS = {
    "tax_number": "Mã số thuế",
    "name": "Tên đơn vị",
    "kind": "Loại hình",
    "section": "Ngành kinh tế",
    "activity": "Mã ngành",
    "workers": "Số lao động",
    "commune": "Xã, phường",
    "address": "Địa chỉ",
    "zone": "Khu, cụm công nghiệp",
    "wage_region": "Vùng lương tối thiểu",
    "phone": "Điện thoại",
    "email": "Thư điện tử",
    "from_day": "Hoạt động từ ngày",
    "to_day": "Chấm dứt từ ngày",
}
_WORDED = {
    "general_education": words.GENERAL_EDUCATION,
    "qualification": words.QUALIFICATIONS,
    "status": words.LABOUR_STATUSES,
    "employment": words.EMPLOYMENT_STATUSES,
    "sector": words.SECTORS,
    "unemployed_for": words.UNEMPLOYED_FOR,
    "inactive_reason": words.INACTIVE_REASONS,
}
_NEEDED = {
    "employed": ("employment", "Người có việc làm phải ghi vị thế việc làm."),
    "unemployed": ("unemployed_for", "Người thất nghiệp phải ghi thời gian thất nghiệp."),
    "inactive": ("inactive_reason", "Người không tham gia hoạt động kinh tế phải ghi lý do."),
}


def due_on(year: int, half: int) -> date:
    """The day employers report a half year by; the law of the half's last day. Raises NoLawOnDay."""
    law = law_on(date(year, 6, 30) if half == 1 else date(year, 12, 31))
    due = law.value("market.report_due")
    return (
        date(year, due["first_month"], due["first_day"])
        if half == 1
        else date(year, due["second_month"], due["second_day"])
    )


def newest_half(day: date) -> tuple[int, int]:
    """The half year whose report is due, or was last due, on a day: 01/PLI is gathered from the month it is due in."""
    if day.month >= 12:
        return day.year, 2
    return (day.year, 1) if day.month >= 6 else (day.year - 1, 2)


def coming_half(day: date) -> tuple[int, int]:
    """The half year a day lies in: whose wanted workers form 02 tells."""
    return day.year, 1 if day.month <= 6 else 2


def size_band(workers: int | None) -> str:
    """The band of form 02 a number of workers lies in; nothing where it is not known."""
    if workers is None:
        return ""
    ends = (9, 50, 100, 300, 500, 1000, 3000, 10000)
    return list(words.SIZE_BANDS)[sum(workers > end for end in ends)]


def is_of_age(birth_year: int, year: int) -> bool:
    """Whether one born in a year has a form of labour supply in another (15 in the year, by the law of it)."""
    return year - birth_year >= law_on(date(year, 12, 31)).value("market.supply_age")


def whole_supply(told: Mapping[str, Any], *, section: str = "") -> tuple[dict[str, Any], list[str]]:
    """The values of a form with what its status does not ask for left out, the occupation and sector filled in from the told work;
    and what is wrong with them, in Vietnamese."""
    values = {name: told.get(name) for name in SUPPLY_LABELS if name not in ("organisation", "collected_on")}
    for name in _WORDED | dict.fromkeys(("work", "occupation", "workplace", "speciality"), ""):
        values[name] = values[name] or ""
    faults = [
        f"Thiếu {SUPPLY_LABELS[name].lower()}."
        for name in ("general_education", "qualification", "status")
        if not values[name]
    ]
    faults += [
        f"{SUPPLY_LABELS[name]} «{values[name]}» không có trong danh mục."
        for name, labels in _WORDED.items()
        if values[name] and values[name] not in labels
    ]
    status = values["status"]
    for other, names in OF_STATUS.items():
        if other != status:
            values |= {name: None if name == "has_worked" else "" for name in names if name in values}
    if status in _NEEDED and not values[_NEEDED[status][0]]:
        faults.append(_NEEDED[status][1])
    if status == "employed":
        values["occupation"] = values["occupation"] or guess_occupation(values["work"])
        values["sector"] = values["sector"] or sector_of(str(values["occupation"]), section)
    for name, text in (("occupation", ""), ("wanted_occupation", values["wanted_job"] or "")):
        values[name] = values[name] or guess_occupation(text)
        if values[name] and values[name] not in occupations():
            faults.append(
                f"Mã nghề «{values[name]}» không có trong danh mục. Ghi mã 1 đến 4 chữ số, hoặc để trống và ghi tên việc."
            )
    for name in ("wanted_training", "wanted_job"):
        values[name] = values[name] or ""
    for name in ("is_disabled", "is_poor", "is_minority"):
        values[name] = bool(values[name])
    return values, faults


def demand_faults(lines: Mapping[str, tuple[int, int]]) -> list[str]:
    """What is wrong with wanted workers by two digits of occupation: (all, women)."""
    faults = [
        f"{occupation_name(code)}: nữ {women} nhiều hơn số cần tuyển {count}."
        for code, (count, women) in lines.items()
        if women > count
    ]
    return faults or ([] if any(count for count, _ in lines.values()) else ["Chưa ghi số cần tuyển của nghề nào."])
