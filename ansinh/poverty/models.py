"""The poverty review: a campaign, its communes, each household's answers, votes and signed class.

Answers not given are null: unknown, never nought. Codes of answers are those of the forms of Circular 07/2021 (as amended 02/2022)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from ansinh.core.access import ScopedManager
from ansinh.people.models import Household, Person
from ansinh.places.models import Place


def answer(help_text: str) -> models.PositiveIntegerField:
    return models.PositiveIntegerField(null=True, blank=True, help_text=help_text)


def yes_no(help_text: str) -> models.BooleanField:
    return models.BooleanField(null=True, blank=True, help_text=help_text)


class Campaign(models.Model):
    """One review of a province: the yearly one, or the ad hoc ones of a year."""

    province = models.ForeignKey(Place, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(
        max_length=8, default="annual", choices=[("annual", "định kỳ hằng năm"), ("ad_hoc", "thường xuyên")]
    )
    from_day = models.DateField()
    to_day = models.DateField(help_text="the last day to finish")
    law_day = models.DateField(help_text="the day whose law scores and classes")
    plan_number = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=8, default="open", choices=[("open", "đang làm"), ("closed", "đã khóa")])
    reopened_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["province", "year", "kind"],
                name="one_campaign_a_province_year_and_kind",
                violation_error_message="Tỉnh đã có đợt rà soát này trong năm.",
            ),
            models.CheckConstraint(
                condition=Q(to_day__gt=F("from_day")),
                name="campaign_ends_after_it_starts",
                violation_error_message="Ngày kết thúc đợt rà soát phải sau ngày bắt đầu.",
            ),
        ]

    def __str__(self) -> str:
        told = _("Rà soát định kỳ năm %(year)s") if self.kind == "annual" else _("Rà soát thường xuyên năm %(year)s")
        return told % {"year": self.year}


class CommuneReview(models.Model):
    """The campaign in one commune: list, survey, village meetings, notice, decision, report."""

    STATES = ("listing", "surveying", "meeting", "notice", "decided", "reported")

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="communes")
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+")
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=10, default="listing")
    listed_on = models.DateField(null=True)
    surveyed_on = models.DateField(null=True)
    notice_from = models.DateField(null=True)
    notice_to = models.DateField(null=True)
    decision_number = models.CharField(max_length=40, blank=True)
    decided_on = models.DateField(null=True)
    signer = models.CharField(max_length=120, blank=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    signed_hash = models.CharField(max_length=64, blank=True)
    reported_on = models.DateField(null=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "commune"], name="one_review_a_commune_and_campaign"),
            models.CheckConstraint(
                condition=~Q(state__in=["decided", "reported"])
                | (Q(decided_on__isnull=False) & ~Q(decision_number="") & ~Q(signed_hash="")),
                name="a_decided_commune_has_its_decision",
                violation_error_message="Xã đã công nhận phải có số, ngày quyết định và chữ ký.",
            ),
        ]


class VillageMeeting(models.Model):
    """The minutes of one village meeting (annex V): who was there, how the households voted."""

    commune_review = models.ForeignKey(CommuneReview, models.CASCADE, related_name="meetings")
    hamlet = models.CharField(max_length=80)
    held_on = models.DateField()
    chair = models.CharField(max_length=120)
    secretary = models.CharField(max_length=120)
    households_invited = models.PositiveIntegerField()
    households_present = models.PositiveIntegerField()
    attendees = models.JSONField(default=dict)
    notes = models.TextField(blank=True)

    objects = ScopedManager(commune="commune_review__commune_id", province="commune_review__province_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["commune_review", "hamlet"], name="one_meeting_a_hamlet"),
            models.CheckConstraint(
                condition=Q(households_present__lte=F("households_invited")),
                name="present_are_among_the_invited",
                violation_error_message="Số hộ dự họp không thể nhiều hơn số hộ được mời.",
            ),
        ]


class Review(models.Model):
    """One household in one campaign: form A, points, the class by rule and the class signed."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="reviews", db_index=False)
    commune_review = models.ForeignKey(CommuneReview, models.PROTECT, related_name="reviews", db_index=False)
    household = models.ForeignKey(Household, models.PROTECT, related_name="reviews")
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    head_name = models.CharField(max_length=120)
    head_name_key = models.CharField(max_length=400)
    head_sex = models.CharField(max_length=1)
    head_birth_year = models.PositiveSmallIntegerField(null=True)
    ethnicity = models.PositiveSmallIntegerField()
    hamlet = models.CharField(max_length=80, blank=True)
    b1_area = models.CharField(max_length=40, help_text="the column of the point table: urban, or rural_<region>")
    urban_region = models.CharField(max_length=40, blank=True, help_text="row 15 of the urban table")
    member_count = answer("Số nhân khẩu trong hộ")
    requested_on = models.DateField(null=True, help_text="ad hoc: the day the household asked")
    surveyor = models.CharField(max_length=120, blank=True)
    surveyed_on = models.DateField(null=True)

    # Form A
    a_excluded = yes_no("A.0 thuộc diện loại trừ ngay (biệt thự, doanh nghiệp, trang trại, máy móc lớn)")
    a_vehicle = yes_no("A.1 xe máy, tàu ghe có động cơ từ 20 triệu đồng")
    a_cooling = yes_no("A.2 điều hòa, tủ lạnh, máy sưởi")
    a_water_heater = yes_no("A.3 bình nóng lạnh, máy đun nước")
    a_washing = yes_no("A.4 máy giặt, sấy")
    a_rents_out = yes_no("A.5 đất đai, nhà xưởng, tài sản cho thuê")
    a_electricity = yes_no("A.6 điện từ 150 kWh/tháng")
    a_floor_area = yes_no("A.7 nhà từ 25 m²/người")
    a_official_or_pension = yes_no("A.8 công chức, lương hưu, BHXH, trợ cấp NCC")
    a_labour_contract = yes_no("A.9 có người làm việc theo hợp đồng lao động")

    # What the law looked at before points existed, and may again
    income_per_person_dong = models.BigIntegerField(null=True, blank=True)
    deprivation_count_reported = answer("Số chỉ số thiếu hụt khi chưa có phiếu B (chuẩn cũ)")

    # The result of the rules, kept as computed
    b1_points = models.IntegerField(null=True)
    b2_points = models.IntegerField(null=True)
    class_by_rule = models.CharField(max_length=10, null=True)
    living_standard_by_rule = models.CharField(max_length=12, null=True)

    # The village and the commune
    meeting = models.ForeignKey(VillageMeeting, models.PROTECT, null=True, related_name="reviews", db_index=False)
    votes_for = answer("Số hộ đồng ý với kết quả")
    votes_against = answer("Số hộ không đồng ý")
    previous_class = models.CharField(max_length=10, null=True, help_text="signed a year before; null = not known")
    was_poor_before = models.BooleanField(
        null=True, help_text="poor in any year before the last: tells fallen back from new"
    )
    was_near_poor_before = models.BooleanField(null=True)
    origin = models.CharField(max_length=12, default="same", help_text="same, split, moved_in, merged")
    poverty_class = models.CharField(max_length=10, null=True, help_text="the class signed")
    living_standard = models.CharField(max_length=12, null=True)
    difference_reason = models.TextField(blank=True)
    is_without_labour = yes_no("Hộ không có khả năng lao động")
    has_merit_member = yes_no("Hộ có thành viên là người có công")
    is_signed = models.BooleanField(default=False)
    decision_number = models.CharField(max_length=40, blank=True)
    decided_on = models.DateField(null=True)
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        help_text="who typed the answers; may not sign them",
    )
    corrects = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        related_name="corrected_by",
        help_text="ad hoc: the signed review this one puts right",
        db_index=False,
    )

    objects = ScopedManager()

    class Meta:
        indexes = [
            models.Index(fields=["commune_review", "head_name_key", "id"], name="review_in_commune_by_name"),
            models.Index(fields=["campaign", "province", "poverty_class"], name="review_by_class"),
            models.Index(
                fields=["campaign", "province", "commune_review", "poverty_class", "class_by_rule"],
                name="review_progress",
            ),
            models.Index(fields=["corrects"], condition=Q(corrects__isnull=False), name="review_of_a_correction"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "household"],
                condition=Q(requested_on__isnull=True),
                name="one_review_a_household_and_campaign",
                violation_error_message="Hộ này đã có trong đợt rà soát.",
            ),
            models.UniqueConstraint(
                fields=["campaign", "household", "requested_on"],
                name="one_request_a_household_and_day",
                violation_error_message="Hộ này đã có đề nghị rà soát trong ngày đó.",
            ),
            models.CheckConstraint(
                condition=Q(is_signed=False) | Q(poverty_class__isnull=False),
                name="a_signed_review_has_a_class",
                violation_error_message="Chưa có kết quả phân loại thì chưa ký được.",
            ),
            models.CheckConstraint(
                condition=Q(is_signed=False) | Q(poverty_class=F("class_by_rule")) | ~Q(difference_reason=""),
                name="a_class_that_differs_has_a_reason",
                violation_error_message="Kết quả ký khác kết quả tính theo điểm: phải ghi lý do.",
            ),
        ]

    def __str__(self) -> str:
        return f"Hộ {self.head_name}"


