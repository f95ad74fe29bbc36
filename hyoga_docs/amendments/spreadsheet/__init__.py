"""Spreadsheets that clerks write in: Excel books, the only room that knows openpyxl, and csv files."""
