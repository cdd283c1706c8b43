"""POSTs to endpoints of users, wherever a service pushes to them."""
