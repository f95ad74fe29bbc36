"""What is changed in a PowerPoint file, so that LibreOffice prints what PowerPoint does."""
