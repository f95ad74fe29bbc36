"""PDFs to the packet: read, clean, stamp, merge, tag, link; the only user of the PDF libraries."""
