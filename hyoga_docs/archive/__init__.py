"""A meeting in one file for the archive of public documents, from which it builds again."""
