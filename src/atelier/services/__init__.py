"""Use cases: they take and return domain values, check, save and publish."""
