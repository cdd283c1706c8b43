"""Many seeds of a scenario: run on all cores, counted together, told as a table, JSON, CSV, HTML."""
