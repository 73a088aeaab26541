"""Amounts by the law: of a title in a month, of a person in a month, of a right once; and who has a right and no title.

A title is taken at the word of its decision. What ends it by itself is here: a suspension, a death, prison, an age, a pension."""
