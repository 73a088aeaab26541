"""What is kept of payments. Rows of a signed run are only ever added; a correction is a new line that names the old one."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from ansinh.core.access import ScopedManager
from ansinh.people.models import Person
from ansinh.places.models import Place

from . import words

# A run's rows are numbered inside it: the id is run * RUN_ROWS + number, the same each time the run is worked out.
RUN_ROWS = 100_000_000


def _choices(labels: dict[str, tuple[str, str]]) -> list[tuple[str, str]]:
    return [(key, vi) for key, (vi, _) in labels.items()]


def _user() -> models.ForeignKey:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")


class AddedOnly(models.Model):
    """A row that is never changed and never deleted; one of a person merged into another keeps the person it was signed for."""

    stays_on_merge = True

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises ValueError for a change."""
        if self.pk is not None and not self._state.adding:
            raise ValueError(f"{type(self).__name__} đã ghi thì không sửa: ghi một dòng mới nêu dòng cũ.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Raises ValueError."""
        raise ValueError(f"{type(self).__name__} đã ghi thì không xóa: ghi một dòng đảo.")


class Provider(models.Model):
    """Who pays people out: a bank, a wallet, the post office, a cash point; `layout` is the plug-in that writes its file."""

    code = models.CharField(primary_key=True, max_length=20)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=_choices(words.PROVIDER_KINDS))
    layout = models.CharField(max_length=20, default="pain001")
    bic = models.CharField(max_length=11, blank=True)
    from_day = models.DateField()
    to_day = models.DateField(null=True)

    def __str__(self) -> str:
        return self.name


class Purse(models.Model):
    """Where the money of a province comes from; `account` is the payer's account its files name."""

    province = models.ForeignKey(Place, models.PROTECT, related_name="+")
    code = models.CharField(max_length=24, choices=_choices(words.PURSES))
    holder = models.CharField(max_length=140, help_text="the unit that spends, as the bank and the treasury have it")
    account = models.CharField(max_length=34)
    bic = models.CharField(max_length=11, blank=True)

    objects = ScopedManager(commune="province_id", province="province_id")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["province", "code"], name="one_purse_a_province_and_code")]


class Allotment(AddedOnly):
    """Money allotted to a purse from a month on, by a document; a cut is a negative row."""

    purse = models.ForeignKey(Purse, models.PROTECT, related_name="allotments")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveIntegerField(help_text="the first month it may be spent")
    amount_dong = models.BigIntegerField()
    document = models.CharField(max_length=120)
    day = models.DateField()
    by = _user()

    objects = ScopedManager(commune="purse__province_id", province="purse__province_id")


class Opening(models.Model):
    """From which month the ledger answers for a programme; months before were paid elsewhere, or are finally closed."""

    province = models.ForeignKey(Place, models.PROTECT, related_name="+")
    programme = models.CharField(max_length=12, choices=_choices(words.PROGRAMMES))
    month = models.PositiveIntegerField()
    document = models.CharField(max_length=200, blank=True)
    by = _user()

    objects = ScopedManager(commune="province_id", province="province_id")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["province", "programme"], name="one_opening_a_programme")]


class Acceptance(AddedOnly):
    """A named person lets a value of the law that was not read in an official text be paid; `digest` ties it to that very value."""

    province = models.ForeignKey(Place, models.PROTECT, related_name="+")
    name = models.CharField(max_length=80, help_text="merit.monthly")
    from_day = models.DateField(help_text="of the dated value")
    reference = models.CharField(max_length=300)
    status = models.CharField(max_length=12)
    digest = models.CharField(max_length=64)
    reason = models.TextField()
    at = models.DateTimeField(auto_now_add=True)
    by = _user()

    objects = ScopedManager(commune="province_id", province="province_id")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["province", "name", "digest"], name="one_acceptance_a_value")]


