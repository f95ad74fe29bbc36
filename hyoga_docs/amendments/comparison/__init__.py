"""Two states, and what changed between them."""
