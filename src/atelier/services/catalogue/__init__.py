"""What workshops are made from: formats and canvases, shipped in `data/` or written by the user."""
