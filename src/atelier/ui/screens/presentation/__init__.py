"""The screen `presentation`."""
