"""What is searched for, and how often: for editors to see what is missing, without who searched."""
