"""The screen `run`."""
