"""A made-up province at full size, built by the real rules and the real acts. Nobody in it exists."""
