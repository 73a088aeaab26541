"""What is kept of rights: decisions, titles, claims, what excludes, where the money goes. Corrections are new rows.

Spans: `from_day` is the first day in, `to_day` the first day out; rights count by whole months, so both are firsts of a month."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ansinh.core.access import ScopedManager
from ansinh.dossiers.models import Dossier
from ansinh.people.models import Identity as Identity
from ansinh.people.models import Person
from ansinh.places.models import Place

from . import words

OF_PERSON = {"commune": "person__commune_id", "province": "person__province_id"}


def _choices(labels: dict[str, tuple[str, str]]) -> list[tuple[str, str]]:
    return [(key, vi) for key, (vi, _) in labels.items()]


def _spans(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(to_day__isnull=True) | Q(to_day__gt=F("from_day")),
        name=f"{name}_ends_after_it_starts",
        violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
    )


class Decision(models.Model):
    """The act a right rests on: number, day, signer, body; a file that brought it when it was imported."""

    number = models.CharField(max_length=60)
    decided_on = models.DateField()
    signer = models.CharField(max_length=120, blank=True)
    body = models.CharField(max_length=160, blank=True)
    source = models.CharField(max_length=80, default="decision")
    document = models.CharField(
        max_length=200, blank=True, help_text="name and hash of the paper kept, when there is one"
    )
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, null=True, related_name="+", help_text="the dossier it was signed in"
    )
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+", null=True, db_index=False)
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()

    class Meta:
        indexes = [models.Index(fields=["province", "number", "decided_on"], name="decision_by_number")]

    def __str__(self) -> str:
        return f"QĐ {self.number} ngày {self.decided_on:%d/%m/%Y}"


class Martyr(models.Model):
    """A martyr: whom relatives and worshippers stand for."""

    name = models.CharField(max_length=120)
    name_folded = models.CharField(max_length=120, db_index=True)
    born = models.PositiveSmallIntegerField(null=True)
    died_on = models.DateField(null=True)
    award_number = models.CharField(max_length=60, blank=True, help_text="số Bằng Tổ quốc ghi công")
    grave = models.CharField(max_length=200, blank=True)
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+", null=True)
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)

    objects = ScopedManager()


class Title(models.Model):
    """A recognised ground of a right (diện hưởng) of a person, from a decision, between two months."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="titles")
    category = models.CharField(max_length=40, choices=_choices(words.CATEGORY_LABELS))
    from_day = models.DateField(help_text="the first day of the first month drawn")
    to_day = models.DateField(null=True, help_text="the first day of the first month no longer drawn")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="titles")
    loss_rate = models.PositiveSmallIntegerField(null=True, help_text="percent")
    is_special = models.BooleanField(default=False, help_text="wound or illness specially severe")
    martyr_count = models.PositiveSmallIntegerField(null=True)
    seniority_years = models.PositiveSmallIntegerField(null=True)
    child_count = models.PositiveSmallIntegerField(
        null=True, help_text="children of a single parent, or of a disabled parent"
    )
    is_pregnant = models.BooleanField(default=False)
    cared_for = models.ForeignKey(Person, models.PROTECT, null=True, related_name="carers")
    deceased = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="survivors", help_text="of whom a survivor"
    )
    martyrs = models.ManyToManyField(Martyr, related_name="relatives")
    stop_reason = models.CharField(max_length=20, blank=True, choices=_choices(words.STOPS))
    stop_decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="stopped_titles")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    note = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ScopedManager(**OF_PERSON, sensitive=Q(category__in=words.SENSITIVE))

    class Meta:
        indexes = [models.Index(fields=["category", "person"], name="title_by_category")]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_day__isnull=True) | Q(to_day__gte=F("from_day")), name="title_ends_not_before_it_starts",
                violation_error_message="Tháng thôi hưởng không thể trước tháng bắt đầu hưởng.",
            ),
            models.CheckConstraint(
                condition=Q(loss_rate__isnull=True) | Q(loss_rate__range=(1, 100)), name="loss_rate_is_a_percentage",
                violation_error_message="Tỷ lệ tổn thương cơ thể phải từ 1 đến 100 %.",
            ),
            models.UniqueConstraint(
                fields=["person", "category", "cared_for"], condition=Q(to_day__isnull=True, cared_for__isnull=False),
                name="one_open_care_title_a_pair",
                violation_error_message="Người này đang hưởng diện chăm sóc cho người đó.",
            ),
            models.UniqueConstraint(
                fields=["person", "category"], condition=Q(to_day__isnull=True, cared_for__isnull=True),
                name="one_open_title_a_person_and_category",
                violation_error_message="Người này đang hưởng diện này rồi.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_category_display()} (từ {self.from_day:%m/%Y})"

    @property
    def group(self) -> str:
        return words.GROUP_OF[self.category]


class Suspension(models.Model):
    """Months a title is not paid; lifted with or without paying them back."""

    title = models.ForeignKey(Title, models.PROTECT, related_name="suspensions")
    reason = models.CharField(max_length=20, choices=_choices(words.SUSPENSIONS))
    from_day = models.DateField()
    to_day = models.DateField(null=True)
    is_paid_back = models.BooleanField(
        default=False, help_text="lifted from the first day: the months are owed after all"
    )
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(
        commune="title__person__commune_id",
        province="title__person__province_id",
        sensitive=Q(title__category__in=words.SENSITIVE),
    )

    class Meta:
        constraints = [
            _spans("suspension"),
            models.UniqueConstraint(
                fields=["title"], condition=Q(to_day__isnull=True), name="one_open_suspension_a_title",
                violation_error_message="Diện hưởng này đang tạm dừng.",
            ),
        ]  # fmt: skip


class DisabilityCertificate(models.Model):
    """What the council found: kind and degree, from the day of the certificate."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="disability_certificates")
    number = models.CharField(max_length=60)
    degree = models.CharField(max_length=12, choices=_choices(words.DEGREES))
    kind = models.CharField(max_length=16, choices=_choices(words.DISABILITIES))
    from_day = models.DateField(help_text="the day of the certificate")
    to_day = models.DateField(null=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(**OF_PERSON)

    class Meta:
        constraints = [_spans("certificate")]


class Income(models.Model):
    """A pension or other monthly income that may exclude a right."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="incomes")
    kind = models.CharField(max_length=16, choices=_choices(words.INCOMES))
    amount_dong = models.BigIntegerField(null=True, help_text="a month; unknown when not told")
    from_day = models.DateField()
    to_day = models.DateField(null=True)
    source = models.CharField(max_length=80)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(**OF_PERSON)

    class Meta:
        constraints = [_spans("income")]


class Study(models.Model):
    """A person at school or university between two days."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="studies")
    level = models.CharField(max_length=12, choices=_choices(words.STUDY_LEVELS))
    institution = models.CharField(max_length=160, blank=True)
    from_day = models.DateField()
    to_day = models.DateField(null=True)

    objects = ScopedManager(**OF_PERSON)

    class Meta:
        constraints = [_spans("study")]


class Custody(models.Model):
    """A person in prison, detention or under a compulsory measure."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="custodies")
    kind = models.CharField(max_length=12, choices=_choices(words.CUSTODIES))
    from_day = models.DateField()
    to_day = models.DateField(null=True)
    source = models.CharField(max_length=80)

    objects = ScopedManager(**OF_PERSON)

    class Meta:
        constraints = [_spans("custody")]


class DifficultArea(models.Model):
    """A commune on the list of specially difficult ethnic-minority and mountainous places, between two days."""

    commune = models.ForeignKey(Place, models.PROTECT, related_name="difficult_spans")
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    from_day = models.DateField()
    to_day = models.DateField(null=True)
    document = models.CharField(max_length=200)

    objects = ScopedManager()

    class Meta:
        constraints = [_spans("difficult_area")]


class Claim(models.Model):
    """A right once: funeral, one-off, a year's worship or convalescence. `month` is the month whose law and facts count."""

    kind = models.CharField(max_length=40, choices=_choices(words.CLAIM_LABELS))
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="claims", help_text="whose right it is; the one who died"
    )
    month = models.PositiveIntegerField(help_text="202312: the month of the death, of the award, of the list")
    payable_month = models.PositiveIntegerField(help_text="the first month it may be paid")
    event_on = models.DateField(null=True)
    death_extract = models.CharField(max_length=60, blank=True, help_text="số trích lục khai tử")
    payee = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", help_text="who collects; absent: the person"
    )
    payee_name = models.CharField(max_length=120, blank=True)
    payee_relation = models.CharField(max_length=40, blank=True)
    loss_rate = models.PositiveSmallIntegerField(null=True)
    seniority_months = models.PositiveSmallIntegerField(null=True)
    study_level = models.CharField(max_length=12, blank=True, choices=_choices(words.STUDY_LEVELS))
    martyr = models.ForeignKey(Martyr, models.PROTECT, null=True, related_name="claims")
    is_worshipper = models.BooleanField(default=False, help_text="the worshipper's share where relatives have another")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="claims")
    cancelled_by = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(**OF_PERSON)

    class Meta:
        indexes = [models.Index(fields=["month", "kind"], name="claim_by_month")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=words.FUNERALS) | ~Q(death_extract=""), name="a_funeral_has_its_death_extract",
                violation_error_message="Mai táng phí phải có số trích lục khai tử.",
            ),
            models.UniqueConstraint(
                fields=["person", "kind"], condition=Q(kind__in=words.FUNERALS, cancelled_by__isnull=True),
                name="one_funeral_a_person_and_kind",
                violation_error_message="Mai táng phí của người này đã được lập.",
            ),
        ]  # fmt: skip


