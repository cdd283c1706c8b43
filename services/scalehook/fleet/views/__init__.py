"""What the APIs describe."""
