"""What a publication says: prose, tables, caveats and references, written from the records.

The same claims feed the sentences and the cells, so that the two cannot disagree. Nothing here
knows how a format looks; `kb.view.publication` is what the renderers draw.
"""
