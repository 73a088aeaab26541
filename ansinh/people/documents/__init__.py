"""What the room of people writes on paper: the copy of everything held about a person."""

from .held import Register, held_about, looks_at
from .paper import held_paper

__all__ = ["Register", "held_about", "held_paper", "looks_at"]
