"""Who may what: every role of the house on one screen. What it may do, in which fields, at which level of place; until when
stands in the grant. No Django here: rooms, commands and papers read the same lines."""

from dataclasses import dataclass

VERBS = {
    "read": ("xem", "read"),
    "enter": ("nhập", "enter"),
    "approve": ("ký, duyệt", "approve"),
    "pay": ("chi", "pay"),
    "reconcile": ("đối chiếu", "reconcile"),
    "inspect": ("thanh tra, kiểm tra", "inspect"),
    "administer": ("quản trị tài khoản", "administer accounts"),
}
LEVELS = {
    "commune": ("xã", "commune"),
    "province": ("tỉnh", "province"),
    "either": ("xã hoặc tỉnh", "commune or province"),
    "orders": ("lệnh chi gửi cho mình", "orders sent to them"),
    "vacancies": ("việc làm của đơn vị mình", "own vacancies"),
    "self": ("hồ sơ của chính mình", "own dossiers"),
    "house": ("máy chủ", "the server"),
}
# Fields a grant may be narrowed to; a grant without one covers every field of its role.
FIELDS = {
    "": ("mọi lĩnh vực", "every field"),
    "merit": ("người có công", "people with merit"),
    "assistance": ("trợ giúp xã hội", "social assistance"),
    "poverty": ("giảm nghèo", "poverty reduction"),
    "labour": ("lao động, việc làm", "labour and jobs"),
    "care": ("trẻ em, bình đẳng giới, phòng chống tệ nạn", "children, gender equality, social evils"),
    "payments": ("chi trả", "payments"),
    "dossiers": ("hồ sơ thủ tục", "dossiers"),
    "oversight": ("thanh tra, khiếu nại, tố cáo", "inspection and complaints"),
    "accounts": ("tài khoản", "accounts"),
}
EVERY = ("",)


@dataclass(frozen=True)
class Role:
    """One role: the words for it, the level of place it is given at, the fields it works in (EVERY: all), the verbs it may."""

    key: str
    vi: str
    en: str
    level: str
    fields: tuple[str, ...]
    may: frozenset[str]
    sees_people: bool
    told: tuple[str, str]

    @property
    def words(self) -> tuple[str, str]:
        return self.vi, self.en

    @property
    def reaches_places(self) -> bool:
        """Whether a grant of this role opens the records of its place."""
        return self.sees_people and self.level in ("commune", "province", "either")

    @property
    def signs_or_pays(self) -> bool:
        """Whether a password alone is not enough for it."""
        return bool(self.may & {"approve", "pay"})


def _role(
    key: str,
    words: tuple[str, str],
    level: str,
    may: str,
    told: tuple[str, str],
    *,
    fields: tuple[str, ...] = EVERY,
    sees_people: bool = True,
) -> Role:
    return Role(key, *words, level, fields, frozenset(may.split()), sees_people, told)


