"""Fixtures for tests that open workshops."""

from tests.storage.fixtures import clock, open_session, path, places, session

__all__ = ["clock", "open_session", "path", "places", "session"]
