"""The cloud's operations: found, built, called as somebody, answered."""
