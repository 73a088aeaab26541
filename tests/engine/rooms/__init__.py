"""Two small rooms, laid out as the house's are."""
