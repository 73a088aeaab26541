"""What the room of benefits counts, sections F and G of the sector's list: from its registers, and from reports (the other files)."""
