"""The nouns of an interview: frozen values that know their own rules and nothing of the outside."""
