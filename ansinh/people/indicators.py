"""Data of people set against the population database: M05 of the sector's list. Known from reports."""

from ansinh.engine import from_reports, share

MATCHED = (
    "cơ sở dữ liệu quốc gia về dân cư|csdl quốc gia về dân cư|csdl dân cư|csdlqg|dữ liệu dân cư"
    "|dữ liệu quốc gia về dân cư"
)
CLEANED = "làm sạch|xác thực|đối soát|khớp|định danh|đồng bộ|cập nhật"
GROUPS = (
    ("merit", "người có công", "people with merit", "người có công|ncc"),
    ("social", "đối tượng bảo trợ xã hội", "people under social protection", "bảo trợ xã hội|btxh|trợ giúp xã hội"),
    ("children", "trẻ em", "children", "trẻ em"),
    ("poor", "hộ nghèo, hộ cận nghèo", "poor and near-poor households", "hộ nghèo|cận nghèo"),
    ("workers", "người lao động", "workers", "người lao động|lao động|việc tìm người"),
)

people = [
    from_reports("people.records", "Dữ liệu đối tượng trên phần mềm", "Records of people kept",
                 "Dữ liệu đối tượng của ngành cập nhật trên phần mềm cuối kỳ.", unit="person", kind="stock",
                 code="M05", better="higher",
                 said=("dữ liệu|hồ sơ & số hóa|cập nhật|nhập|tạo lập & đối tượng|người|trường hợp & phần mềm"
                       "|cơ sở dữ liệu|hệ thống",)),
    from_reports("people.matched", "Dữ liệu đối tượng khớp cơ sở dữ liệu dân cư",
                 "Records that match the population database",
                 "Dữ liệu đối tượng đã làm sạch, khớp cơ sở dữ liệu quốc gia về dân cư cuối kỳ.", unit="person",
                 kind="stock", code="M05", better="higher",
                 said=(f"{MATCHED} & {CLEANED}",
                       "làm sạch|xác thực|khớp đúng & dữ liệu|thông tin & đối tượng|người|trường hợp|công dân")),
    from_reports("people.matched_rate", "Tỷ lệ dữ liệu đối tượng khớp cơ sở dữ liệu dân cư",
                 "Share of records that match the population database",
                 "Dữ liệu đối tượng khớp cơ sở dữ liệu quốc gia về dân cư trên tổng số.", unit="percent",
                 kind="ratio", code="M05", better="higher",
                 said=(f"{MATCHED} & {CLEANED}", "làm sạch|xác thực|khớp đúng & dữ liệu|thông tin")),
    *(from_reports(f"people.matched.{name}", f"Dữ liệu {vi} khớp cơ sở dữ liệu dân cư",
                   f"Records of {en} that match the population database",
                   f"Dữ liệu {vi} đã làm sạch, khớp cơ sở dữ liệu quốc gia về dân cư cuối kỳ.", unit="person",
                   kind="stock", code="M05", better="higher", said=(f"{MATCHED}|dữ liệu & {CLEANED} & {words}",))
      for name, vi, en, words in GROUPS),
]  # fmt: skip

relations = [share("people.matched_rate", "people.matched", "people.records")]
