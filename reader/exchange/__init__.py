"""Annotations in the forms of other programs."""
