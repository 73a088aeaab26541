"""Reading files in a process of its own, so that a bad file can hang or break nothing else."""

from ansinh.reports.jobs.reader import READING_SECONDS, BadFile, read_apart, reader_version

__all__ = ["READING_SECONDS", "BadFile", "read_apart", "reader_version"]
