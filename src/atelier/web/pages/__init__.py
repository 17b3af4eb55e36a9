"""The pages that the capture server hands out: HTML, with the little that runs in it."""
