"""What a person's interviews say together: skill, readiness, trends and a schedule. Pure: no clock, no files."""
