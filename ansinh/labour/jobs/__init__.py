"""What the machine works out and reads in the room of labour."""
