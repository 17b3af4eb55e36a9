"""What is prepared before a workshop, and adjusted during it: pure functions that each plan one action."""
