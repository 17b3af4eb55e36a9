"""The workshop itself: frozen dataclasses and pure functions, standard library only."""
