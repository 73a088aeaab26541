"""Job fairs: sessions, the booths of those who recruit, visitors, what visitors wish for, and interviews."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ansinh.core.access import ScopedManager
from ansinh.core.language import kept_choices
from ansinh.labour.models.placements import Placement
from ansinh.labour.words import FAIR_KINDS, FAIR_STATES, INTERVIEW_STATES, VISIT_CHANNELS
from ansinh.people.models import Organisation, Person
from ansinh.places.models import Place


class FairSession(models.Model):
    """A session of a job fair on one day: announced to everybody, no people in it. What it counts stands at its commune.

    The day is cut into slots of `slot_minutes` between the two times; slot 0 begins at `from_time`."""

    code = models.CharField(max_length=20, unique=True, error_messages={"unique": "Mã phiên này đã có."})
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=10, choices=kept_choices(FAIR_KINDS))
    day = models.DateField()
    from_time = models.TimeField()
    to_time = models.TimeField()
    commune = models.ForeignKey(
        Place, models.PROTECT, related_name="+", db_index=False, help_text="of the venue, or of the centre that runs it"
    )
    province = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    venue = models.CharField(max_length=200, blank=True)
    is_online = models.BooleanField(default=False, help_text="visitors may also come through the network")
    online_address = models.URLField(blank=True, help_text="where the online room is")
    slot_minutes = models.PositiveSmallIntegerField(default=15)
    most_interviews = models.PositiveSmallIntegerField(default=3, help_text="one visitor gets at most, when planned")
    state = models.CharField(max_length=10, choices=kept_choices(FAIR_STATES), default="planned")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["province", "day"], name="fair_in_province")]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_time__gt=F("from_time")),
                name="a_fair_ends_after_it_starts",
                violation_error_message="Giờ kết thúc phải sau giờ bắt đầu.",
            ),
            models.CheckConstraint(
                condition=Q(slot_minutes__range=(5, 120)),
                name="a_slot_is_5_to_120_minutes",
                violation_error_message="Mỗi lượt phỏng vấn từ 5 đến 120 phút.",
            ),
            models.CheckConstraint(
                condition=Q(most_interviews__range=(1, 20)),
                name="a_visitor_has_1_to_20_interviews",
                violation_error_message="Mỗi người được xếp từ 1 đến 20 lượt phỏng vấn.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.day:%d/%m/%Y})"

    @property
    def slots(self) -> int:
        """How many whole slots the day has."""
        minutes = (self.to_time.hour - self.from_time.hour) * 60 + self.to_time.minute - self.from_time.minute
        return minutes // self.slot_minutes

    def slot_time(self, slot: int) -> str:
        """When a slot begins: `08:15`."""
        minutes = self.from_time.hour * 60 + self.from_time.minute + slot * self.slot_minutes
        return f"{minutes // 60:02d}:{minutes % 60:02d}"


class Booth(models.Model):
    """An organisation that recruits at a session; `interviewers` is how many visitors it talks to at once."""

    session = models.ForeignKey(FairSession, models.CASCADE, related_name="booths")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="booths")
    number = models.PositiveSmallIntegerField()
    interviewers = models.PositiveSmallIntegerField(default=1)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["session", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "number"],
                name="one_booth_a_number",
                violation_error_message="Gian này đã có đơn vị khác.",
            ),
            models.UniqueConstraint(
                fields=["session", "organisation"],
                name="one_booth_an_organisation",
                violation_error_message="Đơn vị này đã có gian trong phiên.",
            ),
            models.CheckConstraint(
                condition=Q(interviewers__range=(1, 50)),
                name="a_booth_has_1_to_50_interviewers",
                violation_error_message="Số người phỏng vấn cùng lúc từ 1 đến 50.",
            ),
        ]

    def __str__(self) -> str:
        return f"Gian {self.number}: {self.organisation}"


class BoothVacancy(models.Model):
    """A vacancy of the exchange brought to a booth, with the places offered at the session."""

    booth = models.ForeignKey(Booth, models.CASCADE, related_name="vacancies")
    vacancy = models.ForeignKey("labour.Vacancy", models.PROTECT, related_name="fairs")
    places = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["booth", "vacancy"],
                name="a_vacancy_once_a_booth",
                violation_error_message="Việc làm này đã có ở gian.",
            ),
            models.CheckConstraint(
                condition=Q(places__gte=1),
                name="a_vacancy_at_a_fair_has_places",
                violation_error_message="Số chỉ tiêu phải từ 1.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vacancy} ({self.places})"


class Visitor(models.Model):
    """A person registered for a session; `arrived_at` is empty for one who did not come. `code` stands on the ticket.

    Seen by the commune of the person and by the province of the session."""

    session = models.ForeignKey(FairSession, models.PROTECT, related_name="visitors")
    person = models.ForeignKey(Person, models.PROTECT, related_name="fair_visits")
    seeker = models.ForeignKey("labour.Seeker", models.PROTECT, null=True, related_name="fair_visits")
    channel = models.CharField(max_length=6, choices=kept_choices(VISIT_CHANNELS), default="place")
    code = models.CharField(max_length=12, unique=True)
    registered_at = models.DateTimeField(auto_now_add=True)
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    arrived_at = models.DateTimeField(null=True)
    is_withdrawn = models.BooleanField(default=False)

    objects = ScopedManager(commune="person__commune_id", province="session__province_id")
    gives_way_on_merge = {"one_visit_a_person_and_session": ("is_withdrawn", True)}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"],
                condition=Q(is_withdrawn=False),
                name="one_visit_a_person_and_session",
                violation_error_message="Người này đã đăng ký phiên này.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.code}"


class FairWish(models.Model):
    """What a visitor wants to be interviewed for; 1 is wanted most. Without wishes the matching proposes."""

    visitor = models.ForeignKey(Visitor, models.CASCADE, related_name="wishes")
    vacancy = models.ForeignKey(BoothVacancy, models.CASCADE, related_name="wishes")
    rank = models.PositiveSmallIntegerField()

    objects = ScopedManager(commune="visitor__person__commune_id", province="visitor__session__province_id")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visitor", "vacancy"], name="a_vacancy_is_wished_once")]


class Interview(models.Model):
    """One visitor with one booth about one vacancy. A visitor is once in a slot, a seat of a booth has one visitor in a slot.

    Empty `slot` and `seat`: who walked in. `person` is the visitor's, so that one's own file has it."""

    session = models.ForeignKey(FairSession, models.PROTECT, related_name="interviews")
    booth = models.ForeignKey(Booth, models.PROTECT, related_name="interviews")
    vacancy = models.ForeignKey("labour.Vacancy", models.PROTECT, related_name="fair_interviews")
    visitor = models.ForeignKey(Visitor, models.PROTECT, related_name="interviews")
    person = models.ForeignKey(Person, models.PROTECT, related_name="fair_interviews")
    slot = models.PositiveSmallIntegerField(null=True)
    seat = models.PositiveSmallIntegerField(null=True, help_text="which interviewer of the booth, from 1")
    state = models.CharField(max_length=10, choices=kept_choices(INTERVIEW_STATES), default="planned")
    reason = models.CharField(max_length=300, blank=True)
    placement = models.ForeignKey(Placement, models.PROTECT, null=True, related_name="fair_interviews")
    recorded_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, help_text="when the result was written down")
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ScopedManager(commune="person__commune_id", province="session__province_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["visitor", "slot"],
                condition=~Q(state="withdrawn"),
                name="a_visitor_is_once_in_a_slot",
                violation_error_message="Người này đã có lượt phỏng vấn vào giờ đó.",
            ),
            models.UniqueConstraint(
                fields=["booth", "slot", "seat"],
                condition=~Q(state="withdrawn"),
                name="a_seat_has_one_visitor_in_a_slot",
                violation_error_message="Chỗ phỏng vấn này đã có người vào giờ đó.",
            ),
            models.UniqueConstraint(
                fields=["visitor", "vacancy"],
                condition=~Q(state="withdrawn"),
                name="one_interview_a_visitor_and_vacancy",
                violation_error_message="Người này đã có lượt phỏng vấn cho việc làm đó.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visitor_id} tại gian {self.booth_id}"
