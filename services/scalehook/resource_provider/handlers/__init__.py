"""One function for each message, and one for all declared operations."""
