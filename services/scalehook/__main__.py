"""`python -m scalehook`: the command line."""

from scalehook.cli.app import main

main()
