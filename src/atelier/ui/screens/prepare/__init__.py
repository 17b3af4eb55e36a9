"""The screen `prepare`."""
