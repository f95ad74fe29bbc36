"""The documents beside the packet: each letter of a meeting as Word and as PDF, made without the papers."""