class Run(models.Model):
    """One programme of one province in one month: planned in a folder of Parquet, then signed into the ledger."""

    province = models.ForeignKey(Place, models.PROTECT, related_name="+")
    programme = models.CharField(max_length=12, choices=_choices(words.PROGRAMMES))
    month = models.PositiveIntegerField()
    number = models.PositiveSmallIntegerField(default=1, help_text="a second run of the month has 2")
    state = models.CharField(max_length=10, default="planned", choices=_choices(words.STATES))
    plan_day = models.DateField(help_text="the day whose knowledge counts: records and law known by then")
    folder = models.CharField(max_length=300)
    inputs_hash = models.CharField(max_length=64)
    result_hash = models.CharField(max_length=64)
    law_version = models.CharField(max_length=16)
    totals = models.JSONField(default=dict, help_text="the control totals, named steps in dong and counts")
    planned_by = _user()
    planned_at = models.DateTimeField(auto_now_add=True)
    signed_by = _user()
    signed_at = models.DateTimeField(null=True)
    sent_by = _user()
    sent_at = models.DateTimeField(null=True)
    reconciled_by = _user()
    reconciled_at = models.DateTimeField(null=True)
    closed_by = _user()
    closed_at = models.DateTimeField(null=True)

    objects = ScopedManager(commune="province_id")

    class Meta:
        ordering = ["-month", "programme", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["province", "programme", "month", "number"], condition=~Q(state="discarded"),
                name="one_run_a_programme_month_and_number",
                violation_error_message="Đợt chi trả này đã được lập.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_programme_display()} {self.month % 100:02d}/{self.month // 100}" + (
            f" (đợt {self.number})" if self.number > 1 else ""
        )


class Order(AddedOnly):
    """One sum to one payee: what the provider's file carries. Paid or not is what its settlements say."""

    id = models.BigIntegerField(primary_key=True, help_text="run * RUN_ROWS + number")
    run = models.ForeignKey(Run, models.PROTECT, related_name="orders", db_index=False)
    reference = models.CharField(max_length=35, unique=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="orders")
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    provider = models.CharField(max_length=20)
    channel = models.CharField(max_length=8)
    account_number = models.CharField(max_length=34, blank=True)
    payee_name = models.CharField(max_length=140, help_text="as the bank has it, or who collects")
    proxy_number = models.CharField(max_length=12, blank=True)
    amount_dong = models.BigIntegerField()

    objects = ScopedManager()

    class Meta:
        indexes = [models.Index(fields=["commune", "id"], name="order_in_commune")]
        constraints = [models.CheckConstraint(condition=Q(amount_dong__gt=0), name="an_order_pays_something")]


class Line(AddedOnly):
    """What a run recognises (or moves) for a person, a benefit and a month; in force once its run is signed."""

    id = models.BigIntegerField(primary_key=True, help_text="run * RUN_ROWS + number")
    run = models.ForeignKey(Run, models.PROTECT, related_name="lines", db_index=False)
    order = models.ForeignKey(Order, models.PROTECT, null=True, related_name="lines", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="payment_lines")
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    benefit = models.CharField(max_length=50, help_text="Benefit.name")
    for_month = models.PositiveIntegerField()
    claim_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=10, choices=_choices(words.KINDS))
    owed_dong = models.BigIntegerField(help_text="by the rules, with what was known on the plan day")
    recognised_dong = models.BigIntegerField(help_text="by the ledger before this run")
    amount_dong = models.BigIntegerField()
    of_order = models.ForeignKey(Order, models.PROTECT, null=True, related_name="carried_lines", db_index=False,
                                 help_text="the unpaid order this carries over")  # fmt: skip
    recovery = models.ForeignKey("Recovery", models.PROTECT, null=True, related_name="lines", db_index=False)

    objects = ScopedManager()

    class Meta:
        indexes = [
            models.Index(fields=["recovery"], condition=Q(recovery__isnull=False), name="line_of_recovery"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["of_order"], condition=Q(of_order__isnull=False), name="an_order_is_carried_once",
                violation_error_message="Lệnh chi này đã được chuyển sang kỳ khác.",
            )
        ]  # fmt: skip


class Settlement(AddedOnly):
    """What a provider says happened to an order: paid or returned, from a row of a return file or an officer's word."""

    id = models.BigAutoField(primary_key=True)
    order = models.ForeignKey(Order, models.PROTECT, related_name="settlements")
    file = models.ForeignKey("ReturnFile", models.PROTECT, related_name="settlements", db_index=False)
    row = models.PositiveIntegerField()
    outcome = models.CharField(max_length=8, choices=_choices(words.OUTCOMES))
    amount_dong = models.BigIntegerField(help_text="paid: what reached the person; a reversal is negative")
    day = models.DateField()
    code = models.CharField(max_length=10, blank=True, help_text="the bank's reason code of a return")


