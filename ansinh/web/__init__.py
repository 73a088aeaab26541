"""The doors: settings, addresses, the frame of every page, sign in, and an officer's day."""
