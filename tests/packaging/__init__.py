"""Tests of the wheel, the pins and the documents."""
