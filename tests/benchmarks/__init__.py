"""What is measured rather than tested; docs/benchmarks.md has the figures."""
