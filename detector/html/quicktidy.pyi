from collections.abc import Sequence

from detector.html.content import Candidate
from detector.html.settling import Moved
from detector.html.tidying import Tidied
from detector.html.walk import Walked
from features.blocks import Block, BlockKind
from features.page import Link

def tidy(walked: Walked, roles: Sequence[int]) -> Tidied: ...
def kinds(
    candidates: Sequence[Candidate], parents: Sequence[int], own: Sequence[int]
) -> list[BlockKind]: ...
def order(
    candidates: Sequence[Candidate], chosen: Sequence[BlockKind]
) -> tuple[str, tuple[Block, ...], Moved | None]: ...
def links(
    anchors: Sequence[tuple[str, str]], places: list[int], moved: Moved | None, size: int
) -> tuple[Link, ...]: ...
