"""The phones of the tables, and their codes."""
