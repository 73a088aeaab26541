"""What the room of labour writes on paper, an area a file."""
