"""What the room of labour counts, sections A to E of the sector's list. Declared before its registers exist: known from reports."""
