"""What the room of care counts, sections I, K and L of the sector's list. Declared before its registers exist: known from reports."""
