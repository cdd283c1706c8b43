"""How much there was of something over time: what graphs show."""
