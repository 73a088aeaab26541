"""What poor and near-poor households lack and why (forms 7.4-7.7 and 7.10), and what their children lack (form 7.11)."""

from collections.abc import Callable
from functools import partial

from ansinh.engine import Expression, Indicator, count
from ansinh.poverty.words import CAUSES, DEPRIVATIONS

from .common import NEAR_POOR, PLACES, POOR, households_of, rate, review, wired

GROUPS_OF_CLASS = {POOR: ("hộ nghèo", "poor households"), NEAR_POOR: ("hộ cận nghèo", "near-poor households")}

children_of = partial(Indicator, unit="child", kind="stock", by=(*PLACES, "is_urban"))


def of_class(column: str, poverty_class: str) -> Callable[..., Expression]:
    """Where a yes/no column is true among the households of a class; wired by the column's name."""
    return wired(lambda is_true, signed: is_true & (signed == poverty_class), column, "poverty_class")


deprivations = [
    households_of(
        f"poverty.{group}_deprived_of_{code}",
        review(of_class(f"is_deprived_of_{code}", group)),
        label_vi=f"Số {group_vi} thiếu hụt: {vi.lower()}",
        label_en=f"{group_en.capitalize()} deprived: {en.lower()}",
        code="H08",
        sheet="7.4" if group == POOR else "7.6",
        better="lower",
        definition_vi=f"Số {group_vi} bị thiếu hụt chỉ số «{vi}» theo Phiếu B2.",
        said=(f"{group_vi} & thiếu hụt|chưa có|không có|chưa được & {vi.lower()}",),
    )
    for group, (group_vi, group_en) in GROUPS_OF_CLASS.items()
    for code, (vi, en) in DEPRIVATIONS.items()
]
deprivation_rates = [
    rate(f"poverty.{group}_deprived_of_{code}_rate", f"poverty.{group}_deprived_of_{code}",
         f"Tỷ lệ {group_vi} thiếu hụt: {vi.lower()}", f"Share of {group_en} deprived: {en.lower()}",
         of=f"poverty.{group}_households", code="H08", sheet="7.5" if group == POOR else "7.7", better="lower",
         said=(f"{group_vi} & thiếu hụt|chưa có|không có|chưa được & {vi.lower()}",))
    for group, (group_vi, group_en) in GROUPS_OF_CLASS.items()
    for code, (vi, en) in DEPRIVATIONS.items()
]  # fmt: skip
causes = [
    households_of(
        f"poverty.{group}_because_{code}",
        review(of_class(f"cause_{code}", group)),
        label_vi=f"Số {group_vi} do nguyên nhân: {vi.lower()}",
        label_en=f"{group_en.capitalize()} because: {en.lower()}",
        code="H09",
        sheet="7.10",
        definition_vi=f"Số {group_vi} có đánh dấu nguyên nhân «{vi}»; một hộ có thể có nhiều nguyên nhân.",
        said=(f"{group_vi} & nguyên nhân|do & {vi.lower()}",),
    )
    for group, (group_vi, group_en) in GROUPS_OF_CLASS.items()
    for code, (vi, en) in CAUSES.items()
]

CHILD_LACKS = {
    "insurance": ("bảo hiểm y tế", "health insurance", "is_child_without_insurance"),
    "nutrition": ("dinh dưỡng", "nutrition", "is_undernourished"),
    "schooling": ("đi học", "schooling", "lacks_child_schooling"),
}
children = [
    *(
        children_of(
            f"poverty.children_in_{group}_households",
            count("review_member", where=of_class("is_child", group)),
            label_vi=f"Số trẻ em trong {group_vi}",
            label_en=f"Children in {group_en}",
            code="H10",
            sheet="7.11",
            definition_vi=f"Trẻ em dưới 16 tuổi vào ngày khảo sát, thành viên của {group_vi}.",
            also=(f"children.{group}.count",),
            said=(f"trẻ em & {group_vi} - bảo hiểm|thẻ|học sinh|hỗ trợ|thiếu hụt|tỷ lệ|quà|tặng",),
        )
        for group, (group_vi, group_en) in GROUPS_OF_CLASS.items()
    ),
    *(
        children_of(
            f"poverty.children_in_{group}_households_lacking_{code}",
            count("review_member", where=of_class(column, group)),
            label_vi=f"Số trẻ em trong {group_vi} thiếu hụt {vi}",
            label_en=f"Children in {group_en} lacking {en}",
            code="H10",
            sheet="7.11",
            better="lower",
            definition_vi=f"Trẻ em trong {group_vi} bị thiếu hụt {vi} theo Phiếu B2.",
            said=(f"trẻ em & {group_vi} & thiếu hụt|chưa có|không được|không có & {vi}",),
        )
        for group, (group_vi, group_en) in GROUPS_OF_CLASS.items()
        for code, (vi, en, column) in CHILD_LACKS.items()
    ),
]
