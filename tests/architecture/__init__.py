"""Tests of the shape of the source: what reviewers would otherwise have to say again and again."""
