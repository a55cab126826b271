"""Forms of attribution in Spanish (and the same words in Portuguese)."""

from __future__ import annotations

from features.attribution.english import by_line, labelled, written_by
from features.attribution.roles import Form, Role

FORMS: tuple[Form, ...] = (
    Form(("Por:", "Por ", "POR ", "\npor ", " por "), by_line),
    Form(
        (
            "Publicado por",
            "publicado por",
            "Escrito por",
            "escrito por",
            "Redactado por",
            "Escrita por",
            "Artículo de",
            "Postado por",
            "Entrevista de",
        ),
        written_by(Role.AUTHOR),
    ),
    Form(("Autora", "Redactor", "Redactora", "Texto", "Periodista"), labelled(Role.AUTHOR)),
    Form(("Editado por", "Edición"), written_by(Role.EDITOR)),
    Form(("Traducido por", "Traducción"), written_by(Role.TRANSLATOR)),
    Form(("Fotografía", "Fotos por", "Crédito"), labelled(Role.PHOTOGRAPHER, people=False)),
    Form(("Fuente", "Fuentes", "Fonte"), labelled(Role.SOURCE, people=False)),
)
"""Spanish forms."""
