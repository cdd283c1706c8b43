"""State as the describing operations answer it, by noun."""
