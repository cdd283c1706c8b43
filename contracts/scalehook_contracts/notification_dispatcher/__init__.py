"""The fan-out of lifecycle notifications."""
