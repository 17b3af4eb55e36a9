"""Tests of what the facilitator sees of phones."""
