"""A file's words as passages: Word, Excel, PowerPoint, csv, Markdown."""
