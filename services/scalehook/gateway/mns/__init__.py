"""MNS: REST with XML bodies, at the root of the port."""
