"""Reads reports received: a file becomes a document, a document becomes claims, claims are mapped and tested.

Knows neither Django nor a register: the indicators it maps to, and what must hold between them, come as arguments
(``Catalogue``). Deterministic and offline. Each stage gives plain rows that can be kept, shown and scored:

    readers/      a file -> Document: text with offsets, blocks, tables, what could not be read
    quantities    text -> numbers as written: value, unit, comparator, range, pairs
    sentences     text -> sentences and clauses, short forms defined in it, page furniture
    claims        quantities in their clauses -> claims with kind, period, place
    tables        a grid with its headers -> claims
    mapping       a claim -> the indicator it speaks of, with the words that decided it
    checks        claims -> findings: the arithmetic that holds or does not
    score         claims and findings against annotations
"""
