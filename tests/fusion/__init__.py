"""Tests of the fusion engine."""
