"""Forms of attribution in French."""

from __future__ import annotations

from features.attribution.english import by_line, labelled, written_by
from features.attribution.roles import Form, Role

FORMS: tuple[Form, ...] = (
    Form(("Par:", "Par ", "PAR ", "\npar ", " par "), by_line),
    Form(
        (
            "Publié par",
            "publié par",
            "Écrit par",
            "écrit par",
            "Rédigé par",
            "rédigé par",
            "Posté par",
            "Ecrit par",
            "Propos recueillis par",
            "Article de",
            "Un article de",
        ),
        written_by(Role.AUTHOR),
    ),
    Form(("Auteur", "Auteure", "Autrice", "Auteurs", "Rédacteur", "Texte"), labelled(Role.AUTHOR)),
    Form(("Édité par", "Relu par"), written_by(Role.EDITOR)),
    Form(("Traduit par", "Traduction"), written_by(Role.TRANSLATOR)),
    Form(
        ("Crédit photo", "Photographies", "Photographe"), labelled(Role.PHOTOGRAPHER, people=False)
    ),
    Form(("Source ", "Sources"), labelled(Role.SOURCE, people=False)),
)
"""French forms."""
