"""Presents of Tết and 27 July by whom they are for: families, parcels, money, the worth of one. Known from reports."""

from ansinh.engine import from_reports, not_below

GIVEN = "quà|tặng quà|suất quà|phần quà|thăm hỏi|thăm tặng"
POOR = "hộ nghèo|cận nghèo|người nghèo|hoàn cảnh khó khăn|hộ khó khăn|gia đình khó khăn|khó khăn"
ONE = "mỗi suất|một suất|mỗi phần|mỗi người|mỗi hộ|mức quà|suất trị giá|đồng suất|đồng người|đồng hộ|đồng phần"
GROUPS = (
    ("merit", "người có công", "people with merit", "F12",
     "người có công|ncc|gia đình chính sách|thương binh|liệt sĩ|27 7"),
    ("social", "đối tượng bảo trợ xã hội", "people under social protection", "G14",
     "bảo trợ xã hội|btxh|người cao tuổi|khuyết tật|neo đơn|yếu thế"),
    ("poverty", "hộ nghèo, hộ khó khăn", "poor households", "G14", POOR),
)  # fmt: skip
PARTS = (("cash", "tiền mặt", "cash", "tiền mặt|bằng tiền"), ("in_kind", "hiện vật", "in kind", "hiện vật"))

gifts = [
    *(from_reports(f"{group}.gifts.households", f"Hộ, gia đình được tặng quà: {vi}", f"Families given presents: {en}",
                   f"Hộ, gia đình {vi} được tặng quà trong kỳ.", unit="household", kind="flow", code=code,
                   better="higher", also=(f"{group}.gifts.families",), said=(f"{GIVEN} & {called} & hộ|gia đình",))
      for group, vi, en, code, called in GROUPS),
    *(from_reports(f"{group}.gifts.level", f"Mức quà tặng: {vi}", f"Worth of one present: {en}",
                   f"Giá trị một suất quà tặng {vi}.", unit="dong", kind="stock", code=code,
                   said=(f"{GIVEN} & {called} & {ONE}",))
      for group, vi, en, code, called in GROUPS),
    *(from_reports(f"{group}.gifts.level.{part}", f"Mức quà tặng: {vi}, phần {part_vi}",
                   f"Worth of one present: {en}, {part_en}", f"Phần {part_vi} của một suất quà tặng {vi}.",
                   unit="dong", kind="stock", code=code, said=(f"{GIVEN} & {called} & {words}",))
      for group, vi, en, code, called in GROUPS
      for part, part_vi, part_en, words in PARTS),
    from_reports("poverty.gifts.count", "Suất quà tặng hộ nghèo, hộ khó khăn", "Presents to poor households",
                 "Suất quà tặng hộ nghèo, hộ khó khăn trong kỳ, mọi nguồn.", unit="gift", kind="flow", code="G14",
                 better="higher", said=(f"quà|suất quà|phần quà & {POOR} & suất|phần - đồng|trẻ em|bảo trợ xã hội|người có công",)),
    from_reports("poverty.gifts.amount", "Tiền quà tặng hộ nghèo, hộ khó khăn", "Money of presents to poor households",
                 "Tiền quà tặng hộ nghèo, hộ khó khăn trong kỳ, mọi nguồn.", unit="dong", kind="flow", code="G14",
                 said=(f"quà|suất quà|phần quà & {POOR} & tổng trị giá|kinh phí|số tiền|trị giá - {ONE}|trẻ em|bảo trợ xã hội|người có công",)),
]  # fmt: skip

relations = [
    not_below(f"{group}.gifts.level", f"{group}.gifts.level.{part}") for group, *_ in GROUPS for part, *_ in PARTS
]
