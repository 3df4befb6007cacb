"""The README's pictures, made from the running program: `python -m scripts.pictures.make`."""
