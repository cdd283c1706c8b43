"""The HTTP face of the cloud: RPC APIs, MNS, and the endpoints of the stack itself. No state."""
