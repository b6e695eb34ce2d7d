"""What a programming language is to this product: one folder of data and harness files each, and nothing else."""
