"""How it looks: one module a format. Knows the document of kb.view.document and nothing else."""
