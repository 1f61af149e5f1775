"""The tests, a package so that demo, benchmarks and soak can be run as modules from the project's folder."""
