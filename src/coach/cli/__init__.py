"""The command line: one file per group of commands. stdout is data, stderr is narration."""
