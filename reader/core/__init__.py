"""What the program knows about text: pure functions and frozen values, without I/O, clock or interface."""
