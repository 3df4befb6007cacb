"""Where a name in a text is: toponyms found, and each resolved to a place with coordinates, or to none."""

from .gazetteer import Gazetteer, Place
from .outlet import Outlet
from .places import Places
from .recognise import Mention
from .resolve import Located
from .settle import settle

__all__ = ["Gazetteer", "Located", "Mention", "Outlet", "Place", "Places", "settle"]
