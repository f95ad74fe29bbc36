"""What a Word file says of its own text: stories, styles, fonts, numbers of lists, tracked changes."""
