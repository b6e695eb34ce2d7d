"""Where sessions are kept: `sqlite` on disk, `memory` for tests and examples."""
