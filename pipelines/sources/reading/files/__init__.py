"""Bytes of any type of file to tables of cells."""
