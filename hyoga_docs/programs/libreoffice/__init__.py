"""LibreOffice: found, set up, and asked to convert."""
