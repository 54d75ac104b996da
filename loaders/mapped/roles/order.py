"""The order of levels: from the documents where they have one, turned upward where their words say so."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain, combinations, pairwise
from statistics import mean

from loaders.mapped.wording.labels import is_step, page_name, read_label, without_level
from loaders.mapped.wording.levels import UNMARKED, count_of, rank, track_of
from loaders.mapped.wording.texts import plain
from loaders.mapped.wording.words import Words

MOST_COMPARED = 60  # levels of a sequence of which each is compared with each


def heights(levels: Iterable[str], titles: dict[str, list[str]], words: Words) -> dict[str, float]:
    """How high each level stands by the words of its titles or of itself; in the middle without such words, where
    others have a word before the same noun ("Baker" beside "Senior Baker").
    """
    found: dict[str, float] = {}
    levels = list(levels)
    for level in levels:
        said_titles = (title.removesuffix(level).strip() or title for title in titles.get(level) or [level])
        names = [name for name in said_titles if not _is_figure(name, words)]
        said = [value for name in names if (value := rank(name, words)) is not None]
        own = rank(level, words) if not _is_figure(level, words) else None
        if said or own is not None:
            found[level] = mean(said) if said else float(own or 0)
            unmarked = len(names) - len(said)
            found[level] = (found[level] * max(len(said), 1) + UNMARKED * unmarked) / (max(len(said), 1) + unmarked)
    nouns = {plain(without_level(level, words)) for level in found} - {""}
    return {level: UNMARKED for level in levels if plain(level) in nouns} | found


def _is_figure(level: str, words: Words) -> bool:
    """Whether a level is only counted, and no word says how high it is: "Band 5", "EG 9"."""
    return is_step(level, words) or read_label(level).code == level


def upward(sequence: Sequence[str], titles: dict[str, list[str]], words: Words) -> list[str]:
    """A sequence as it stands, or turned where most pairs of it say that it goes down. Levels that are all counted go
    by their figures, in whatever order they stand, unless the words of most pairs say that they are counted downward.
    """
    high = heights(sequence, titles, words)
    if counted := _by_count(sequence):
        told, every = _votes(counted, high, words), len(counted) * (len(counted) - 1) / 2
        return counted[::-1] if -told > every / 2 and list(sequence) in (counted, counted[::-1]) else counted
    if above := _above_counted(sequence, high):
        return above
    if _is_sorted_by_name(sequence, high):
        return sorted(sequence, key=lambda level: high[level])
    return list(sequence) if _votes(sequence, high, words, figures=True) >= 0 else list(reversed(sequence))


def _above_counted(sequence: Sequence[str], high: Mapping[str, float]) -> list[str]:
    """Counted levels by their figures, and above them the only one that has none ("AT" above "EG 9"), where the counted
    ones stand in no order; else nothing.
    """
    others = [level for level in sequence if not count_of(level)]
    rest = [level for level in sequence if count_of(level)]
    counted = _by_count(rest)
    alone = len(others) == 1 and len(counted) > 1
    highest = max((high[level] for level in rest if level in high), default=0)
    alone = alone and (others[0].isupper() or high.get(others[0], UNMARKED) >= highest)
    return [*counted, *others] if alone and rest not in (counted, counted[::-1]) else []


def _votes(sequence: Sequence[str], high: Mapping[str, float], words: Words, *, figures: bool = False) -> int:
    """How many pairs of a sequence go up by their words, less those that go down; without words by their figures."""
    votes = 0
    nouns = {level: plain(without_level(level, words)) for level in sequence}
    several = {noun for noun, count in Counter(nouns.values()).items() if noun and count > 1}
    for lower, upper in combinations(sequence, 2):
        one, other = high.get(lower), high.get(upper)
        jobs = {nouns[lower], nouns[upper]}
        if len(jobs) > 1 and "" not in jobs and jobs & several:
            continue  # "Senior Solicitor" and "Junior Partner": each word is of its own job
        if one and other and abs(one - other) < 1 and track_of(lower, words) != track_of(upper, words):
            continue  # words of two ladders, such as Staff and Manager
        if one is None or other is None or one == other:
            first, second = count_of(lower), count_of(upper)
            if not figures or not first or not second or first[0] != second[0]:
                continue
            one, other = first[1], second[1]
        votes += (other > one) - (other < one)
    return votes


def counted_on(levels: Iterable[str], sequences: Sequence[Sequence[str]]) -> list[list[str]]:
    """Counted levels of one kind by their figures, downward where sequences that have several count so; none of a kind
    that they have in both ways. So a level that stands in none of them has its place among them: "Band 2".
    """
    kinds: dict[str, list[str]] = defaultdict(list)
    for level in levels:
        if counted := count_of(level):
            kinds[counted[0]].append(level)
    ways: dict[str, set[bool]] = defaultdict(set)
    for lower, upper in chain.from_iterable(combinations(sequence, 2) for sequence in sequences):
        one, other = count_of(lower), count_of(upper)
        if one and other and one[0] == other[0]:
            ways[one[0]].add(one[1] < other[1])
    return [
        sorted(own, key=lambda level: (count_of(level) or ("", 0))[1], reverse=ways[kind] == {False})
        for kind, own in kinds.items()
        if len(ways[kind]) == 1
    ]


def _is_sorted_by_name(sequence: Sequence[str], high: Mapping[str, float]) -> bool:
    """Whether three levels or more stand in the order of the alphabet, and their words tell another one."""
    by_name = len(sequence) > 2 and list(sequence) == sorted(sequence, key=plain) and not any(map(count_of, sequence))
    told = [high[level] for level in sequence if level in high]
    apart = len(set(told)) == len(told) == len(sequence)
    return by_name and apart and told not in (sorted(told), sorted(told, reverse=True))


def _by_count(sequence: Sequence[str]) -> list[str]:
    """The levels by their figures; nothing where not all have another one of the same kind."""
    counts = {level: counted for level in sequence if (counted := count_of(level))}
    alike = len({letters for letters, _ in counts.values()}) == 1
    distinct = len({number for _, number in counts.values()}) == len(sequence) == len(counts)
    return sorted(counts, key=lambda level: counts[level][1]) if alike and distinct else []


def by_height(
    levels: Iterable[str], titles: dict[str, list[str]], words: Words, managers: Collection[str] = ()
) -> list[str]:
    """Levels that no document puts in an order: by their words, else by their figures; managers after the others.
    `managers` are the levels of which documents say that they are theirs.
    """

    def is_managed(name: str) -> bool:
        return track_of(name, words) == "management"

    levels = list(levels)
    high = heights(levels, titles, words)
    worded = len(set(high.values())) > 1 and len({round(value) for value in high.values()}) > 1
    prefixes: dict[str, list[str]] = defaultdict(list)
    for level in levels:
        if counted := count_of(level):
            prefixes[counted[0]].append(level)
    counted_all = sum(map(len, prefixes.values())) == len(levels)
    managed = {level for level in levels if any(map(is_managed, (level, *titles.get(level, []))))} | {*managers}
    lettered = counted_all and len(prefixes) > 2 and not managers and _are_categories(levels, high)
    disagree = worded and counted_all and not _agree(levels, high, managed)

    def key(level: str) -> tuple[float, ...]:
        counted = count_of(level)
        track = level in managed
        if lettered and counted:  # categories and their steps: "C2", "D1", "D2"
            return (float(ord(counted[0])), float(counted[1]))
        if counted_all and counted and not disagree:
            return (float(track and len(prefixes) > 1), float(counted[1]), high.get(level, UNMARKED))
        return (
            float(track) if counted_all else 0.0,
            high.get(level, UNMARKED),
            float(counted[1]) if counted and not worded else 0.0,
        )

    return sorted(levels, key=key)


def _are_categories(levels: Sequence[str], high: Mapping[str, float]) -> bool:
    """Whether codes of one letter each rise with it ("C2", "D1", "D2", "E1"): the words of no more pairs say that they
    fall than that they rise.
    """
    codes = sorted((count_of(level) or ("", 0), high.get(level)) for level in levels)
    heights = [height for _, height in codes if height is not None]
    votes = sum((upper > lower) - (upper < lower) for lower, upper in combinations(heights, 2))
    return all(len(letters) == 1 for (letters, _), _ in codes) and votes >= 0


def _agree(levels: list[str], high: dict[str, float], managed: set[str]) -> bool:
    """Whether figures and words tell the same order; a level of managers and another are of two ladders."""
    votes = 0
    for at, one in enumerate(levels):
        for other in (level for level in levels[at + 1 :] if (level in managed) == (one in managed)):
            first, second = count_of(one), count_of(other)
            if first and second and first[0] == second[0] and one in high and other in high:
                by_words, by_figures = high[other] - high[one], second[1] - first[1]
                votes += (by_words * by_figures > 0) - (by_words * by_figures < 0)
    return votes >= 0


def in_count(sequences: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """Sequences from the lowest figure upward, where all levels are counted with the same letters, as in documents that
    count on.
    """
    sequences = [sequence for sequence in sequences if sequence]
    levels = [level for sequence in sequences for level in sequence]
    counts = {level: counted for level in levels if (counted := count_of(level))}
    if len(counts) < len(levels) or len({letters for letters, _ in counts.values()}) > 1:
        return sequences
    return sorted(sequences, key=lambda sequence: min(counts[level][1] for level in sequence))


def merged(sequences: Iterable[Sequence[str]]) -> list[str]:
    """Several sequences as one: each level behind those that more sequences name before it than behind it, else where
    it is first met. So the levels of a competency that leaves some out are in order too.
    """
    lists = [list(dict.fromkeys(sequence)) for sequence in sequences]
    before: Counter[tuple[str, str]] = Counter()
    for levels in lists:
        before.update(combinations(levels, 2) if len(levels) <= MOST_COMPARED else pairwise(levels))
    left = dict.fromkeys(chain.from_iterable(lists))
    below: dict[str, set[str]] = {level: set() for level in left}
    above: dict[str, list[str]] = {level: [] for level in left}
    for (lower, upper), count in before.items():
        if count > before[upper, lower]:
            below[upper].add(lower)
            above[lower].append(upper)
    found: list[str] = []
    while left:
        free = (level for level in left if not below[level])
        found.append(next(free, next(iter(left))))  # none is free where sequences disagree in a circle
        del left[found[-1]]
        for upper in above[found[-1]]:
            below[upper].discard(found[-1])
    return found


def are_apart(levels: Mapping[str, set[str]], words: Words) -> bool:
    """Whether headings with their levels name disciplines: they are two or more, each has levels of its own, none names
    a track ("IC Levels"), and they do not go on where the one before ended, as stages do.
    """
    named = any(track_of(outer, words) or track_of(page_name(outer, words), words) for outer in levels)
    met = [plain(level) for own in levels.values() for level in own]
    if len(levels) < 2 or len(set(met)) < len(met) or named:
        return False
    ranks = [[height for level in own if (height := rank(level, words)) is not None] for own in levels.values()]
    counts = [[counted for level in own if (counted := count_of(level))] for own in levels.values()]
    figures = [[float(figure) for _, figure in own] for own in counts]
    return not (_go_on(ranks) or (_go_on(figures) and len({letters for own in counts for letters, _ in own}) == 1))


def _go_on(stages: Sequence[Sequence[float]]) -> bool:
    return all(stages) and all(min(upper) > max(lower) for lower, upper in pairwise(stages))


def stages_upward(names: Iterable[str], words: Words) -> list[str]:
    """Stages of skills from the least upward, by their figures or their words, without the few that have none; empty
    where these do not tell the stages apart.
    """
    stages = list({plain(name): name for name in names}.values())
    heights = {name: float(name) if name.isdecimal() else rank(name, words) for name in stages}
    told = [name for name in stages if heights[name] is not None]
    apart = len({heights[name] for name in told}) == len(told) > 1
    return sorted(told, key=lambda name: heights[name] or 0) if apart and 2 * len(told) > len(stages) else []
