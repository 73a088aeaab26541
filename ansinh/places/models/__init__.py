"""Administrative units through time, who became whom, and which body serves where."""

from ansinh.places.models.finding import (
    PlaceAmbiguous,
    PlaceUnknown,
    Suggestion,
    communes_in_reach,
    communes_of,
    find_place,
    find_province,
    suggest_place,
)
from ansinh.places.models.lineage import Kin, became_by, predecessor_ids, predecessors, province_of, successors
from ansinh.places.models.offices import NobodyServes, Office, own_province, who_serves
from ansinh.places.models.rebase import Rebased, RebaseMap, rebase, rebase_map
from ansinh.places.models.tables import Competence, EarlierState, Place, PlaceQuerySet, Succession

__all__ = [
    "Competence",
    "EarlierState",
    "Kin",
    "NobodyServes",
    "Office",
    "Place",
    "PlaceAmbiguous",
    "PlaceQuerySet",
    "PlaceUnknown",
    "RebaseMap",
    "Rebased",
    "Succession",
    "Suggestion",
    "became_by",
    "communes_in_reach",
    "communes_of",
    "find_place",
    "find_province",
    "own_province",
    "predecessor_ids",
    "predecessors",
    "province_of",
    "rebase",
    "rebase_map",
    "successors",
    "suggest_place",
    "who_serves",
]
