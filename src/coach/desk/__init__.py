"""The candidate's desk, the same at every front door: their files, and what lies ready to be handed in."""
