"""The engine: plans interviews, leads them question by question, and has them judged."""
