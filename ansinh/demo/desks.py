"""A handful of dossiers of today by the real acts: whoever signs in to a shown account finds work, some due today, some overdue, one waiting
for a paper, one to sign, one sent in online."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from ansinh.core.access import acting_as
from ansinh.demo.accounts import SHOWN_COMMUNES, Accounts
from ansinh.demo.loading import MERGER
from ansinh.dossiers import actions
from ansinh.dossiers.jobs.catalogue import procedure_named
from ansinh.dossiers.jobs.clock import is_working
from ansinh.dossiers.models import Dossier
from ansinh.people.models import Person
from ansinh.places.models import Place
from ansinh.places.models.lineage import became_by

PENSION, SURVIVOR = "social_pension_new", "merit_survivor"
SAID = "Văn bản đề nghị chưa ký; ký rồi nộp lại (mẫu)."


@dataclass
class Desk:
    """The desk of a commune of today: its officer and leader, and people of it who ask, the oldest first."""

    commune: Place
    officer: Any
    leader: Any
    people: list[Person]
    today: date

    def ask(self, procedure: str, working_days: int, **answers: Any) -> Dossier | None:
        """A dossier handed in and received so many working days ago; none when nobody is left to ask."""
        if not self.people:
            return None
        person, at = self.people.pop(0), self.moment(working_days)
        papers = {one.key: "known" if one.held_by else "present" for one in procedure_named(procedure).components}
        with acting_as(self.officer):
            opened = actions.open_dossier(
                procedure=procedure, commune=self.commune, channel="desk", applicant_name=person.name, subject=person,
                applicant_number=person.personal_number or "", answers=answers, components=papers, at=at, by=self.officer,
            )  # fmt: skip
            received: Dossier = actions.receive(dossier=opened, at=at + timedelta(minutes=10), by=self.officer)
        self._give_to_officer(received)
        return received

    def _give_to_officer(self, dossier: Dossier) -> None:
        """Officers of several old communes share the work of the new one; these dossiers are for the one who can sign in."""
        step = dossier.steps.get(ended_at=None)
        if step.role == "commune_officer" and step.assigned != self.officer:
            with acting_as(self.leader):
                actions.reassign_step(dossier=dossier, to=self.officer, note="Chia việc (mẫu)", by=self.leader)

    def send_online(self) -> None:
        """A dossier a citizen submitted this morning; nobody has taken it in."""
        if self.people:
            person = self.people.pop(0)
            actions.open_online(
                procedure=PENSION, commune=self.commune, applicant_name=person.name, applicant_number=person.personal_number or "",
                subject=person, answers={"has_other_pension": "không"}, components={"request": "present"}, at=self.moment(0),
            )  # fmt: skip

    def pass_on(self, dossier: Dossier | None, working_days: int) -> None:
        """The officer's part done so many working days ago: the decision drafted, the leader's to sign."""
        if dossier is not None:
            with acting_as(self.officer):
                actions.draft_ruling(dossier=dossier, outcome="granted", at=self.moment(working_days), by=self.officer)
                actions.finish_step(dossier=dossier, at=self.moment(working_days), by=self.officer)

    def ask_for_paper(self, dossier: Dossier | None, working_days: int) -> None:
        """A paper asked of the applicant so many working days ago, not yet come."""
        if dossier is not None:
            with acting_as(self.officer):
                actions.ask_supplement(
                    dossier=dossier,
                    reason="wrong_paper",
                    said=SAID,
                    components=["request"],
                    at=self.moment(working_days),
                    by=self.officer,
                )

    def moment(self, working_days: int) -> datetime:
        """A quarter past eight, so many working days ago."""
        day = self.today
        while working_days > 0 or not is_working(day, {}):
            day -= timedelta(days=1)
            working_days -= is_working(day, {})
        return timezone.make_aware(datetime.combine(day, time(8, 15)))


def fill_desks(accounts: Accounts, told: Callable[[int], object] = lambda done: None) -> int:
    """Open dossiers on the desks of the shown communes and of the province; gives how many."""
    became = became_by(MERGER)
    before = Dossier.objects.count()
    for old in SHOWN_COMMUNES:
        commune = Place.objects.get(pk=became.get(old, old))
        _fill(Desk(commune, accounts.officers[old], accounts.leaders[old], _people(old), timezone.localdate()))
        told(1)
    return Dossier.objects.count() - before


def _fill(desk: Desk) -> None:
    """Seven working days is the limit: received seven days ago is due today, nine overdue."""
    said = {"has_other_pension": "không"}
    desk.ask(PENSION, 7, **said)
    desk.ask(PENSION, 9, **said)
    desk.pass_on(desk.ask(PENSION, 8, **said), 2)
    desk.pass_on(desk.ask(PENSION, 5, **said), 1)
    desk.ask_for_paper(desk.ask(PENSION, 4, **said), 3)
    desk.ask(PENSION, 1, **said)
    desk.send_online()
    desk.ask(SURVIVOR, 6, category="relative_of_martyr", martyr_count="1", **_MARTYR)


_MARTYR = {"martyr_name": "Liệt Sĩ Mẫu", "award_number": "MAU-0001"}


def _people(commune: str) -> list[Person]:
    """The oldest living people of a commune with a number and no right."""
    free = Person.objects.filter(
        commune=commune, died_on=None, merged_into=None, titles=None, incomes=None, personal_number__isnull=False
    )
    return list(free.order_by("birth_year", "pk")[:9])
