"""The commands, one file each: they alone print, exit, and ask what day and what machine it is."""
