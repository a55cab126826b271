"""Calendar dates written in text and attributes, read as ``YYYY-MM-DD``."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_MONTHS = """
january jan januar janvier enero ene января янв gennaio janeiro januari stycznia ledna tammikuuta
february feb februar février fév febrero февраля фев febbraio fevereiro februari lutego února
march mar märz mär maerz mars marzo марта мар março maart marca března maaliskuuta
april apr avril avr abril abr апреля апр aprile kwietnia dubna huhtikuuta
may mai mayo мая maggio maio mei maj maja května toukokuuta
june jun juni juin junio июня июн giugno junho czerwca června kesäkuuta
july jul juli juillet juil julio июля июл luglio julho lipca července heinäkuuta
august aug août aout agosto ago августа авг augustus augusti sierpnia srpna elokuuta
september sep sept septembre septiembre сентября сен settembre setembro września září syyskuuta
october oct oktober okt octobre octubre октября окт ottobre outubro października října lokakuuta
november nov novembre noviembre ноября ноя novembro listopada listopadu marraskuuta
december dec dezember dez décembre diciembre dic декабря дек dicembre dezembro desember grudnia
"""
_MONTH = {name: i for i, row in enumerate(_MONTHS.strip().splitlines(), 1) for name in row.split()}

_YEAR_FIRST = re.compile(
    r"(?<![\d.])((?:19|20)\d\d)[ ]?([-/.年년])[ ]?(\d{1,2})[ ]?([-/.月월])[ ]?(\d{1,2})(?!\d)"
)
_DAY_FIRST = re.compile(r"(?<![\d.])(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d\d|\d\d)(?!\d)")
_NAMED = re.compile(
    r"(?<![\w])(\d{1,2})(?:st|nd|rd|th|er|º|\.)?[ \xa0](?:de[ ]|of[ ])?([^\W\d_]{3,12})\.?,?[ \xa0]"
    r"(?:de[ ]|del[ ])?((?:19|20)\d\d)(?!\d)"
    r"|(?<![\w])([^\W\d_]{3,12})\.?[ \xa0](\d{1,2})(?:st|nd|rd|th)?,?[ \xa0]((?:19|20)\d\d)(?!\d)"
)
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_CLOCK = re.compile(r"[ T\xa0\u3000]{0,3}(\d{1,2}):(\d\d)(?::(\d\d))?")


class Date(NamedTuple):
    """A date that stands at ``[start, end)``, as ``YYYY-MM-DD``."""

    start: int
    end: int
    iso: str


def iso(year: int, month: int, day: int) -> str | None:
    """``YYYY-MM-DD`` if the three make a day between 1980 and 2099, else ``None``."""
    if not (1980 <= year <= 2099 and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    if day > 28 and day > (
        29
        if month == 2 and year % 4 == 0
        else (28 if month == 2 else 30 + (month + month // 8) % 2)
    ):
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def _month(name: str) -> int:
    return _MONTH.get(name.lower(), 0)


def dates_in(
    text: str, start: int = 0, stop: int | None = None, *, month_first: bool = False
) -> list[Date]:
    """Dates written in ``text[start:stop]``, by offset.

    ``3/4/2020`` is read day first unless the first number cannot be one, or ``month_first``.
    """
    stop = len(text) if stop is None else stop
    years = _years(text, start, stop)
    found = [*_numeric(text, years, start, stop, month_first), *_worded(text, years, start, stop)]
    found.sort()
    return found


def _numeric(
    text: str, years: Sequence[int], start: int, stop: int, month_first: bool
) -> Iterator[Date]:
    for m in _year_first(text, years, start, stop):
        day = iso(int(m[1]), int(m[3]), int(m[5]))
        if day:
            yield Date(m.start(), m.end(), day)
    for m in _day_first(text, start, stop):
        a, b, year = int(m[1]), int(m[3]), int(m[4])
        if year < 100:
            if m[2] == "-":
                continue
            year += 2000 if year < 70 else 1900
        us = (m[2] == "/" and month_first) or b > 12
        day = iso(year, a, b) if us and a <= 12 else iso(year, b, a)
        if day:
            yield Date(m.start(), m.end(), day)


def _worded(text: str, years: Sequence[int], start: int, stop: int) -> Iterator[Date]:
    for m in _named(text, years, start, stop):
        if m[1]:
            day, month, year = int(m[1]), _month(m[2]), int(m[3])
        else:
            day, month, year = int(m[5]), _month(m[4]), int(m[6])
        if month:
            value = iso(year, month, day)
            if value:
                yield Date(m.start(), m.end(), value)


# The patterns above begin with a look behind or a choice, so that tried at every place they cost
# a third of a millisecond on a page. Each holds something rare that a plain scan finds: these
# give the matches ``finditer`` gives, tried only where that stands.
_SEPARATOR = re.compile(r"[./-](?=\d{1,2}[./-]\d\d)")
_BEFORE_YEAR = 28
"""Most characters of a named date before its year."""
_GAPS = (" ", "\xa0")
"""What stands right before the year of a named date."""


def _years(text: str, start: int, stop: int) -> list[int]:
    """Where four digits that can be a year stand, leftmost first, none inside another."""
    # Two searches for a plain string take a tenth of what one for a pattern takes.
    found = []
    for century in ("19", "20"):
        at = text.find(century, start, stop)
        while at >= 0:
            if at + 4 <= stop and text[at + 2 : at + 4].isdecimal():
                found.append(at)
            at = text.find(century, at + 1, stop)
    found.sort()
    years: list[int] = []
    for at in found:
        if not years or at >= years[-1] + 4:
            years.append(at)
    return years


def _year_first(text: str, years: Sequence[int], start: int, stop: int) -> Iterator[re.Match[str]]:
    for year in years:
        if year >= start and (m := _YEAR_FIRST.match(text, year, stop)):
            start = m.end()
            yield m


def _day_first(text: str, start: int, stop: int) -> Iterator[re.Match[str]]:
    for separator in _SEPARATOR.finditer(text, start, stop):
        at = separator.start()
        for begin in range(max(start, at - 2), at):
            if m := _DAY_FIRST.match(text, begin, stop):
                start = m.end()
                yield m
                break


def _named(text: str, years: Sequence[int], start: int, stop: int) -> Iterator[re.Match[str]]:
    for at in years:
        if text[at - 1 : at] not in _GAPS:
            continue
        begin = max(start, at - _BEFORE_YEAR)
        # The pattern looks one character past the year.
        if m := _NAMED.search(text, begin, min(stop, at + 5)):
            start = m.end()
            yield m


def read_date(value: str | None) -> str | None:
    """The day a metadata value names (ISO 8601, RFC 822, written out), as ``YYYY-MM-DD``."""
    return _read_date(value.strip()[:80]) if value else None


# A crawl says the same few days again and again, and calls many things a date that hold none.
@functools.lru_cache(maxsize=4096)
def _read_date(value: str) -> str | None:
    compact = _COMPACT.match(value)
    if compact:
        day = iso(int(compact[1]), int(compact[2]), int(compact[3]))
        if day:
            return day
    found = dates_in(value)
    return found[0].iso if found else None
