"""Places: administrative units through time, who became whom, and which body serves where.

A unit has an id, a kind, a name, a parent and a span; a succession says who became whom, on which day, whole or in part.
Records keep the unit of their own day; figures move to another day's map by `rebase`, with equal sums.
Ids: the official code for units of the 63-province structure, `code@2025` for those that begin on 1 July 2025.

Laws: Resolution 202/2025/QH15 (34 provinces), 203/2025/QH15 and Law 72/2025/QH15 (no districts), and the resolutions named
in `jobs/data/changes.yaml`; who serves: `jobs/data/competences.yaml`. Units come from the package `vietnamadminunits` (MIT)."""
