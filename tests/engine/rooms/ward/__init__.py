"""Wards: a room that only publishes facts."""
