"""The project: settings, addresses, users, operation. It may import everything; nothing imports it."""
