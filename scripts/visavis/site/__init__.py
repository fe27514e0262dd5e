"""The site layer: the MkDocs plugin, composed pages, search index and theme."""
