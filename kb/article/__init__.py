"""Articles that stay true: markers, what fills them, what changed since, what a draft gets wrong.

No code in an article is ever run: a marker names records and fields, and nothing else.
"""
