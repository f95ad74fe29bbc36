"""From the packet to what is committed: review text and manifest; and what a build stood on."""
