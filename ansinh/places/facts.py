"""What places publish to rules and measures: the commune. Names carry `commune_`, so that they meet no other room's."""

from ansinh.engine import Fact, Grain, facts
from ansinh.places import words

commune = Grain(
    "commune",
    key="commune_id",
    query="""SELECT c.id AS commune_id, c.full_name AS commune_name, c.kind AS commune_kind, c.is_urban AS commune_is_urban,
NULLIF(c.region, '') AS commune_region, c.is_central_city AS commune_is_central_city,
d.full_name AS commune_district_name, p.full_name AS commune_province_name, c.province_id AS commune_province_id
FROM places_place c JOIN places_place p ON p.id = c.province_id
LEFT JOIN places_place d ON d.id = c.parent_id AND d.level = 2
WHERE c.level = 3""",
    label_vi="xã, phường, thị trấn, đặc khu",
    label_en="commune",
)

facts(
    commune,
    Fact("commune_name", str, label_vi="Tên xã", label_en="Commune name"),
    Fact("commune_kind", str, label_vi="Loại đơn vị", label_en="Kind of unit", words=words.KINDS),
    Fact("commune_is_urban", bool, label_vi="Phường hoặc thị trấn", label_en="Ward or township"),
    Fact("commune_region", str, nullable=True, label_vi="Vùng", label_en="Region", words=words.REGIONS),
    Fact(
        "commune_is_central_city",
        bool,
        label_vi="Thuộc năm thành phố của phiếu B1",
        label_en="In one of form B1's five cities",
    ),
    Fact("commune_district_name", str, nullable=True, label_vi="Huyện", label_en="District"),
    Fact("commune_province_id", str, label_vi="Mã tỉnh", label_en="Province id"),
    Fact("commune_province_name", str, label_vi="Tỉnh", label_en="Province"),
)
