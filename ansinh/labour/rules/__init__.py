"""The rules of the room of labour."""
