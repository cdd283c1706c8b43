"""The pure part of a service: its state, one message at a time. Knows no event loop."""
