"""Taking a reviewed text back: read, matched with the workshop, told as differences, accepted one by one."""