class Channel(models.Model):
    """How a person is paid from a day on; a switch closes the row and opens another."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="channels")
    kind = models.CharField(max_length=8, choices=_choices(words.CHANNELS))
    provider = models.CharField(max_length=20, help_text="code of the bank, wallet or post office")
    account_number = models.CharField(max_length=34, blank=True)
    account_name = models.CharField(max_length=140, blank=True, help_text="as the bank has it")
    is_verified = models.BooleanField(default=False)
    pay_point = models.CharField(max_length=120, blank=True)
    from_day = models.DateField()
    to_day = models.DateField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ScopedManager(**OF_PERSON)
    gives_way_on_merge = {"one_open_channel_a_person": ("to_day", "today")}

    class Meta:
        indexes = [models.Index(fields=["account_number"], name="channel_by_account", condition=~Q(account_number=""))]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(to_day__isnull=True), name="one_open_channel_a_person",
                violation_error_message="Người này đang có một hình thức chi trả. Đổi hình thức thay vì thêm.",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=words.CASHLESS) | ~Q(account_number=""), name="a_cashless_channel_has_its_account",
                violation_error_message="Chi trả không dùng tiền mặt phải có số tài khoản.",
            ),
        ]  # fmt: skip


class Proxy(models.Model):
    """Who collects for a person, by which document, until when."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="proxies")
    name = models.CharField(max_length=120)
    personal_number = models.CharField(max_length=12, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    relation = models.CharField(max_length=40)
    document = models.CharField(max_length=200)
    from_day = models.DateField()
    to_day = models.DateField(help_text="the day the authority expires")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(**OF_PERSON)

    class Meta:
        indexes = [models.Index(fields=["personal_number"], name="proxy_by_number")]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_day__gt=F("from_day")), name="proxy_ends_after_it_starts",
                violation_error_message="Ngày hết ủy quyền phải sau ngày bắt đầu.",
            )
        ]  # fmt: skip


