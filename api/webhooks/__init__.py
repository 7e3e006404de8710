"""Webhooks: what is published is told to the addresses that ask for it, in the form of Standard Webhooks."""
