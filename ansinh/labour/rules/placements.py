"""Which of a person's placements counts as a job created: `labour.jobs_counted`, chosen and dated."""

from ansinh.engine import Expression, figure, or_else
from ansinh.law import Law


@figure(label_vi="Được đếm là một lao động được giải quyết việc làm", label_en="Counts as a person helped into work")
def placement_counts(placement_months: Expression, placement_longest_before: Expression, law: Law) -> Expression:
    """Long enough, or without a term; and the first such one of the person in the calendar year, where persons are counted.

    No circular defines it: sheets of Circular 02/2025/TT-BLĐTBXH only name it; the value of the law file says what was chosen."""
    counted = law.labour.jobs_counted
    is_long = or_else(placement_months >= counted.least_months, True)
    has_one_before = or_else(placement_longest_before >= counted.least_months, False)
    return is_long & ~(has_one_before & (counted.who == "person"))
