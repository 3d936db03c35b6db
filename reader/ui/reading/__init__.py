"""The reading screen and its commands, by family."""
