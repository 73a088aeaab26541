"""Work abroad under contract: a person's contract from its registration to the way back, with what was paid and what went wrong."""

from django.db import models
from django.db.models import F, Q

from ansinh.core.access import ScopedManager
from ansinh.labour.models.conditions_kept import Kept, by_day, choices
from ansinh.labour.models.placements import Placement
from ansinh.labour.words import (
    ABROAD_CHANGES,
    ABROAD_KINDS,
    ABROAD_QUALIFICATIONS,
    ABROAD_STATES,
    ABROAD_SUPPORTS,
    ABROAD_VIOLATIONS,
    GROUPS,
    MARKETS,
    REGIONS,
    RETURN_KINDS,
    RETURN_SUPPORTS,
)
from ansinh.people.models import Organisation, Person


class AbroadContract(Kept):
    """A person's contract to work abroad. The commune is the person's own on the day of registration.

    `ends_on` is the last day of the term, as the newest extension says it."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="abroad_contracts")
    kind = models.CharField(max_length=12, choices=choices(ABROAD_KINDS))
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="abroad_contracts")
    number = models.CharField(max_length=60, blank=True, help_text="number of the registration or of the contract")
    market = models.CharField(max_length=12, choices=choices(MARKETS))
    country = models.CharField(max_length=60, blank=True, help_text="named where the market is «other»")
    region = models.CharField(max_length=16, choices=choices(REGIONS))
    group = models.CharField(max_length=16, choices=choices(GROUPS), default="none")
    occupation = models.CharField(max_length=4, blank=True, help_text="ISCO-08 / VSCO 2020 code, 1 to 4 digits")
    title = models.CharField(max_length=120, blank=True)
    qualification = models.CharField(max_length=10, choices=choices(ABROAD_QUALIFICATIONS))
    employer = models.CharField(max_length=200, blank=True)
    wage = models.BigIntegerField(null=True, help_text="a month, in the currency of the contract")
    currency = models.CharField(max_length=3, default="VND")
    wage_dong = models.BigIntegerField(null=True, help_text="the same in dong, at the rate of the day of registration")
    contract_months = models.PositiveSmallIntegerField()
    is_seafarer = models.BooleanField(default=False)
    is_listed_trade = models.BooleanField(default=False, help_text="a trade whose deposit the law's annex names")
    service_fee_dong = models.BigIntegerField(null=True)
    deposit_dong = models.BigIntegerField(null=True)
    registered_on = models.DateField()
    departs_on = models.DateField(null=True, help_text="as planned")
    departed_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    returned_on = models.DateField(null=True)
    return_kind = models.CharField(max_length=8, blank=True, choices=choices(RETURN_KINDS))
    state = models.CharField(max_length=10, choices=choices(ABROAD_STATES), default="registered")
    placement = models.OneToOneField(Placement, models.PROTECT, null=True, related_name="abroad_contract")

    counted_by = "registered_on"

    class Meta:
        indexes = [
            *by_day("abroad", "registered_on"),
            models.Index(fields=["province", "departed_on"], name="abroad_departed"),
            models.Index(fields=["province", "state", "ends_on"], name="abroad_ending"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(returned_on__isnull=True) | Q(returned_on__gte=F("departed_on")),
                name="who_returns_had_left",
                violation_error_message="Ngày về nước không được trước ngày xuất cảnh.",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state__in=("registered", "abroad")),
                name="one_open_contract_abroad_a_person",
                violation_error_message="Người này đang có một hợp đồng đi làm việc ở nước ngoài chưa kết thúc.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_market_display()}, đăng ký {self.registered_on:%d/%m/%Y}"


class _OfContract(models.Model):
    """What happened under a contract, in its commune."""

    objects = ScopedManager(commune="contract__commune_id", province="contract__province_id")

    class Meta:
        abstract = True


class AbroadChange(_OfContract):
    """A change of a contract while abroad: what it was before, what it is from that day."""

    contract = models.ForeignKey(AbroadContract, models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=10, choices=choices(ABROAD_CHANGES))
    changed_on = models.DateField()
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    months = models.PositiveSmallIntegerField(null=True, help_text="by which an extension prolongs the term")
    fee_dong = models.BigIntegerField(null=True, help_text="service fee of the extension")
    document = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)


class AbroadSupport(Kept):
    """Money or help given to a person so that they can go: a row for each content of each decision."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="abroad_supports")
    contract = models.ForeignKey(AbroadContract, models.PROTECT, null=True, related_name="supports")
    group = models.CharField(max_length=16, choices=choices(GROUPS))
    content = models.CharField(max_length=12, choices=choices(ABROAD_SUPPORTS))
    amount_dong = models.BigIntegerField()
    paid_on = models.DateField()
    decision = models.CharField(max_length=60, blank=True)

    counted_by = "paid_on"

    class Meta:
        indexes = by_day("abroad_support", "paid_on")


class AbroadViolation(Kept):
    """A breach found, of a person's contract or of an organisation (or of a recruiter the register does not know)."""

    contract = models.ForeignKey(AbroadContract, models.PROTECT, null=True, related_name="violations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="abroad_violations")
    named = models.CharField(
        max_length=200, blank=True, help_text="who, where neither contract nor organisation is known"
    )
    kind = models.CharField(max_length=16, choices=choices(ABROAD_VIOLATIONS))
    found_on = models.DateField()
    told = models.CharField(max_length=300, blank=True)
    settled_on = models.DateField(null=True)
    settled_how = models.CharField(max_length=300, blank=True)

    counted_by = "found_on"

    class Meta:
        indexes = by_day("abroad_violation", "found_on")


class ReturnSupport(Kept):
    """Help for a person who came back."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="return_supports")
    contract = models.ForeignKey(AbroadContract, models.PROTECT, null=True, related_name="return_supports")
    content = models.CharField(max_length=12, choices=choices(RETURN_SUPPORTS))
    amount_dong = models.BigIntegerField(default=0)
    supported_on = models.DateField()
    decision = models.CharField(max_length=60, blank=True)

    counted_by = "supported_on"

    class Meta:
        indexes = by_day("return_support", "supported_on")
