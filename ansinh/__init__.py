"""An Sinh: one system for the year of a province's labour, merit and social affairs sector."""

__version__ = "0.1.0"
