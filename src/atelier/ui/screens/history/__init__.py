"""The screen `history`."""
