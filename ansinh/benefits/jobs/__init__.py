"""Work on whole populations, and files read and explained."""

from .doubles import merge_concerns as merge_concerns
from .doubles import totals_of_people as totals_of_people
