"""Messages: sent, received, peeked at, held and deleted."""
