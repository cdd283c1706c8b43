"""Documents of the contracts, made from the message classes alone."""
