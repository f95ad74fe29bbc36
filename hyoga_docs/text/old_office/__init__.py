"""Old and foreign Office files before LibreOffice reads them: they keep what they showed, and fetch nothing.

LibreOffice computes some fields and formulas anew while it reads: today's date, a random number, a file's name.
"""
