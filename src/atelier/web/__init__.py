"""The capture server: pages for phones, and what they send."""
