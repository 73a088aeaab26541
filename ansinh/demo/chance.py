"""Chance that depends only on who is asked what: the same person and question give the same answer, whoever else is asked."""

import zlib

import numpy as np

_STEP, _FIRST, _SECOND = (np.uint64(number) for number in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB))


class Chance:
    """Numbers from 0 up to 1 for each of `ids`, one stream for every question; a new `attempt` gives new numbers."""

    def __init__(self, seed: int, ids: np.ndarray, attempt: np.ndarray, year: int = 0) -> None:
        self._year = year
        with np.errstate(over="ignore"):
            self._base = ids.astype(np.uint64) * _STEP + attempt.astype(np.uint64) * _SECOND + np.uint64(seed)

    def __call__(self, question: str) -> np.ndarray:
        """One number an id for this question."""
        with np.errstate(over="ignore"):
            mixed = self._base + np.uint64(zlib.crc32(question.encode())) * _FIRST
            mixed = (mixed ^ (mixed >> np.uint64(30))) * _FIRST
            mixed = (mixed ^ (mixed >> np.uint64(27))) * _SECOND
            mixed = mixed ^ (mixed >> np.uint64(31))
        return (mixed >> np.uint64(11)).astype(np.float64) * 2.0**-53

    def yearly(self, question: str) -> np.ndarray:
        """As a plain question, but another year gives other numbers: for what changes from one year to the next."""
        return self(f"{question}.{self._year}")

    def bell(self, question: str) -> np.ndarray:
        """About normal with mean 0 and deviation 1: three even numbers added."""
        return (self(question + ".1") + self(question + ".2") + self(question + ".3") - 1.5) * 2

    def pick(self, question: str, *weights: np.ndarray | float) -> np.ndarray:
        """The number (from 0) of the one chosen by weight."""
        edges = np.cumsum(np.stack([np.broadcast_to(weight, self._base.shape) for weight in weights]), axis=0)
        return np.minimum((self(question) * edges[-1] >= edges).sum(axis=0), len(weights) - 1)
