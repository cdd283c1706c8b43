"""One function per message."""
