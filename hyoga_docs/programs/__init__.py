"""Other programs, started with limits and ended with their children; this room alone starts any."""
