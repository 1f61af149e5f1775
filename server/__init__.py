"""The central server: applies commands, numbers rows, answers exchanges."""
