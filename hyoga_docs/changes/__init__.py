"""Two packets → what changed: structure, words, pages."""
