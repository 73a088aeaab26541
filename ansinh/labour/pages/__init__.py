"""Pages of the room of labour, an area a file."""
