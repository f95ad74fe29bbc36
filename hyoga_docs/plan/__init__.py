"""What will be built, decided before a byte is written; pure."""
