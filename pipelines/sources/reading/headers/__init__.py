"""Where a header stands, and what its words ask of whom."""
