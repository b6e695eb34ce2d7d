"""A report in words: the feedback as Markdown and as JSON. It adds no judgement of its own."""