class Feed(models.Model):
    """A report from another register (death, prison, move) and what was done with it."""

    kind = models.CharField(max_length=8, choices=_choices(words.FEEDS))
    personal_number = models.CharField(max_length=12, blank=True)
    name = models.CharField(max_length=120)
    birth = models.CharField(max_length=10, blank=True, help_text="as told: the day, the month and year, or the year")
    day = models.DateField()
    document = models.CharField(
        max_length=120, blank=True, help_text="số trích lục khai tử, quyết định thi hành án ..."
    )
    source = models.CharField(max_length=80)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="feeds")
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=10, default="new", help_text="new, applied, refused")
    settled_because = models.CharField(max_length=200, blank=True)
    received_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(commune="person__commune_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "personal_number", "day", "source"], condition=~Q(personal_number=""),
                name="one_feed_a_person_day_and_source",
            )
        ]  # fmt: skip


class RegisterFile(models.Model):
    """A file of increases, changes, stops and deaths somebody sent: kept from preview to confirmation, rows given back."""

    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(null=True)
    sheet = models.CharField(max_length=80, blank=True)
    province = models.ForeignKey(Place, models.PROTECT, related_name="+")
    commune = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+", help_text="for rows that name none")
    decision_number = models.CharField(max_length=60, blank=True, help_text="for rows that name no decision")
    decided_on = models.DateField(null=True)
    signer = models.CharField(max_length=120, blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)
    refused = models.JSONField(default=dict)
