"""The official SDKs, and a stack in a process of its own, for the end-to-end tests."""
