"""Zip archives of arrays, as models are kept in: read whole, within bounds, without pickle."""

from __future__ import annotations

import io
import math
import tokenize
import zipfile
import zlib

import numpy as np
import numpy.typing as npt

_PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED = 0x1
_VERSIONS = {
    (1, 0): np.lib.format.read_array_header_1_0,
    (2, 0): np.lib.format.read_array_header_2_0,
}

_NO_HEADER = (
    MemoryError,
    OverflowError,
    RecursionError,
    SyntaxError,
    TypeError,
    tokenize.TokenError,
)
"""What numpy's reader of headers lets through besides ``ValueError``."""


def read_members(data: bytes, most: int, size: int) -> dict[str, bytes]:
    """The members of an archive by name; ``ValueError`` says why they cannot be had.

    At most ``most`` members that unpack to at most ``size`` bytes together, plain or deflated,
    each name once.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > most or sum(member.file_size for member in members) > size:
                raise ValueError("it unpacks to more than a model may have")
            if len({member.filename for member in members}) < len(members):
                raise ValueError("a name stands in it twice")
            if any(m.compress_type not in _PACKED or m.flag_bits & _ENCRYPTED for m in members):
                raise ValueError("it is encrypted or packed in a way no model is")
            return {member.filename: archive.read(member) for member in members}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OverflowError) as error:
        raise ValueError(str(error) or type(error).__name__) from error


def read_array(content: bytes) -> npt.NDArray[np.generic]:
    """One array of numbers; ``ValueError`` for objects and for a length that is not there.

    Memory is taken only for what the file holds, whatever shape its header claims.
    """
    file = io.BytesIO(content)
    header = _VERSIONS.get(np.lib.format.read_magic(file))
    if header is None:
        raise ValueError("an array in a version of the format no model uses")
    try:
        shape, by_columns, kind = header(file)
    except _NO_HEADER as error:
        raise ValueError(f"an array whose header cannot be read ({error})") from error
    if kind.hasobject:
        raise ValueError("an array of objects, which only unpickling would make")
    if (
        any(length < 0 for length in shape)
        or math.prod(shape) * kind.itemsize != len(content) - file.tell()
    ):
        raise ValueError("an array of another length than it says")
    array = np.frombuffer(content, dtype=kind, offset=file.tell())
    return array.reshape(shape, order="F" if by_columns else "C")
