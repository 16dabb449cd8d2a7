"""What goes wrong between a person and the row that names it."""
