"""Vis-à-vis publishes a text and its translation face to face."""

__version__ = "0.1.0"
