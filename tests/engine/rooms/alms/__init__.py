"""Alms: families, the rules of two years, what is counted."""
