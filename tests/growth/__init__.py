"""No cost grows with what is there, or what is over: the same call in a small and in a large world."""
