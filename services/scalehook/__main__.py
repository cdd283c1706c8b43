"""`python -m scalehook`: the command line."""

from scalehook.cli.entry import main

main()
