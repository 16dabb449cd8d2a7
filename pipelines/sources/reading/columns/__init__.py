"""What each column holds, by its header, its cells and its neighbours."""
