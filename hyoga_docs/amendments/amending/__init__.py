"""改め文: the sentences that amend a charter, their reader, and the proof that they make the new text of the old one."""
