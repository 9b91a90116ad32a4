"""Everything that can be done; one file per noun; every change starts here."""
