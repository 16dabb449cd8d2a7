"""Tables that are no plain list: side by side, sideways, forms, two rows a person."""
