"""Benchmarks: matching by stage, growth, memory, and Splink side by side."""
