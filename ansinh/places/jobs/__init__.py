"""Work on all units at once: loading them, and listing what their source leaves open."""

from ansinh.places.jobs.check import Finding, open_questions
from ansinh.places.jobs.loading import Counted, load

__all__ = ["Counted", "Finding", "load", "open_questions"]
