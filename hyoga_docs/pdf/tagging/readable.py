"""How a page can be read aloud, as it is told and recorded; needs nothing heavy."""

#: By its own tags, as cells of a sheet, in a guessed order, as a picture in the spec's words, by the title alone; or it is empty.
OWN, SHEET, MADE, DESCRIBED, PICTURE, BLANK = "own", "sheet", "made", "described", "picture", "blank"
