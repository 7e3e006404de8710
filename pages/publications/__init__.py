"""What readers see: one publication a page or file and the one rule of who may read it."""
