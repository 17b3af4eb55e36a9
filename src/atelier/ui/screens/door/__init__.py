"""The screen `door`: who comes in, and the tables that this makes for."""
