"""The screen `fuse`."""
