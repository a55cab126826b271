from detector.copies.sketch import Hashes, Ints
from features.text import Codes

def sampled(codes: Codes, threshold: int) -> tuple[Hashes, Ints]: ...
