"""Word, Excel and PowerPoint files to PDF; the only user of other programs."""
