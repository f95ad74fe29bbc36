"""Others' PDFs and pictures: opened in a process with limits, cleaned, read."""
