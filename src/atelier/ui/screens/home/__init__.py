"""The screen `home`."""
