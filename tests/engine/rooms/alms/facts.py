"""What a family publishes."""

from ansinh.engine import Fact, Grain, facts

family = Grain(
    "family",
    key="family_id",
    parents={"ward": "ward_id"},
    partition="year",
    query="SELECT family_id, ward_id, year, income, has_pension FROM family_table",
    label_vi="hộ",
)
facts(
    family,
    Fact("ward_id", str),
    Fact("income", int, nullable=True, unit="dong", label_vi="Thu nhập"),
    Fact("has_pension", bool),
)
