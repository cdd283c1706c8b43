"""What is true of every run, whatever goes wrong on its way: each says in words what is not so."""
