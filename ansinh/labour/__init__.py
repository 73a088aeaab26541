"""Jobs, work abroad, unemployment insurance, vocational training, safety and relations at work: what the sector counts of them.

No register of this room is kept yet: its indicators are declared, known from reports received."""
