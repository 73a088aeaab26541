"""What the room of poverty counts, section H of the sector's list: from the review (``review``), and from reports (``support``)."""
