"""What the room of poverty counts, section H of the sector's list: from the review, and from reports (``support``).

Stocks are households (or people) in the newest decided review of their commune; flows compare the class signed in a year's
review with the class signed the year before. Rates are made of the two figures they name, never averaged.
"""

from . import classes, deprivations, groups, money, movements, multidimensional

# The figures of the review in the order the catalogue lists them.
listed = (
    classes.counts,
    classes.rates,
    groups.groups,
    movements.movements,
    deprivations.deprivations,
    deprivations.deprivation_rates,
    deprivations.causes,
    deprivations.children,
    multidimensional.alkire_foster,
    classes.quality,
    money.money,
)
