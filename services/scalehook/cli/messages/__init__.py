"""Messages on the command line: as they are given, as they are shown, and what became of them."""
