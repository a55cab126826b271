from detector.copies.sketch import Hashes, Ints

def intersect(
    values: Hashes, starts: Ints, short: Ints, long: Ints, common: Hashes, mask: int
) -> tuple[Ints, Ints]: ...
