"""The commands, one file each: this room alone prints, exits, and asks what day and what machine it is."""
