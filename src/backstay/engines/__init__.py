"""Where work runs. A reader does not know."""

from .local import map_ordered

__all__ = ["map_ordered"]
