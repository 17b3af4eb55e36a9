"""The collection: notes that arrive from phones, through the capture server."""
