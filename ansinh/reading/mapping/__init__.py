"""A claim -> the indicator it speaks of, with the words that decided it.

How an indicator is spoken of is declared with it (``Indicator.said``, ``Outside.said``, learnt ``Variant``): patterns of
phrases, see ``phrases``. A pattern is not a rule that fires but a question how near its words stand to the number:

    words       the text as folded syllables: one spelling of tones, short forms written out
    phrases     the pattern language, and one index that finds all phrases of all patterns in one walk
    zones       how near a phrase is to a number: its noun phrase, its clause, its parent, the head of the sentence
    units       which units go together
    compiled    the catalogue made ready: patterns, shares, falls, parts
    mapper      patterns met near a claim -> targets with a score
    choosing    the best target; what a claim has from the one before it; how sure one may be

Where two targets fit a number about as well, the figure that most reports give comes first: ``data/usual.yaml`` holds the ids
such figures are published under (names or ``also`` of indicators). Where a text says of a narrower indicator nothing that tells
it from the plain one, the plain one is meant: ``data/plain.yaml``. What any office counts of itself (papers, procedures,
petitions; ``own_affairs`` in ``data/words.yaml``) is the sector's only under the letterhead of a body of the sector or beside
its name.

Common words ("người", "kinh phí") and names of bodies stand in ``data/words.yaml``, short forms in ``data/short_forms.yaml``,
subjects outside the sector in ``data/outside.yaml``.
"""

from .mapper import Mapper
from .units import fits

__all__ = ["Mapper", "fits"]
