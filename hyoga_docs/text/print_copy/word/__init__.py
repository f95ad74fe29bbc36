"""What is changed in a Word file, so that LibreOffice prints what Word does."""
