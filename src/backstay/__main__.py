"""`python -m backstay` is the command line."""

from .surfaces.cli.main import run

if __name__ == "__main__":
    run()
