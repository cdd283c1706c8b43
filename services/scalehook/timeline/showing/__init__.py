"""Trees for people and programs: a file for each form."""
