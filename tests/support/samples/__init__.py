"""Small services for testing the kit."""
