"""What each kind of file says, as passages and tables of cells."""
