"""What people can do: one entry a command, from which keys, footer, palette and help come."""
