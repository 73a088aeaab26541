"""Reads reports received: a file becomes a document, a document becomes claims, claims are mapped and tested.

Knows neither Django nor a register: the indicators it maps to, and what must hold between them, come as arguments
(``Catalogue``). Deterministic and offline. Each stage gives plain rows that can be kept, shown and scored:

    readers/      a file -> Document: text with offsets, blocks, tables, what could not be read
    document      the contract: Document, Block, Table, Heading
    claim         the contract: Claim, its kinds, units, comparators
    catalogue     the contract: the indicators claims may mean and what must hold between them
    heading       a text -> what it says of itself: title, issuer, number, day, place, period; what is doubtful about that
    sentences     text -> plain words, sentences, short forms defined in it, page furniture
    units         what a number counts: scale, percent, money, measures, nouns
    quantities    text -> numbers as written: value, unit, comparator, range, pairs
    standing      what holds where: things done or wanted, and of which time
    kinds         a number in its words -> result, target, percent of plan, change, prior year
    belonging     parts to their whole, shares to their count, plans and changes to their result
    claims        quantities in their clauses -> claims with kind, period, place
    tables/       a grid with its headers, or rows of a text that were one -> claims
    mapping/      a claim -> the indicator it speaks of, with the words that decided it
    proposer      the port for a model that may propose claims; off by default
    checks/       claims -> findings: the arithmetic that holds or does not
    reading       the front door: a file read whole
    consolidation many readings of one period -> one table of place and indicator
    score         claims and findings against annotations
"""
