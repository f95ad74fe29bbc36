"""Plan and template in, Word document out; the only user of docxtpl and python-docx."""
