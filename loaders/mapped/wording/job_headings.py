"""What a heading of a job description means: duties, requirements, wishes, or what has nothing to do with the job."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from loaders.mapped.wording.texts import lower
from loaders.mapped.wording.words import Words

WANTED = ("requirements", "wishes")  # kinds of headings that say how much a job asks for something
OF_JOBS = ("responsibilities", *WANTED)  # kinds of headings that are no competencies among others
YOU_WILL = (", you will", ", you'll", " you will be")
LEAST_SLIPPED = 9  # letters of a heading in which a slip is no other word
AND = r"(?:and|und|et|y|e|en|og|och|i|ve|ja|и|і|та)\s+"
JOINED_BY = rf"\s*[&/+,・、]\s*|\s+{AND}"  # "Duties & responsibilities"


def kind_of(label: str, words: Words) -> str:
    """What a heading means, "" for nothing that is known; of several parts, what the first does."""
    said = lower(re.sub(r"\s*\([^)]*\)", "", label)).replace("’", "'").strip(" :.!?…&")
    said = re.sub(rf"^{AND}", "", said) or said  # "And Education"
    if kind := _kind(said, words):
        return kind
    parts = [_kind(part.strip(), words) for part in re.split(JOINED_BY, said)]
    return parts[0] if len(parts) > 1 and all(parts) else ""


@lru_cache(maxsize=10_000)
def _kind(said: str, words: Words) -> str:
    """What a heading in lower case means; a long one may have one letter wrong ("Responsibilites")."""
    if said in words.headings or len(said) < LEAST_SLIPPED:
        return words.headings.get(said, "")
    if said.endswith(YOU_WILL):  # "As a baker, you will"
        return "responsibilities"
    if kind := next((kind for part, kind in words.headings_with.items() if f" {part} " in f" {said} "), ""):
        return kind
    near = process.extractOne(said, words.headings.keys(), scorer=OSA.distance, score_cutoff=1)
    return words.headings[near[0]] if near else ""
