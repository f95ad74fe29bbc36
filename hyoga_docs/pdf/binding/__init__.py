"""Many PDFs to one packet: merged, stamped, linked, described, saved."""
