"""Grades the interviewer: scripted candidates go through questions, and code reads what was said to them."""
