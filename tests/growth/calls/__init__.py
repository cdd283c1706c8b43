"""The calls whose cost must not grow, by what they are about."""
