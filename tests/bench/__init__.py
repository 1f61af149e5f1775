"""Benchmarks: each compares the product with the barest code that does the same work, so that the machine cancels out."""
