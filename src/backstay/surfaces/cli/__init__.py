"""The command line. `main.py` puts it together; each command is one file and loads what it needs when it runs."""
