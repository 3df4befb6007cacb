"""The reference pages, made from the code: `python -m scripts.docs` writes them, `--check` tells which are stale."""
