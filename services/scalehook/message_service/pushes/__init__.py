"""Giving a published message to a subscriber."""
