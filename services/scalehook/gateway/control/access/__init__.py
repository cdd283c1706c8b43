"""Who was refused what, why, and which policies somebody needs."""
