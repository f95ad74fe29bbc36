"""Papers that arrive: what each is called, where it belongs, the lines that are written for it, and what is still to come."""
