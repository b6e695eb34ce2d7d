"""Clocks, and what coach tells of its own work: logs for people, metrics for a monitor."""
