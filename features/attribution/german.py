"""Forms of attribution in German."""

from __future__ import annotations

from features.attribution.english import by_line, labelled, written_by
from features.attribution.roles import Form, Role

FORMS: tuple[Form, ...] = (
    Form(("Von:", "Von ", "VON ", "\nvon ", " von "), by_line),
    Form(
        (
            "Geschrieben von",
            "geschrieben von",
            "Veröffentlicht von",
            "veröffentlicht von",
            "Verfasst von",
            "verfasst von",
            "Erstellt von",
            "erstellt von",
            "Gepostet von",
            "Eingestellt von",
            "Ein Gastbeitrag von",
            "Ein Beitrag von",
            "Artikel von",
            "Beitrag von",
            "Ein Kommentar von",
            "Gespeichert von",
            "Eingereicht von",
            "Eine Analyse von",
            "Beitragsautor",
            "Beitrags-Autor:",
            "Publiziert von",
            "Interview von",
            "Eingetragen von",
        ),
        written_by(Role.AUTHOR),
    ),
    Form(
        ("Autor", "Autorin", "Autoren", "Autor/in", "Text", "Verfasser", "Redakteur", "AutorIn"),
        labelled(Role.AUTHOR),
    ),
    Form(("Redaktion", "Bearbeitung"), labelled(Role.EDITOR)),
    Form(("Übersetzung", "Übersetzt von", "Aus dem Englischen von"), written_by(Role.TRANSLATOR)),
    Form(("Foto", "Fotos", "Bild", "Bildquelle"), labelled(Role.PHOTOGRAPHER, people=False)),
    Form(("Quelle", "Quellen", "Originalquelle"), labelled(Role.SOURCE, people=False)),
)
"""German forms."""
