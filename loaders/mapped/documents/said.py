"""What the texts of a role say, as the fields of its blueprint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.documents.blueprint import (
    Item,
    KindStatement,
    Named,
    Other,
    Responsibility,
    SoftSkill,
    Stakeholders,
    TechnicalSkill,
)
from loaders.mapped.found import DECLINED, FACT, Text
from loaders.mapped.wording.parts import PEOPLE, SKILL_WORDS, items_of, labelled_part, part_of, span_of
from loaders.mapped.wording.spans import MONTHS_A_YEAR, Span, span_in
from loaders.mapped.wording.texts import labelled, plain, size, words_in
from loaders.mapped.wording.words import Words

REQUIRED = {"requirements": "required", "wishes": "preferred"}
LISTS = ("technical_skills", "soft_skills", "no_longer", "responsibilities", "qualifications", "other")
MORE_LISTS = ("tools", "kpis", "deliverables", *PEOPLE)


class Said:
    """What one document says of a role. `stay` is how long people are on its level, in months."""

    def __init__(
        self, texts: Sequence[Text], parts: Mapping[str, Sequence[str]], stages: Mapping[str, str], words: Words
    ) -> None:
        """`parts` are the competencies that joined names stand for, `stages` the scale of each stage."""
        self.words, self.parts, self.stages = words, parts, stages
        self.summary: list[str] = []
        self.lists: dict[str, list[Item]] = {name: [] for name in (*LISTS, *MORE_LISTS)}
        self.years: Span | None = None
        self.years_line = 0
        self.stay: Span | None = None
        for text in texts:
            self._take(text)

    def fields(self) -> dict[str, Any]:
        """The fields of the blueprint that it fills."""
        people = {name: self.lists[name] for name in PEOPLE}
        low, high = self.years or (None, None)
        return {
            "summary": "\n".join(dict.fromkeys(self.summary)) or None,
            "stakeholders": Stakeholders.model_validate(people),
            "years_min": low / MONTHS_A_YEAR if low is not None else None,
            "years_max": high / MONTHS_A_YEAR if high is not None else None,
            "field_line": dict.fromkeys(("years_min", "years_max"), self.years_line) if self.years_line else {},
            **{name: items for name, items in self.lists.items() if name not in PEOPLE},
        }

    def _take(self, text: Text) -> None:
        names = self.parts.get(text.competency, [text.competency])
        if not text.field:
            step = {"step": text.stage, "scale": scale} if (scale := self.stages.get(plain(text.stage))) else {}
            skills = (TechnicalSkill(name=name, expects=text.text or None, line=text.line, **step) for name in names)
            self.lists["technical_skills"] += skills
        elif text.field == DECLINED:
            self.lists["no_longer"] += [Named(name=name, line=text.line) for name in names]
        elif text.field == FACT:
            self._take_fact(text.competency, " ".join(text.lines), text.line)
        elif text.field == "summary":
            self._take_summary(text)
        elif text.field == "responsibilities":
            self.lists["responsibilities"] += [Responsibility(text=line, line=text.place(line)) for line in text.lines]
        elif text.field in REQUIRED:
            self._take_wanted(text)
        else:
            self._take_other(text)

    def _take_summary(self, text: Text) -> None:
        fact = self.words.is_one("fact", text.competency)
        lines = labelled(text.competency, text.lines) if fact else text.lines
        self.summary += [line for line in lines if not self._take_labelled(line, text.place(line))]

    def _take_labelled(self, line: str, place: int) -> bool:
        """Takes "Reports to: Head Baker"; false for a line that names no part of the role before a colon."""
        part, label, value = labelled_part(line, self.words)
        return bool(part) and self._take_part(part, label, value, place)

    def _take_fact(self, label: str, value: str, line: int) -> None:
        if not self._take_part(part_of(label, self.words), label, value, line):
            self.summary += labelled(label, [value])

    def _take_wanted(self, text: Text) -> None:
        """What the role asks for: names of skills where all lines are short, else statements."""
        if text.field == "requirements" and all(size(line) <= SKILL_WORDS for line in text.lines):
            soft = part_of(text.competency, self.words) == "soft_skills"
            kind, name = (SoftSkill, "soft_skills") if soft else (TechnicalSkill, "technical_skills")
            self.lists[name] += [kind(name=line, line=text.place(line)) for line in text.lines]
            return
        self.lists["qualifications"] += [
            KindStatement(text=line, kind=REQUIRED[text.field], line=text.place(line)) for line in text.lines
        ]
        if text.field == "requirements" and self.years is None:
            told = ((line, self._experience(line)) for line in text.lines)  # a later line is about a part of them
            line, self.years = next(((line, span) for line, span in told if span), ("", None))
            self.years_line = text.place(line) if line else 0

    def _experience(self, line: str) -> Span | None:
        """The years of experience that a line asks for."""
        return span_in(line) if self.words.lists["experienced"].intersection(words_in(line)) else None

    def _take_other(self, text: Text) -> None:
        part = part_of(text.competency, self.words)
        left = [
            line
            for line in text.lines
            if not self._take_part(part, text.competency, line, text.place(line))
            and (text.headed or not self._take_labelled(line, text.place(line)))
        ]
        if left:
            self.lists["other"].append(
                Other(heading=text.competency or None, text=left[0], items=left[1:], line=text.place(left[0]))
            )

    def _take_part(self, part: str, label: str, value: str, line: int) -> bool:
        """Takes what is said of a part of the role; false where it is a sentence, or about none."""
        if part in ("years", "stay"):
            span = span_of(label, value)
            if part == "years" and span and not self.years:
                self.years, self.years_line = span, line
            elif part == "stay":
                self.stay = self.stay or span
            return span is not None
        if items := items_of(part, value, line, self.words):
            self.lists[part] += items
        return bool(items)
