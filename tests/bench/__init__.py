"""How fast and how big, side by side in one run: `make bench`. Nothing here fails for being slow; it says what was measured.

Two ways of doing one thing are run in turn (A B A B) and compared by the median; peak memory is that of a process of its
own. What stands beside ours is a pattern written here, never a product."""
