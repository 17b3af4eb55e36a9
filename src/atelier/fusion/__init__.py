"""The engine that reads notes together: it proposes, explains and never loses a note."""
