"""The site layer: the MkDocs plugin, its pages and their templates, the search, the theme."""
