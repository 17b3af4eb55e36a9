"""From a report to documents: one writer a format."""
