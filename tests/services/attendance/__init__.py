"""Tests of who comes, and of the tables that this makes for."""
