"""The rules of alms, a file a standard."""
