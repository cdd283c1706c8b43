"""One function per operation, timer and outcome of Message Service."""
