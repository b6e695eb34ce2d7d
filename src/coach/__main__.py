"""`python -m coach` is `coach`."""

from coach.cli.app import main

main()
