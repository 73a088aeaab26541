"""Work on whole populations, and files read and explained."""