class FormB(models.Model):
    """Form B of a review: house, utilities, assets, land, animals, causes (form 3.1 part A)."""

    review = models.OneToOneField(Review, models.CASCADE, primary_key=True, related_name="form_b")
    pillar = answer("I cột: 1 bê tông cốt thép, 2 gạch/đá, 3 sắt/thép/gỗ bền chắc, 4 khác")
    roof = answer("II mái: 1 bê tông cốt thép, 2 ngói, 3 tấm lợp kim loại chuyên dụng, 4 khác")
    wall = answer("III tường: 1 bê tông cốt thép, 2 gạch/đá, 3 gỗ/kim loại bền chắc, 4 khác")
    area_m2 = answer("IV diện tích nhà ở (m²)")
    toilet = answer("V nhà tiêu: 1 tự hoại/bán tự hoại, 2 thấm dội/VIP/hai ngăn, 3 khác")
    power_source = answer("VI điện: 1 lưới, 2 máy phát, 3 khác, 4 chưa có")
    electricity_kwh = answer("VII điện bình quân tháng (kWh)")
    water = answer("VIII nước: 1 máy/đóng chai/mua, 2 giếng khoan, 3 giếng đào/khe mó được bảo vệ, 4 khác")
    cars = answer("IX ô tô")
    motorbikes = answer("IX xe máy, xe có động cơ")
    boats = answer("IX tàu thuyền có động cơ")
    generators = answer("IX máy phát điện")
    printers = answer("IX máy in, máy fax")
    televisions = answer("IX ti vi màu")
    stereos = answer("IX dàn nghe nhạc")
    computers = answer("IX máy vi tính")
    fridges = answer("IX tủ lạnh")
    air_conditioners = answer("IX máy điều hòa nhiệt độ")
    washing_machines = answer("IX máy giặt, sấy quần áo")
    water_heaters = answer("IX bình tắm nước nóng")
    microwaves = answer("IX lò vi sóng, lò nướng")
    telephones = answer("IX điện thoại")
    radios = answer("đài, thiết bị nghe nhìn dùng chung khác")
    pond_garden_m2 = answer("X ao, vườn liền kề đất ở (m²)")
    annual_crop_m2 = answer("X đất trồng cây hằng năm (m²)")
    perennial_crop_m2 = answer("X đất trồng cây lâu năm (m²)")
    water_surface_m2 = answer("X mặt nước (m²)")
    forest_m2 = answer("X đất rừng (m²)")
    cattle = answer("XI trâu, bò, ngựa")
    pigs_goats_sheep = answer("XI lợn, dê, cừu")
    poultry = answer("XI gà, vịt, ngan, ngỗng, chim (con)")
    has_aquaculture = yes_no("XII nuôi trồng thủy sản")
    cause_no_land = yes_no("XIII.1 không có đất sản xuất")
    cause_no_capital = yes_no("XIII.2 không có vốn")
    cause_no_labour = yes_no("XIII.3 không có lao động")
    cause_no_tools = yes_no("XIII.4 không có công cụ, phương tiện")
    cause_no_knowledge = yes_no("XIII.5 không có kiến thức sản xuất")
    cause_no_skills = yes_no("XIII.6 không có kỹ năng lao động")
    cause_illness = yes_no("XIII.7 có người ốm đau, bệnh nặng, tai nạn")
    cause_other = yes_no("XIII.8 nguyên nhân khác")
    policies_received = models.JSONField(null=True, help_text="XIV: 13 chính sách đang hưởng")
    policies_needed = models.JSONField(null=True, help_text="XIV: 13 chính sách có nhu cầu")

    objects = ScopedManager(commune="review__commune_id", province="review__province_id")


