"""What the room of labour publishes, an area a file."""
