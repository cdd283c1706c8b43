"""Requests that nobody means well with: drawn from a seed, signed by the account."""
