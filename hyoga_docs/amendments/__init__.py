"""Charter and roster amended, and what an amendment changes as papers."""
