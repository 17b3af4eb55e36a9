"""Atelier: run a world café from one laptop, and publish what it said."""

__version__ = "0.1.0"
