"""Pure analysis of Polish, Lithuanian and English text: the same terms for every search engine."""
