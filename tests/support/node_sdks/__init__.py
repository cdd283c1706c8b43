"""The official SDKs for Node: a program that uses them, and what it sees."""
