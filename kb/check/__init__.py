"""Promises that hold across records."""
