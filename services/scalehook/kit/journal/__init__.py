"""Where entries are kept: the protocol, and its three implementations."""
