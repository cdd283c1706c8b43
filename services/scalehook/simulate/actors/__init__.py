"""Whoever acts on the cloud from outside: load, consumers, what kills services."""