class ReturnFile(models.Model):
    """A file of a provider: read once by its hash; its rows became settlements or exceptions, none was dropped."""

    province = models.ForeignKey(Place, models.PROTECT, related_name="+")
    provider = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=200)
    format = models.CharField(max_length=12, help_text="pain002, camt053, camt054, xlsx, desk")
    sha256 = models.CharField(max_length=64, unique=True)
    rows = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    totals = models.JSONField(default=dict)
    received_at = models.DateTimeField(auto_now_add=True)
    by = _user()

    objects = ScopedManager(commune="province_id")


class ReturnException(models.Model):
    """A row that does not simply settle an order: what is wrong with it, and how somebody settled it."""

    file = models.ForeignKey(ReturnFile, models.PROTECT, related_name="exceptions")
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    run = models.ForeignKey(Run, models.PROTECT, null=True, related_name="exceptions")
    row = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=_choices(words.EXCEPTIONS))
    reference = models.CharField(max_length=35, blank=True)
    order = models.ForeignKey(Order, models.PROTECT, null=True, related_name="exceptions")
    amount_dong = models.BigIntegerField(null=True)
    said = models.CharField(max_length=400)
    cells = models.JSONField(default=dict)
    settled_as = models.CharField(max_length=20, blank=True)
    settled_because = models.CharField(max_length=200, blank=True)
    settled_by = _user()
    settled_at = models.DateTimeField(null=True)

    objects = ScopedManager(commune="order__commune_id")


class UnpaidInForce(models.Manager):
    """What was decided and not taken back by a reopening."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(withdrawn_by__isnull=True)


class Unpaid(AddedOnly):
    """What was left of an order by the close of its run, and what was decided of it; a reopening takes the decision back."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="unpaid")
    run = models.ForeignKey(Run, models.PROTECT, related_name="unpaid")
    amount_dong = models.BigIntegerField(help_text="what is left of the order")
    decided = models.CharField(max_length=20, choices=_choices(words.UNPAID))
    reason = models.CharField(max_length=200, blank=True)
    withdrawn_by = models.ForeignKey("Reopening", models.PROTECT, null=True, related_name="withdrawn")

    objects = UnpaidInForce()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order"], condition=Q(withdrawn_by__isnull=True), name="an_order_is_left_unpaid_once",
                violation_error_message="Lệnh chi này đã có quyết định khi chốt.",
            )
        ]  # fmt: skip


class Recovery(models.Model):
    """Money a person was paid and was not owed, to be paid back by instalments; what is left is what its lines say."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="recoveries")
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    programme = models.CharField(max_length=12, choices=_choices(words.PROGRAMMES))
    run = models.ForeignKey(Run, models.PROTECT, related_name="recoveries")
    amount_dong = models.BigIntegerField()
    instalment_dong = models.BigIntegerField(
        default=0, help_text="taken from each month; nothing until somebody decides"
    )
    decision = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    objects = ScopedManager(commune="person__commune_id")


class Repayment(AddedOnly):
    """Cash a person gave back for a recovery."""

    recovery = models.ForeignKey(Recovery, models.PROTECT, related_name="repayments")
    amount_dong = models.BigIntegerField()
    day = models.DateField()
    document = models.CharField(max_length=120)
    by = _user()


class Entry(AddedOnly):
    """A posting of the general ledger: one sum from one account to another, chained by hash.

    Accounts are `kind:name` (`payable:merit`, `provider:VBA`). `content_hash` is over the rows of the sub-ledger it stands for."""

    id = models.BigAutoField(primary_key=True)
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    run = models.ForeignKey(Run, models.PROTECT, null=True, related_name="entries")
    stage = models.CharField(max_length=12)
    debit = models.CharField(max_length=40)
    credit = models.CharField(max_length=40)
    amount_dong = models.BigIntegerField()
    memo = models.CharField(max_length=200)
    content_hash = models.CharField(max_length=64, blank=True)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    at = models.DateTimeField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    objects = ScopedManager(commune="province_id")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount_dong__gt=0), name="an_entry_moves_something")]


class Reopening(models.Model):
    """A closed run opened again: who asked and why, who at another level approved."""

    run = models.ForeignKey(Run, models.PROTECT, related_name="reopenings")
    reason = models.TextField()
    asked_by = _user()
    asked_at = models.DateTimeField(auto_now_add=True)
    approved_by = _user()
    approved_at = models.DateTimeField(null=True)
