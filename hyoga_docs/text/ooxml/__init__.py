"""Office files as packages of XML parts, read and written without an office program."""
