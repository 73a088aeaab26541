"""The law of the poverty review as figures of a household: screening, points, deprivations, class, movement.

`UNDER` limits a file to the days on which the named standard is in force; two standards stand side by side."""
