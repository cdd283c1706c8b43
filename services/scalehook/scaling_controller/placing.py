"""How many instances go where: level, whatever is there already."""

import heapq
from collections import Counter
from collections.abc import Mapping, Sequence


def level(there: Mapping[str, int], places: Sequence[str], amount: int) -> dict[str, int]:
    """So many more for each place, always where fewest are; of equal places the first. Places that get
    none are left out.
    """
    heap = [(there.get(place, 0), number, place) for number, place in enumerate(places)]
    heapq.heapify(heap)
    added: Counter[str] = Counter()
    for _ in range(amount if heap else 0):
        count, number, place = heap[0]
        heapq.heapreplace(heap, (count + 1, number, place))
        added[place] += 1
    return {place: added[place] for place in places if added[place]}


def shortfall(there: Mapping[str, int], places: Sequence[str]) -> int:
    """How many instances have to come to the poor places, and as many to leave the rich ones, until no
    two differ by more than one.
    """
    counts = sorted((there.get(place, 0) for place in places), reverse=True)
    if not counts or counts[0] - counts[-1] <= 1:
        return 0
    fair, over = divmod(sum(counts), len(counts))
    wanted = [fair + 1] * over + [fair] * (len(counts) - over)  # the richest keep what is left over
    return sum(max(want - count, 0) for want, count in zip(wanted, counts, strict=True))
