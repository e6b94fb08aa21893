"""Benchmarks, each beside the bare parts in the same run; results are kept in docs/reference/figures.md."""
