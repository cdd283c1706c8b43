"""What a message may hold, and what has become of it."""
