"""The desk: the edition's own pages in the browser, on one's own machine, with hands.

It writes through `action/` alone. What it adds to a page is one script with the modules that this
imports, one style sheet, and the interface that `manual/how-to/desk.md` describes.
"""
