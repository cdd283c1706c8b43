"""RAM and STS: users, keys, roles, policies, and who may do what."""
