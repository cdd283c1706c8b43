"""One function for each event."""
