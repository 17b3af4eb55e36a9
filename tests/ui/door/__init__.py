"""Tests of the screen at the door."""
