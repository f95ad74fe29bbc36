"""The roster in Excel and csv: written out, and read back as amendments; the only user of openpyxl."""
