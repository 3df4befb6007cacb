"""Outlines of countries for the map of the web pages."""
