"""The screen `capture`."""
