"""Tests of the collection: notes from phones."""
