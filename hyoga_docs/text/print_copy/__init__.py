"""An Office file made into the copy that LibreOffice prints: what its sender sees, and nothing that is computed anew."""
