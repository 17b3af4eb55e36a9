"""The text that people correct outside the program: what it is made of, and the codes that find it again."""
