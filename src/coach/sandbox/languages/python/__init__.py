"""The Python harness; it runs inside the sandbox and uses the standard library only."""
