"""Points and classes by the rules: one household in a request, a commune or a province in one pass."""

from typing import Any

import pyarrow as pa
from django.db import connection, transaction

from ansinh.core import audit
from ansinh.core.access import acting_within
from ansinh.core.database import read_populations
from ansinh.engine import house_on
from ansinh.law import law_on, law_version
from ansinh.poverty.jobs import bulk
from ansinh.poverty.models import Campaign, CommuneReview, Review

from .standing import TYPISTS, acting_for, must_be_open, must_be_undecided, must_be_unsigned, within_reach

FIGURES = {
    "b1_points": "b1_points",
    "b2_points": "b2_points",
    "poverty_class_by_rule": "class_by_rule",
    "living_standard_by_rule": "living_standard_by_rule",
}
GRAINS = ("review", "review_member")


def score(*, campaign: Campaign, commune_review: CommuneReview | None = None, by: Any) -> int:
    """Points and class by rule of every unsigned household of the commune (absent: of the whole campaign); gives how many were
    classed. What is not known stays unknown. Raises ReviewRefused for a closed campaign or a decided commune."""
    scope = acting_for(by, *TYPISTS)
    must_be_open(campaign)
    if commune_review is not None:
        within_reach(commune_review)
    committed = not connection.in_atomic_block
    with acting_within(scope), transaction.atomic():
        # Nobody types while the scores are computed, so that no score stands on answers already changed.
        held = CommuneReview.objects.select_related("commune").select_for_update(of=("self",)).filter(campaign=campaign)
        communes = list(held.filter(pk=commune_review.pk) if commune_review else held)
        if commune_review:
            must_be_undecided(communes[0])
        within = ", ".join(str(commune.pk) for commune in communes) or "0"
        chosen = f"SELECT id FROM poverty_review WHERE NOT is_signed AND commune_review_id IN ({within})"
        scores = scores_of(campaign, chosen, committed=committed)
        bulk.update_by_key("poverty_review", scores, only_where="NOT is_signed")
        classed = scores.num_rows - scores.column("class_by_rule").null_count
        place = commune_review.commune_id if commune_review else campaign.province_id
        audit.record(
            "score",
            f"campaign:{campaign.pk}",
            place_id=place,
            detail={
                "households": scores.num_rows,
                "classed": classed,
                "law_day": campaign.law_day.isoformat(),
                "law": law_version(),
            },
        )
    return classed


def score_one(*, review: Review, by: Any) -> Review:
    """One household scored now, from its answers as they stand. Raises ReviewRefused for a signed review."""
    acting_for(by, *TYPISTS)
    within_reach(review)
    must_be_open(review.campaign)
    with transaction.atomic():
        CommuneReview.objects.select_for_update().get(pk=review.commune_review_id)
        review.refresh_from_db()
        must_be_unsigned(review)
        house = house_on(law_on(review.campaign.law_day))
        figures = [name for name in FIGURES if name in house.rules]
        found = house.values(figures, record_of(review))
        for name in figures:
            setattr(review, FIGURES[name], found[name])
        review.save(update_fields=list(FIGURES.values()))
        audit.record("score", f"review:{review.pk}", place_id=review.commune_id, detail={**found, "law": law_version()})
    return review


def scores_of(campaign: Campaign, chosen: str, *, committed: bool = False) -> pa.Table:
    """id, b1_points, b2_points, class_by_rule, living_standard_by_rule of the reviews an SQL text chooses."""
    house = house_on(law_on(campaign.law_day))
    figures = [name for name in FIGURES if name in house.rules]
    asked = {grain: (facts_sql(house, grain, figures, chosen), facts_schema(house, grain, figures)) for grain in GRAINS}
    tables = read_populations(asked, committed=committed)
    found = house.run(figures, grain="review", tables=tables)
    kinds = {
        "b1_points": pa.int64(),
        "b2_points": pa.int64(),
        "class_by_rule": pa.string(),
        "living_standard_by_rule": pa.string(),
    }
    columns = {"id": found.column("review_id").cast(pa.int64())}
    for figure, column in FIGURES.items():
        columns[column] = (
            found.column(figure).cast(kinds[column]) if figure in figures else pa.nulls(found.num_rows, kinds[column])
        )
    return pa.table(columns)


def record_of(review: Review) -> dict[str, Any]:
    """One household's facts as the trace asks for them: its own columns, and its members' under `members`."""
    house = house_on(law_on(review.campaign.law_day))
    chosen = str(review.pk)
    found = {grain: _records(house, grain, chosen) for grain in GRAINS}
    return {**found["review"][0], "members": {"review_member": found["review_member"]}}


def _records(house: Any, grain: str, chosen: str) -> list[dict[str, Any]]:
    facts = {fact.column: fact for fact in house.grains[grain].facts.values()}
    with connection.cursor() as cursor:
        cursor.execute(_select(house, grain, list(facts), chosen))
        columns = [column[0] for column in cursor.description]
        names = [facts[column].name if column in facts else column for column in columns]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def facts_sql(house: Any, grain: str, figures: list[str], chosen: str) -> str:
    """SQL that gives a grain's keys and the facts the figures need, for the reviews chosen."""
    return _select(house, grain, [f.name for f in facts_schema(house, grain, figures)], chosen)


def _select(house: Any, grain: str, columns: list[str], chosen: str) -> str:
    kept = dict.fromkeys([*house.grains[grain].key_columns, *columns])
    return f"SELECT {', '.join(kept)} FROM ({house.grains[grain].query}) facts WHERE review_id IN ({chosen})"


def facts_schema(house: Any, grain: str, figures: list[str]) -> pa.Schema:
    """The Arrow columns of a grain the figures need: keys first."""
    kinds = {int: pa.int64(), bool: pa.bool_(), str: pa.string()}
    needed = {fact.column: kinds.get(fact.type, pa.date32()) for fact in house.columns(*figures) if fact.grain == grain}
    keys = {key: pa.int64() for key in house.grains[grain].key_columns}
    return pa.schema({**keys, **needed}.items())
