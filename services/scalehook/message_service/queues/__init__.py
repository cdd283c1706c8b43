"""What all handlers that touch the messages of a queue share."""
