"""Frozen structs: what a person did."""
