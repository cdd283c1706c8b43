"""Resources of products that the stack does not simulate otherwise, declared as data."""
