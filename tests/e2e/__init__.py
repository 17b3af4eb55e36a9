"""The program as people use it: in a real terminal, driven by keys."""
