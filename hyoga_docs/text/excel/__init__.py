"""What an Excel file says of its own cells: sheets, ranges, number formats, what is printed."""
