"""Running a candidate's code in isolation: in a container, or, for their own code, in the local ladder."""
