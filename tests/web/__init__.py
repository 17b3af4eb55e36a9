"""Tests of the capture server."""
