"""What clients see of the state."""