EVERY_ROLE = (
    _role("commune_officer", ("Cán bộ xã", "Commune officer"), "commune", "read enter",
          ("Nhập và sửa phiếu, lập biên bản họp, niêm yết, nhận ý kiến ở xã của mình.",
           "Types and corrects forms, writes minutes, posts notices, receives objections in their commune.")),
    _role("commune_leader", ("Lãnh đạo UBND xã", "Commune leader"), "commune", "read approve",
          ("Xem hồ sơ ở xã của mình và ký quyết định công nhận.",
           "Reads the records of their commune and signs its recognition.")),
    _role("one_stop", ("Bộ phận một cửa", "One-stop desk"), "either", "read enter",
          ("Nhận hồ sơ, kiểm tra thành phần, hẹn trả và trao kết quả; không sửa sổ gốc.",
           "Receives dossiers, checks their components, promises a day and hands out results; corrects no register."), fields=("dossiers",)),
    _role("province_officer", ("Cán bộ cấp tỉnh", "Province officer"), "province", "read enter",
          ("Xem mọi xã trong tỉnh, mở và theo dõi đợt rà soát, chỉ tiêu, báo cáo; lập danh sách chi trả.",
           "Reads every commune of the province, opens and follows reviews, indicators and reports; prepares pay lists.")),
    _role("province_head", ("Trưởng phòng cấp tỉnh", "Head of division, province"), "province", "read approve",
          ("Xem mọi xã trong tỉnh, phân công và duyệt bước thẩm định của lĩnh vực mình phụ trách.",
           "Reads every commune of the province, gives out the work and approves the examination in their own field.")),
    _role("province_leader", ("Lãnh đạo cấp tỉnh", "Province leader"), "province", "read approve",
          ("Xem mọi xã trong tỉnh, ký báo cáo và danh sách chi trả, chấp nhận mức của luật chưa đọc trong văn bản chính thức.",
           "Reads every commune of the province, signs reports and pay lists, accepts law values not yet read in the official document.")),
    _role("province_accountant", ("Kế toán chi trả", "Paying accountant"), "province", "read pay",
          ("Gửi danh sách đã ký cho đơn vị chi trả, giao dự toán, ghi tiền thu hồi.",
           "Sends signed lists to the providers, gives allotments, records recovered money.")),
    _role("province_reconciler", ("Đối chiếu, quyết toán", "Reconciler"), "province", "read reconcile",
          ("Nhận kết quả chi trả, xử lý dòng vướng mắc, đối chiếu và chốt tháng.",
           "Receives payment results, settles problem lines, reconciles and closes the month.")),
    _role("provider", ("Kho bạc, đơn vị chi trả", "Treasury or paying provider"), "orders", "read",
          ("Tải tệp lệnh chi đã gửi cho đơn vị mình; không xem sổ hay người khác.",
           "Fetches the files of orders sent to them; sees no register and nobody else."), fields=("payments",), sees_people=False),
    _role("employer", ("Đơn vị tuyển dụng", "Employer"), "vacancies", "read",
          ("Đăng việc làm của đơn vị mình, xem người ứng tuyển và người phù hợp đã đồng ý; không xem sổ hay đơn vị khác.",
           "Posts the vacancies of their organisation, sees who applied and fitting seekers who agreed; no register, no other organisation."),
          fields=("labour",), sees_people=False),
    _role("inspector", ("Thanh tra", "Inspector"), "either", "read inspect",
          ("Xem như kiểm toán viên và ghi cuộc thanh tra, kiểm tra; không sửa hồ sơ.",
           "Reads as an auditor does and records inspections; corrects no record.")),
    _role("auditor", ("Kiểm toán, giám sát", "Auditor"), "either", "read",
          ("Xem mọi hồ sơ của địa bàn; không ghi gì.",
           "Reads every record of the place; writes nothing.")),
    _role("administrator", ("Quản trị hệ thống", "System administrator"), "house", "administer",
          ("Quản trị tài khoản và máy chủ; không xem hồ sơ của người dân.",
           "Looks after accounts and the server; sees no records of people."), fields=("accounts",), sees_people=False),
    _role("citizen", ("Người dân", "Citizen"), "self", "read",
          ("Chỉ xem hồ sơ của chính mình.",
           "Sees own dossiers only."), fields=("dossiers",), sees_people=False),
)  # fmt: skip
ROLE = {role.key: role for role in EVERY_ROLE}
ROLES = {role.key: role.words for role in EVERY_ROLE}


def roles_that(*verbs: str, field: str = "") -> frozenset[str]:
    """The keys of roles that may one of the verbs in a field; without a field, those that may it in every field."""
    return frozenset(
        role.key for role in EVERY_ROLE if role.may & set(verbs) and (role.fields == EVERY or field in role.fields)
    )


WRITING_ROLES = roles_that("enter")
SIGNING_ROLES = roles_that("approve")
SYSTEM_ROLES = roles_that("enter", "approve", field="dossiers")
STRONG_ROLES = frozenset(role.key for role in EVERY_ROLE if role.signs_or_pays)


def is_province(place_id: str) -> bool:
    """Whether a Place.id names a province: its official code has two digits."""
    return len(place_id.partition("@")[0]) == 2


def covers(granted: str, field: str) -> bool:
    """Whether a grant's field covers the one asked; "" and "all" cover everything, and asking no field asks for any."""
    return granted in ("", "all") or field in ("", granted)
