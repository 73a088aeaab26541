"""Which snapshot a reader is shown, and which year of it."""

from collections.abc import Iterable

from ansinh.core.access import Scope
from ansinh.engine import Indicator
from ansinh.indicators import api
from ansinh.indicators.api.catalogue import counted
from ansinh.indicators.api.warehouse import Atom
from ansinh.indicators.models import Snapshot
from ansinh.places.models import Place


def newest_snapshot(scope: Scope) -> Snapshot | None:
    """The newest snapshot of a province the reader sees, whole or in part."""
    rows = Snapshot.objects.select_related("province").order_by("-taken_at")
    if scope.everything:
        return rows.first()
    mine = Place.objects.filter(pk__in=scope.communes).values_list("province_id", flat=True)
    return rows.filter(province__in=[*scope.provinces, *mine]).first()


def atoms_about(snapshot: Snapshot, told: Indicator | None = None) -> tuple[Atom, ...]:
    """What the snapshot has of the records an indicator counts; of all records without one."""
    warehouse = api.open_warehouse(snapshot)
    mine = warehouse.atoms_of(api.root_named(told.name).name) if told and counted(told.name) else ()
    return mine or warehouse.atoms


def decided_year(atoms: Iterable[Atom]) -> int:
    """The newest year of yearly records that every commune has decided; else the newest with any record, yearly ones first."""
    known = list(atoms)
    yearly: dict[int, bool] = {}
    for atom in known:
        if not atom.is_monthly and not atom.is_out_of_turn:
            yearly[atom.year] = yearly.get(atom.year, True) and atom.decided_on is not None
    decided = [year for year, is_decided in yearly.items() if is_decided]
    return max(decided or yearly or [atom.year for atom in known])
