"""One folder per language: `language.toml` says how it is built and run, beside it stand its harness files."""
