"""Vocational training: who teaches, what courses, who learnt what with whose money, and what became of them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ansinh.core.access import ScopedManager
from ansinh.core.language import kept_choices
from ansinh.labour import words
from ansinh.labour.models.placements import Placement
from ansinh.people.models import Organisation, Person
from ansinh.places.models import Place


class Institution(models.Model):
    """An organisation registered to teach trades, from a day until a day. Name, place and telephone are the organisation's."""

    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="institution")
    kind = models.CharField(max_length=12, choices=kept_choices(words.INSTITUTION_KINDS))
    is_public = models.BooleanField(help_text="công lập")
    managed_by = models.CharField(max_length=8, choices=kept_choices(words.MANAGED_BY), default="local")
    licence = models.CharField(max_length=60, blank=True, help_text="number of the certificate of registration")
    from_day = models.DateField()
    to_day = models.DateField(null=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(commune="organisation__commune_id", province="organisation__province_id")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_day__isnull=True) | Q(to_day__gt=F("from_day")),
                name="an_institution_ends_after_it_starts",
                violation_error_message="Ngày thôi hoạt động phải sau ngày bắt đầu.",
            )
        ]

    def __str__(self) -> str:
        return self.organisation.name


class InstitutionStaff(models.Model):
    """How many teachers or managers of one sort an institution has at the end of a year: women or men, of a minority or not.

    Managers of state bodies have no institution. Sheets 202 and 205 add these numbers up."""

    institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="staff")
    year = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=8, choices=kept_choices(words.STAFF_ROLES))
    contract = models.CharField(max_length=10, choices=kept_choices(words.STAFF_CONTRACTS))
    level = models.CharField(max_length=12, choices=kept_choices(words.STAFF_LEVELS))
    managed_by = models.CharField(max_length=8, choices=kept_choices(words.MANAGED_BY), default="local")
    is_female = models.BooleanField()
    is_minority = models.BooleanField()
    number = models.PositiveIntegerField()
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+", help_text="of the institution or the body")
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)

    objects = ScopedManager()

    class Meta:
        indexes = [models.Index(fields=["province", "year"], name="staff_in_province")]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "year", "role", "contract", "level", "is_female", "is_minority"],
                condition=Q(institution__isnull=False), name="staff_of_a_sort_are_told_once",
            ),
            models.UniqueConstraint(
                fields=["commune", "year", "role", "contract", "level", "managed_by", "is_female", "is_minority"],
                condition=Q(institution__isnull=True), name="staff_of_state_bodies_are_told_once",
            ),
        ]  # fmt: skip


