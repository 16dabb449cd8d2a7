"""What each row is, and cells that are told by the rows round them."""