class FormBMember(models.Model):
    """A member's line of form B (form 3.1 part B), as answered at the door."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="members")
    line = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    name = models.CharField(max_length=120)
    relation = answer("3 quan hệ: 1 chủ hộ, 2 vợ/chồng, 3 con, 4 bố/mẹ, 5 khác")
    birth_date = models.DateField(
        null=True, help_text="4 ngày sinh; chỉ biết năm hoặc tháng thì lấy ngày đầu và ghi độ chính xác"
    )
    birth_precision = models.CharField(
        max_length=5, default="day", choices=[("day", "ngày"), ("month", "tháng"), ("year", "năm")]
    )
    personal_number = models.CharField(max_length=12, blank=True)
    ethnicity = answer("4b dân tộc")
    sex = models.CharField(max_length=1, null=True)
    height_mm = answer("6 chiều cao (mm), trẻ dưới 16 tuổi")
    weight_g = answer("7 cân nặng (g), trẻ dưới 10 tuổi")
    attends_school = yes_no("8 đang đi học")
    school_level = answer(
        "9 cấp học: 1 mầm non, 2 tiểu học, 3 THCS, 4 THPT, 5 ngắn hạn, 6 trung cấp, 7 cao đẳng, 8 đại học trở lên"
    )
    general_education = answer("10 văn hóa: 1 chưa tốt nghiệp tiểu học, 2 tiểu học, 3 THCS, 4 THPT")
    training = answer("11 đào tạo: 1 chưa, 2 sơ cấp/chứng chỉ, 3 trung cấp, 4 cao đẳng, 5 đại học, 6 sau đại học")
    has_health_insurance = yes_no("12 có BHYT")
    uses_internet = yes_no("13 sử dụng internet")
    social_allowance = answer("14 trợ cấp xã hội: 0 không, 1 người cao tuổi, 2 người khuyết tật, 3 trẻ mồ côi")
    work_status = answer(
        "15 việc làm: 1 đang làm, 2 không việc, 3 không có khả năng, 4 đi học, 5 không muốn, 6 hưu/nội trợ"
    )
    work_kind = answer(
        "16 loại việc: 1 công chức/viên chức, 2 doanh nghiệp, 3 làm thuê hộ/tự làm phi nông nghiệp, 4 khác"
    )
    wage_contract = answer("17 làm công ăn lương: 1 có hợp đồng, 2 không hợp đồng, 3 không làm công")
    pension = answer("18: 0 không, 1 lương hưu, 2 BHXH hằng tháng, 3 ưu đãi người có công")
    is_gravely_ill = yes_no("19 bệnh hiểm nghèo")

    objects = ScopedManager(commune="review__commune_id", province="review__province_id")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "line"], name="one_line_a_member")]


class Objection(models.Model):
    """What somebody said against the notice, and what was done about it."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="objections")
    raised_on = models.DateField()
    raised_by = models.CharField(max_length=120)
    said = models.TextField()
    outcome = models.CharField(
        max_length=10,
        blank=True,
        choices=[("kept", "giữ kết quả"), ("resurvey", "rà soát lại"), ("changed", "đổi kết quả")],
    )
    answer = models.TextField(blank=True)
    settled_on = models.DateField(null=True)

    objects = ScopedManager(commune="review__commune_id", province="review__province_id")