class Course(models.Model):
    """One course in one place: a class of people who learn a trade from a day, with whose money, at whose order."""

    code = models.CharField(max_length=30, blank=True, help_text="the institution's own code of the class")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="courses")
    name = models.CharField(max_length=200)
    name_folded = models.CharField(max_length=200)
    level = models.CharField(max_length=14, choices=kept_choices(words.TRAINING_LEVELS))
    occupation = models.CharField(max_length=4, blank=True, help_text="ISCO-08 / VSCO 2020 code, 1 to 4 digits")
    is_agricultural = models.BooleanField(default=False)
    from_day = models.DateField()
    to_day = models.DateField(null=True, help_text="the last day planned")
    learning_days = models.PositiveSmallIntegerField(null=True, help_text="days of learning, planned")
    places = models.PositiveIntegerField(null=True)
    tuition_dong = models.BigIntegerField(null=True, help_text="what the course costs for one learner")
    programme = models.CharField(max_length=12, choices=kept_choices(words.TRAINING_PROGRAMMES))
    ordered_by = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="courses_ordered")
    decision = models.CharField(max_length=80, blank=True, help_text="decision that opens the class")
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    cancelled_because = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()

    class Meta:
        indexes = [
            models.Index(fields=["commune", "-from_day", "id"], name="course_in_commune"),
            models.Index(fields=["province", "-from_day", "id"], name="course_in_province"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_day__isnull=True) | Q(to_day__gte=F("from_day")),
                name="a_course_ends_after_it_starts",
                violation_error_message="Ngày bế giảng không được trước ngày khai giảng.",
            ),
            models.UniqueConstraint(
                fields=["institution", "code"], condition=~Q(code=""), name="a_code_names_one_course",
                violation_error_message="Cơ sở này đã có lớp mang mã đó.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Enrolment(models.Model):
    """One person in one course, until they graduate or leave, and what work they had after. The commune is the person's own that day."""

    gives_way_on_merge = {"a_person_is_once_in_a_course": ("cancelled_because", "Trùng người học, đã gộp hai dòng của một người.")}  # fmt: skip

    person = models.ForeignKey(Person, models.PROTECT, related_name="enrolments")
    course = models.ForeignKey(Course, models.PROTECT, related_name="enrolments")
    enrolled_on = models.DateField()
    group = models.CharField(max_length=14, choices=kept_choices(words.GROUPS), default="none")
    other_ground = models.CharField(max_length=16, blank=True, choices=kept_choices(words.TRAINING_GROUNDS))
    left_school = models.CharField(
        max_length=16,
        blank=True,
        choices=kept_choices(words.SCHOOLS_LEFT),
        help_text="school finished this or last year",
    )
    is_rural = models.BooleanField(default=True)
    is_special_area = models.BooleanField(default=False, help_text="lives in a commune or hamlet of special difficulty")
    distance_km = models.PositiveSmallIntegerField(null=True, help_text="from home to the place of learning")
    days_attended = models.PositiveSmallIntegerField(null=True)
    finished_on = models.DateField(null=True)
    result = models.CharField(max_length=10, blank=True, choices=kept_choices(words.TRAINING_RESULTS))
    certificate = models.CharField(max_length=40, blank=True, help_text="number of the certificate or diploma")
    employed_after = models.CharField(max_length=6, blank=True, choices=kept_choices(words.WORK_AFTER))
    checked_on = models.DateField(null=True, help_text="when the work after was asked")
    placement = models.OneToOneField(Placement, models.PROTECT, null=True, related_name="enrolment")
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    cancelled_because = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=80, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()

    class Meta:
        indexes = [
            models.Index(fields=["commune", "-enrolled_on", "id"], name="enrolment_in_commune"),
            models.Index(fields=["province", "-enrolled_on", "id"], name="enrolment_in_province"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "course"], condition=Q(cancelled_because=""), name="a_person_is_once_in_a_course",
                violation_error_message="Người này đã có trong lớp.",
            ),
            models.CheckConstraint(
                condition=Q(finished_on__isnull=True) | Q(finished_on__gte=F("enrolled_on")),
                name="a_course_is_finished_after_enrolment",
                violation_error_message="Ngày kết thúc không được trước ngày nhập học.",
            ),
            models.CheckConstraint(
                condition=Q(finished_on__isnull=True, result="") | (Q(finished_on__isnull=False) & ~Q(result="")),
                name="a_result_has_its_day",
                violation_error_message="Kết quả học phải có ngày, và ngày kết thúc phải có kết quả.",
            ),
        ]  # fmt: skip


class TrainingPayment(models.Model):
    """What the State paid for one learner of one course, by a decision. Wrong ones are cancelled, never changed."""

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="payments")
    tuition_dong = models.BigIntegerField(default=0, help_text="cost of the course, paid to the institution")
    meals_dong = models.BigIntegerField(default=0)
    travel_dong = models.BigIntegerField(default=0)
    paid_on = models.DateField()
    decision = models.CharField(max_length=80)
    decided_on = models.DateField()
    again_because = models.CharField(
        max_length=300, blank=True, help_text="why a person already supported is supported again"
    )
    cancelled_because = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(commune="enrolment__commune_id", province="enrolment__province_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment"], condition=Q(cancelled_because=""), name="a_learner_is_paid_once_a_course",
                violation_error_message="Khóa học này của người học đã ghi chi hỗ trợ.",
            ),
            models.CheckConstraint(
                condition=Q(tuition_dong__gte=0, meals_dong__gte=0, travel_dong__gte=0), name="training_pay_is_not_below_nought",
                violation_error_message="Số tiền hỗ trợ không được âm.",
            ),
        ]  # fmt: skip

    @property
    def amount_dong(self) -> int:
        """Tuition, meals and travel together."""
        return self.tuition_dong + self.meals_dong + self.travel_dong


