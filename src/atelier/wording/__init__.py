"""What the room is shown and told, in words: screens and pages draw the same."""
