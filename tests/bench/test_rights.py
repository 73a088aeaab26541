"""What the bench sets side by side gives the same, also where nobody is like anybody."""

from tests.bench import rights


def test_sql_by_hand_gives_every_person_what_the_rules_give():
    drawn = rights.drawn_rights(1_000, seed=3)

    compared = rights.prove_equal(drawn, unusual=3_000)

    assert compared == 4_000
    assert len(rights.figures()) >= 12
    assert rights.ours(drawn).num_rows == 1_000