class Partnership(models.Model):
    """An enterprise that registered to train together with institutions, and when the framework contract was signed."""

    enterprise = models.ForeignKey(Organisation, models.PROTECT, related_name="partnerships")
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="partnerships")
    registered_on = models.DateField()
    framework_signed_on = models.DateField(null=True)
    contract_number = models.CharField(max_length=60, blank=True)
    trades = models.CharField(max_length=300, blank=True)
    ended_on = models.DateField(null=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(commune="enterprise__commune_id", province="enterprise__province_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "institution"], condition=Q(ended_on__isnull=True),
                name="one_open_partnership_a_pair",
                violation_error_message="Doanh nghiệp này đang hợp tác với cơ sở đó.",
            ),
            models.CheckConstraint(
                condition=Q(framework_signed_on__isnull=True) | Q(framework_signed_on__gte=F("registered_on")),
                name="a_framework_is_signed_after_registration",
                violation_error_message="Ngày ký hợp đồng nguyên tắc không được trước ngày đăng ký.",
            ),
        ]  # fmt: skip


class TrainingSpending(models.Model):
    """Money for vocational training, allotted and spent in a month, by source, nature and programme. Sheet 204."""

    commune = models.ForeignKey(Place, models.PROTECT, related_name="+", help_text="of the body that keeps the account")
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField(default=12)
    source = models.CharField(max_length=8, choices=kept_choices(words.MONEY_FROM))
    nature = models.CharField(max_length=10, choices=kept_choices(words.MONEY_FOR))
    programme = models.CharField(max_length=12, choices=kept_choices(words.TRAINING_MONEY))
    allotted_dong = models.BigIntegerField(default=0)
    spent_dong = models.BigIntegerField(default=0)
    document = models.CharField(max_length=200, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["commune", "year", "month", "source", "nature", "programme"], name="spending_is_told_once",
                violation_error_message="Nguồn, loại chi và chương trình này đã ghi trong tháng.",
            ),
            models.CheckConstraint(
                condition=Q(month__range=(1, 12)), name="spending_has_a_month",
                violation_error_message="Tháng từ 1 đến 12.",
            ),
        ]  # fmt: skip


class SchoolLeavers(models.Model):
    """How many pupils of the schools of a commune finished lower and upper secondary school in a year, as the education service tells.

    Those who went on to a trade are enrolments with `left_school`. Sheet 1506.N."""

    commune = models.ForeignKey(Place, models.PROTECT, related_name="+")
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    lower_secondary = models.PositiveIntegerField()
    upper_secondary = models.PositiveIntegerField()
    target_group = models.PositiveIntegerField(
        null=True, help_text="leavers of lower secondary school to be guided to a trade"
    )
    document = models.CharField(max_length=200, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["commune", "year"], name="leavers_of_a_year_are_told_once",
                violation_error_message="Số học sinh tốt nghiệp của xã năm này đã ghi.",
            )
        ]  # fmt: skip


class TrainingFile(models.Model):
    """A list of learners, or of results, of one course as the institution sent it: kept from the preview to the confirmation."""

    kind = models.CharField(max_length=10, choices=kept_choices(words.TRAINING_FILES))
    course = models.ForeignKey(Course, models.PROTECT, related_name="files")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(null=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict, help_text="rows by outcome")
    refused = models.JSONField(default=dict, help_text="{header: [...], rows: [[row number, reason, offer, cells]]}")

    objects = ScopedManager(commune="course__commune_id", province="course__province_id")

    def __str__(self) -> str:
        return self.name
