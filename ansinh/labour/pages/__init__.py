"""Pages of the room of labour, an area a file. What they add to a person's file is given here."""

from ansinh.labour.pages.exchange_person import person_sections

__all__ = ["person_sections"]
