"""What is wrong: one file a family, each a function from a plan or from texts to a list of problems."""
