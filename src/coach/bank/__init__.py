"""Questions and company patterns: plain YAML read with care, made executable on this machine, and checked."""
