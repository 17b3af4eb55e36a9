"""Workshop files that went on apart, on two laptops, as one file again; and what came from where."""
