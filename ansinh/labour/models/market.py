"""Who works and who does not, whom employers need and whom they have: what a year's collections and reports said."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ansinh.core.access import ScopedManager
from ansinh.core.language import kept_choices
from ansinh.labour import words
from ansinh.people.models import Organisation, Person
from ansinh.people.words import ORGANISATION_KINDS, SECTIONS
from ansinh.places.models import Place


class SupplyCollection(models.Model):
    """A year's collection of labour supply in one commune. Its forms count from the day it is closed, and stand until the next year's is."""

    commune = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ScopedManager()

    class Meta:
        indexes = [models.Index(fields=["province", "year"], name="supply_collection_of_province")]
        constraints = [
            models.UniqueConstraint(
                fields=["commune", "year"], name="one_supply_collection_a_year",
                violation_error_message="Xã này đã mở đợt thu thập cung lao động của năm đó.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Thu thập cung lao động năm {self.year}"


class SupplyForm(models.Model):
    """Form 01: one person of 15 or more in a year's collection, in the commune they lived in then."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="supply_forms")
    year = models.PositiveSmallIntegerField()
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    is_disabled = models.BooleanField(default=False)
    is_poor = models.BooleanField(default=False, help_text="of a poor or near-poor household")
    is_minority = models.BooleanField(default=False)
    general_education = models.CharField(max_length=16, choices=kept_choices(words.GENERAL_EDUCATION))
    qualification = models.CharField(max_length=14, choices=kept_choices(words.QUALIFICATIONS))
    speciality = models.CharField(max_length=120, blank=True, help_text="field of the qualification")
    status = models.CharField(max_length=10, choices=kept_choices(words.LABOUR_STATUSES))
    employment = models.CharField(max_length=12, blank=True, choices=kept_choices(words.EMPLOYMENT_STATUSES))
    work = models.CharField(max_length=200, blank=True, help_text="the work in the person's own words")
    occupation = models.CharField(
        max_length=4, blank=True, help_text="ISCO-08 / VSCO 2020 code of the work, 1 to 4 digits"
    )
    sector = models.CharField(max_length=12, blank=True, choices=kept_choices(words.SECTORS))
    workplace = models.CharField(max_length=200, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="supply_forms")
    has_worked = models.BooleanField(null=True, help_text="whether one without work ever had some")
    unemployed_for = models.CharField(max_length=16, blank=True, choices=kept_choices(words.UNEMPLOYED_FOR))
    inactive_reason = models.CharField(max_length=10, blank=True, choices=kept_choices(words.INACTIVE_REASONS))
    wanted_training = models.CharField(max_length=120, blank=True)
    wanted_job = models.CharField(max_length=120, blank=True)
    wanted_occupation = models.CharField(max_length=4, blank=True)
    collected_on = models.DateField()
    checked_on = models.DateField(null=True, help_text="read again by another than who typed it")
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    is_current = models.BooleanField(default=True, help_text="false for the form of a merged row that gave way")
    source = models.CharField(max_length=80, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()
    gives_way_on_merge = {"one_supply_form_a_year": ("is_current", False)}

    class Meta:
        indexes = [
            models.Index(fields=["commune", "year", "id"], name="supply_form_in_commune"),
            models.Index(fields=["province", "year", "id"], name="supply_form_in_province"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "year"], condition=Q(is_current=True), name="one_supply_form_a_year",
                violation_error_message="Người này đã có phiếu cung lao động của năm đó.",
            ),
            models.CheckConstraint(
                condition=(Q(status="employed") & ~Q(employment=""))
                | (Q(status="unemployed", employment="") & ~Q(unemployed_for=""))
                | (Q(status="inactive", employment="") & ~Q(inactive_reason="")),
                name="a_status_of_work_says_its_own",
                violation_error_message="Có việc làm phải ghi vị thế; thất nghiệp phải ghi thời gian; không tham gia phải ghi lý do.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Phiếu cung lao động năm {self.year}"


class _OfOrganisation(models.Model):
    """What an organisation said of itself for a half of a year; a later one of the same half takes the place of the one before."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="%(class)ss")
    year = models.PositiveSmallIntegerField()
    half = models.PositiveSmallIntegerField(choices=[(half, vi) for half, (vi, _) in words.HALVES.items()])
    received_on = models.DateField()
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by")
    is_current = models.BooleanField(default=True)
    source = models.CharField(max_length=80, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()

    class Meta:
        abstract = True


class DemandReport(_OfOrganisation):
    """Form 02: whom an organisation wants to hire in the six months of a half year, with its kind, section and size as it was then."""

    kind = models.CharField(max_length=20, choices=kept_choices(ORGANISATION_KINDS))
    section = models.CharField(max_length=1, blank=True, choices=kept_choices(SECTIONS))
    size_band = models.CharField(max_length=12, blank=True, choices=kept_choices(words.SIZE_BANDS))

    class Meta:
        indexes = [models.Index(fields=["province", "year", "half", "id"], name="demand_report_in_province")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year", "half"], condition=Q(is_current=True), name="one_demand_report_a_half",
                violation_error_message="Đơn vị này đã báo nhu cầu tuyển dụng của kỳ đó.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Nhu cầu tuyển dụng kỳ {self.half}/{self.year}"


class DemandLine(models.Model):
    """How many of one occupation (two digits of ISCO-08) are wanted, and how many of them women."""

    report = models.ForeignKey(DemandReport, models.CASCADE, related_name="lines")
    occupation = models.CharField(max_length=2)
    count = models.PositiveIntegerField()
    women = models.PositiveIntegerField(default=0)

    objects = ScopedManager(commune="report__commune_id", province="report__province_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "occupation"], name="one_line_an_occupation"),
            models.CheckConstraint(
                condition=Q(women__lte=models.F("count")), name="women_are_among_those_wanted",
                violation_error_message="Số nữ không được hơn tổng số cần tuyển.",
            ),
        ]  # fmt: skip


class WorkforceReport(_OfOrganisation):
    """Form 01/PLI: whom an employer has. The law gives the day it is due (5 June, 5 December)."""

    due_on = models.DateField()
    workers = models.PositiveIntegerField()
    women = models.PositiveIntegerField(default=0)
    over_35 = models.PositiveIntegerField(default=0)
    insured = models.PositiveIntegerField(default=0)
    managers = models.PositiveIntegerField(default=0)
    high = models.PositiveIntegerField(default=0)
    middle = models.PositiveIntegerField(default=0)
    other = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["province", "year", "half", "id"], name="workforce_report_in_province")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year", "half"], condition=Q(is_current=True), name="one_workforce_report_a_half",
                violation_error_message="Đơn vị này đã nộp báo cáo của kỳ đó.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Báo cáo sử dụng lao động kỳ {self.half}/{self.year}"

    @property
    def is_in_time(self) -> bool:
        return self.received_on <= self.due_on


class WorkforceLine(models.Model):
    """One worker on 01/PLI, as the employer wrote them; the person of the register where the number says who it is."""

    report = models.ForeignKey(WorkforceReport, models.CASCADE, related_name="lines")
    line = models.PositiveIntegerField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="workforce_lines")
    name = models.CharField(max_length=120)
    insurance_number = models.CharField(max_length=10, blank=True)
    birth_date = models.DateField(null=True)
    sex = models.CharField(max_length=1, blank=True)
    personal_number = models.CharField(max_length=20, blank=True, help_text="or the passport of a foreigner")
    duty = models.CharField(max_length=200, blank=True, help_text="rank, post and place of work")
    position = models.CharField(max_length=8, choices=kept_choices(words.JOB_POSITIONS))
    wage_dong = models.BigIntegerField(null=True)
    wage_coefficient_hundredth = models.PositiveIntegerField(null=True)
    allowances = models.JSONField(default=dict, help_text="columns 13 to 17 as they were told")
    heavy_from = models.DateField(null=True)
    heavy_to = models.DateField(null=True)
    contract = models.CharField(max_length=10, blank=True, choices=kept_choices(words.CONTRACT_TERMS))
    contract_from = models.DateField(null=True)
    contract_to = models.DateField(null=True)
    insured_from = models.DateField(null=True)
    insured_to = models.DateField(null=True)
    note = models.CharField(max_length=200, blank=True)

    objects = ScopedManager(commune="report__commune_id", province="report__province_id")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "line"], name="one_worker_a_line")]


class MarketFile(models.Model):
    """A file of organisations, forms or reports somebody sent: its bytes from the preview to the confirmation, the rows sent back."""

    kind = models.CharField(max_length=14, choices=kept_choices(words.MARKET_FILES))
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(null=True)
    sheet = models.CharField(max_length=80, blank=True)
    told = models.JSONField(
        default=dict, help_text="what was said with the file: year, half, day received, organisation"
    )
    commune = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+", help_text="for rows that name none")
    province = models.ForeignKey(Place, models.PROTECT, related_name="+")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)
    refused = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.name} ({self.sent_at:%d/%m/%Y %H:%M})"
