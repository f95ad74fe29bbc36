"""The packet as PDF/A-2u, or what stands in the way."""
