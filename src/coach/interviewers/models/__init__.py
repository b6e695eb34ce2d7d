"""Language models behind one protocol: what is asked of them, what they answer, how they fail."""
