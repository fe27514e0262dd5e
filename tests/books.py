"""A book of one chapter, long enough to show what is usual in it."""

from __future__ import annotations

NOUNS = {
    "river": "rivière",
    "bridge": "pont",
    "keeper": "gardien",
    "harbour": "port",
    "garden": "jardin",
    "letter": "lettre",
    "window": "fenêtre",
    "winter": "hiver",
    "market": "marché",
    "forest": "forêt",
}
VERBS = {
    "crossed": "traversa",
    "watched": "regarda",
    "painted": "peignit",
    "forgot": "oublia",
    "sold": "vendit",
}
NAMES = ["Anna", "Marten", "Odile", "Ruben"]


def book() -> tuple[list[str], list[str]]:
    """Forty pairs that say different things with the same few words."""
    english, french = [], []
    nouns, verbs = list(NOUNS), list(VERBS)
    for n in range(40):
        one, two, verb = nouns[n % 10], nouns[(3 * n + n // 10 + 1) % 10], verbs[n % 5]
        name, year = NAMES[n % 4], 1800 + 7 * n
        english.append(
            f"In {year} {name} {verb} the {one} and the {two}, because the {two} was old."
            " Nobody knew."
        )
        french.append(
            f"En {year} {name} {VERBS[verb]} : {NOUNS[one]} et {NOUNS[two]},"
            f" car {NOUNS[two]} était ancien. Personne ne savait."
        )
    return english, french
