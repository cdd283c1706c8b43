"""How messages get from one service to another: the protocol, and its two implementations."""
