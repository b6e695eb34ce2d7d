"""The full-screen terminal app. It has no rules of its own: everything is asked of the service."""
