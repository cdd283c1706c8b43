"""The RPC protocol: one path, the action as a parameter or header, JSON or XML."""
