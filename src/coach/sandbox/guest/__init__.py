"""What runs inside a sandbox: the supervisor and its system calls. Standard library only."""
