"""Where editors keep synonyms and recommendations, and read what visitors search for."""
