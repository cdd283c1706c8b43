"""The flow of messages as a picture: which things have sent each other something, read from events."""
