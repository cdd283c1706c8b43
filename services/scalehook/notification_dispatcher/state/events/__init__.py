"""What events change in the state: one function each."""
