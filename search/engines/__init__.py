"""Search engines behind one port; which one is used is named in the settings."""
