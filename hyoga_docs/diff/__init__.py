"""What changed between two states of a meeting's papers: structure, words, pages."""
