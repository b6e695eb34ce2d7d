"""The candidate's files on this machine, and the editor on them."""
