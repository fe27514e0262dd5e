"""What is marked in a rendered text: spaces, verse, terms of the glossary."""
