"""What closed pay-runs count: amounts, people up and down, cashless and on-time shares, unpaid, arrears, recoveries; sheets 301.2, 405.

Money is whole dong; sheets print millions. Amounts recognised (a month's right, arrears, one-offs, less recoveries) come from lines;
what was ordered, paid and not collected comes from orders; people and their change on the month before from payees."""

from . import budget, one_offs, orders, payees, programmes, recognised

# In the order the catalogue lists them.
listed = (
    recognised.recognised,
    programmes.programmes,
    one_offs.one_offs,
    orders.settled,
    payees.listed,
    budget.budget,
)
