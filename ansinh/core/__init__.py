"""The small things every room stands on: days, names, numbers, access, audit, Arrow in and out, lists and charts.

Nothing of the sector: a word of the law or a form does not belong here."""
