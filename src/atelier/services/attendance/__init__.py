"""The day as it comes: who is there, and the tables that this makes for; each function plans one action."""
