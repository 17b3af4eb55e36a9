"""Tests of Atelier."""
