"""The screen `publish`."""
