"""A claim -> the indicator it speaks of, with the words that decided it."""

from .mapper import Mapper

__all__ = ["Mapper"]
