"""How the files of a style look: one tuple of layouts a source."""
