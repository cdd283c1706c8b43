"""Virtual time: the only clock, and what moves it."""
