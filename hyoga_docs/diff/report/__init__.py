"""Reports of what changed between packets, for people."""
