"""One function for each message."""
