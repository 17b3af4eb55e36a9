"""The room screen: what everybody in the room sees."""
