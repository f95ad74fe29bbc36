"""What is changed in an Excel file, so that LibreOffice prints what Excel does."""
