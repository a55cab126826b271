from collections.abc import Sequence

from detector.html.content import Candidate
from detector.html.tidying import Tidied
from detector.html.walk import Walked
from features.blocks import BlockKind

def tidy(walked: Walked, roles: Sequence[int]) -> Tidied: ...
def kinds(
    candidates: Sequence[Candidate], parents: Sequence[int], own: Sequence[int]
) -> list[BlockKind]: ...
