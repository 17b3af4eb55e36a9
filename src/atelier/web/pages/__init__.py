"""The pages, as HTML."""
