"""Values kept in the tables of places and what people call them (Vietnamese, English), and the key names are compared by."""

import re

from ansinh.core.names import slug

LEVELS = {1: ("tỉnh", "province"), 2: ("huyện", "district"), 3: ("xã", "commune")}

KINDS = {
    "province": ("Tỉnh", "Province"),
    "central_city": ("Thành phố", "Centrally-run city"),
    "urban_district": ("Quận", "Urban district"),
    "rural_district": ("Huyện", "Rural district"),
    "town": ("Thị xã", "Town"),
    "city": ("Thành phố", "City"),
    "ward": ("Phường", "Ward"),
    "township": ("Thị trấn", "Township"),
    "commune": ("Xã", "Commune"),
    "special_zone": ("Đặc khu", "Special zone"),
    "island_district": ("Huyện", "Island district without communes"),
}
URBAN_KINDS = frozenset({"ward", "township"})

REGIONS = {
    "red_river_delta": ("Đồng bằng sông Hồng", "Red River Delta"),
    "northern_midlands_mountains": ("Trung du và miền núi phía Bắc", "Northern midlands and mountains"),
    "north_central_and_central_coast": ("Bắc Trung Bộ và duyên hải miền Trung", "North Central and Central Coast"),
    "central_highlands": ("Tây Nguyên", "Central Highlands"),
    "south_east": ("Đông Nam Bộ", "South-East"),
    "mekong_delta": ("Đồng bằng sông Cửu Long", "Mekong Delta"),
}

PARTS = {"whole": ("toàn bộ", "whole"), "part": ("một phần", "part")}

FIELDS = {
    "labour": ("Lao động, việc làm, an toàn lao động", "Labour, jobs, safety"),
    "unemployment_insurance": ("Bảo hiểm thất nghiệp", "Unemployment insurance"),
    "merit": ("Người có công", "People with merit"),
    "assistance": ("Trợ giúp xã hội", "Social assistance"),
    "poverty": ("Giảm nghèo", "Poverty reduction"),
    "children": ("Trẻ em", "Children"),
    "gender_equality": ("Bình đẳng giới", "Gender equality"),
    "social_evils": ("Phòng, chống tệ nạn xã hội", "Prevention of social evils"),
    "vocational_education": ("Giáo dục nghề nghiệp", "Vocational education"),
    "drug_rehabilitation": ("Cai nghiện ma túy", "Drug rehabilitation"),
}
ACTS = {
    "receive": ("tiếp nhận", "receives"),
    "decide": ("quyết định", "decides"),
    "pay": ("chi trả", "pays"),
    "manage": ("quản lý nhà nước", "manages"),
}

# How officers shorten the kind before a name: "TP Trà Vinh", "P.3", "TT. Càng Long".
SHORT_KINDS = {
    "tp": "thanh-pho",
    "tx": "thi-xa",
    "tt": "thi-tran",
    "dk": "dac-khu",
    "q": "quan",
    "h": "huyen",
    "p": "phuong",
    "f": "phuong",
    "x": "xa",
    "t": "tinh",
}


def name_key(text: str) -> str:
    """What names are compared by: a slug with the kind written out and no noughts before numbers; `P.03` gives `phuong-3`."""
    first, *rest = re.sub(r"^([a-z]+)(?=\d)", r"\1-", slug(text)).split("-")
    spelled = [SHORT_KINDS.get(first, first) if rest else first, *rest]
    return "-".join(part.lstrip("0") or part if part.isdigit() else part for part in spelled)
