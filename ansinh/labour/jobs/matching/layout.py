"""What the kernel sees of a seeker and of a vacancy: one record each, nothing of it their sex or ethnic group."""

import numpy as np

OCCUPATIONS, WORDS, PLACES, ASKED = 4, 6, 4, 8
SKILL_WORDS = 8  # of 64 bits: 512 skills
ANYWHERE = -2

TERMS = (
    "occupation", "skills", "distance", "wage", "education", "experience", "freshness", "congestion", "words",
)  # fmt: skip
# The order of the bits: keys of labour.words.MATCH_BARS.
BARS = (
    "closed", "full", "inactive", "no_consent", "too_young", "minor", "certificate", "night", "shifts", "hours", "place", "wage", "access",
)  # fmt: skip
BAR = {name: 1 << bit for bit, name in enumerate(BARS)}

# Codes are 4-digit occupations with their shares of certainty, the surest first; places are numbers of `features.PlaceBook`;
# wages are thousand dong a month, 0 unknown, likely ones those of the occupation where none is told;
# experience is months; certificates and skills are sets of bits.
SEEKER = np.dtype(
    [
        ("id", "i8"), ("skills", "u8", (SKILL_WORDS,)), ("certificates", "u8"),
        ("codes", "i2", (OCCUPATIONS,)), ("shares", "f4", (OCCUPATIONS,)), ("unknown", "f4"),
        ("words", "i4", (WORDS,)), ("willing", "i4", (PLACES,)), ("province", "i4"),
        ("north", "f4"), ("east", "f4"), ("farthest", "f4"), ("wage", "f4"), ("likely_wage", "f4"),
        ("barred", "u2"), ("months", "i2"), ("hours", "i2"),
        ("age", "u1"), ("education", "i1"), ("access", "u1"), ("nights", "?"), ("shifts", "?"), ("tells_skills", "?"),
    ],
    align=True,
)  # fmt: skip
VACANCY = np.dtype(
    [
        ("id", "i8"), ("certificates", "u8"),
        ("codes", "i2", (OCCUPATIONS,)), ("shares", "f4", (OCCUPATIONS,)), ("unknown", "f4"),
        ("asked", "i2", (ASKED,)), ("weights", "f4", (ASKED,)), ("asked_total", "f4"),
        ("words", "i4", (WORDS,)), ("commune", "i4"), ("province", "i4"),
        ("north", "f4"), ("east", "f4"), ("shrink", "f4"), ("wage", "f4"), ("likely_wage", "f4"), ("stale", "f4"), ("crowd", "f4"),
        ("barred", "u2"), ("months", "i2"), ("hours", "i2"),
        ("education", "i1"), ("access", "u1"), ("is_adult_work", "?"), ("night", "?"), ("shifts", "?"), ("dormitory", "?"),
    ],
    align=True,
)  # fmt: skip
# The weights with what stands beside them in data/matching.yaml.
SETTING = np.dtype(
    [
        (name, "f8")
        for name in (
            "occupation", "skills", "distance", "moving", "wage", "education", "overeducation", "experience", "freshness", "congestion",
            "words", "least_related", "unknown_related", "skill_floor", "skills_not_told", "hidden_wage", "wage_span", "road_factor",
            "unknown_km", "least_age", "adult_age",
        )
    ]
    + [("related", "f8", (5,))]
)  # fmt: skip
