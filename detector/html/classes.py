"""The class names of a document."""

from __future__ import annotations

import re

_CLASS = re.compile(' class="([^"]{1,2000})')
_CLASS_OTHER = re.compile(r""" class=(?:'([^']{1,2000})|([^\s"'>]{1,200}))""")
_CLASS_LIMIT = 2_000


def class_names(attributes: str) -> tuple[str, ...]:
    """Class names in the attributes of all elements, one a line; those in unusual quotes last."""
    values = _CLASS.findall(attributes)
    if len(values) < attributes.count("class="):
        values += [quoted or bare for quoted, bare in _CLASS_OTHER.findall(attributes)]
    return tuple(" ".join(values).split()[:_CLASS_LIMIT])
