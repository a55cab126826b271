"""Forms of attribution in Russian."""

from __future__ import annotations

import re
from collections.abc import Iterator

from features.attribution.english import labelled, written_by
from features.attribution.roles import Claim, Form, Role, Spot

_DATELINE = re.compile(r"[ \xa0]?[./—–-]")


def _agency(spot: Spot) -> Iterator[Claim]:
    """``МОСКВА, 30 сен — РИА Новости``, ``/ТАСС/``: an agency within the head of a line."""
    if spot.start - spot.line_start <= 60 and _DATELINE.match(spot.text, spot.end):
        yield spot.claim(Role.AGENCY, spot.start, spot.start, spot.end)


FORMS: tuple[Form, ...] = (
    Form(
        ("Автор", "Авторы", "Автор текста", "Текст", "Корреспондент", "Журналист", "автор"),
        labelled(Role.AUTHOR),
    ),
    Form(
        ("Опубликовал", "Опубликовано", "Написал", "Подготовил", "Подготовила", "Подготовили"),
        written_by(Role.AUTHOR, person=True),
    ),
    Form(("Редактор", "Под редакцией"), labelled(Role.EDITOR)),
    Form(("Перевод", "Переводчик"), labelled(Role.TRANSLATOR)),
    Form(("Фото", "Фотограф"), labelled(Role.PHOTOGRAPHER, people=False)),
    Form(("Источник", "По материалам", "Первоисточник"), labelled(Role.SOURCE, people=False)),
    Form(("ТАСС", "РИА Новости", "Интерфакс", "РБК"), _agency),
)
"""Russian forms."""
