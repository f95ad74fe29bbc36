"""The pages of a paper before and after: which is which, what became of each letter, and where to look."""
