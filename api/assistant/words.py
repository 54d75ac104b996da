"""Answers of tools as short texts, with ids for further questions and with evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

Data = Mapping[str, Any]
MOST_SKILLS = 8  # of a list in words; the data has them all
MOST_WORDS = 240  # characters of what is expected; the data has all of it


def search(data: Data) -> str:
    hits = data["search"]
    if not hits:
        return "Nothing has such a name."
    return _lines(
        f"{len(hits)} found, best first (`first` asks for more):",
        (f"{hit['kind'].lower()} {hit['name']} ({hit['id']})" for hit in hits),
    )


def role(data: Data) -> str:
    found = data["role"]
    place = " · ".join(
        [found[name]["name"] for name in ("level", "family") if found[name]]
        + ([] if found["described"] else ["only mentioned by other roles"])
    )
    replaced = f" It was replaced by {_titled(found['replacedBy'])}." if found["replacedBy"] else ""
    asks = {
        heading: _some(skill["skill"]["name"] for skill in found["skills"] if skill["tier"] == tier)
        for tier, heading in (
            ("MUST", "Must"),
            ("GOOD", "Good to have"),
            ("ADVANCED", "Advanced"),
            (None, "Also asks for"),
        )
    }
    said = [
        ("What it is", found["summary"]),
        *asks.items(),
        ("Expects", _some(map(_expected, filter(_in_words, found["skills"])), between="; ")),
        ("Takes for granted", _some(skill["skill"]["name"] for skill in found["assumed"])),
        ("Tools", _some(tool["tool"]["name"] for tool in found["tools"])),
        ("A promotion asks for", _some((criterion["text"] for criterion in found["promotionCriteria"]), 3)),
        ("Leads to", "; ".join(map(_neighbour, found["nextRoles"]))),
        ("Comes from", "; ".join(map(_neighbour, found["feederRoles"]))),
        ("Documents", ", ".join(document["id"] for document in found["documents"])),
    ]
    return _lines(
        f"{_titled(found)}: {place or 'level and family unknown'}.{replaced}",
        (f"{heading}: {text}" for heading, text in said if text),
    )


def paths(data: Data) -> str:
    found = data["careerPaths"]
    if not found["paths"]:
        why = found["unreachable"]
        near = ", ".join(_titled(near["role"]) for near in why["nearest"]) if why else ""
        return f"There is no such path. {why['message'] if why else ''}" + (f" Nearest: {near}." if near else "")
    told = [f"{number}. {_path(path)}" for number, path in enumerate(found["paths"], 1)]
    doubt = "" if found["exact"] else "\nThe search ended before these were proven to be the best."
    return "\n".join(told) + f"\n{len(told)} shown; `first` asks for more." + doubt


def _path(path: Data) -> str:
    return _lines(path["summary"], map(_step, path["steps"]), "   ")


def _step(step: Data) -> str:
    gap = step["gap"]
    learn = _some([wanted["skill"]["name"] for wanted in gap["learn"]])
    deepen = _some([deepened["skill"]["name"] for deepened in gap["deepen"]])
    differently = _some([changed["skill"]["name"] for changed in gap["differently"]])
    parts = [
        f"{step['number']}) to {step['to']['title']} ({step['kind'].lower()}, {_months(step['time'])})",
        f"learn {learn}" if learn else "",
        f"deepen {deepen}" if deepen else "",
        f"expected differently: {differently}" if differently else "",
        f"but it {'; '.join(step['caveats'])}" if step["caveats"] else "",
        f"see {', '.join(_places(step['evidence']))}" if step["evidence"] else "",
    ]
    return "; ".join(filter(None, parts))


def gap(data: Data) -> str:
    found, to = data["skillGap"], data["role"]
    if not found["known"]:
        return f"{_titled(to)} names no skills, so there is nothing to compare; its documents: {_documents(to)}."
    plan = found["plan"]
    head = f"{_titled(to)}: {found['summary']}"
    return _lines(
        f"{head} In this order:" if plan else head,
        (
            f"{'meet differently' if lesson['differently'] else 'deepen' if lesson['deepen'] else 'learn'} "
            f"{lesson['skill']['name']}{_asked(lesson['need'])} "
            f"{', '.join(_places(lesson['need']['evidence'])[:1])}".rstrip()
            + _change(lesson)
            for lesson in plan
        ),
    )


def learn(data: Data) -> str:
    found = data["skillLeverage"]
    if not found:
        return "Nothing more to learn for that is known."
    return _lines(
        f"{len(found)} skills, what helps most first:",
        (
            f"{skill['skill']['name']} ({skill['skill']['id']}): brings {skill['brings']:.2f}"
            + (f", opens {_some(role['title'] for role in skill['opens'])}" if skill["opens"] else "")
            for skill in found
        ),
    )


def fit(data: Data) -> str:
    found = data["recommendRoles"]
    return _lines(
        f"{len(found)} roles, best first (`first` asks for more):" if found else "No role fits.",
        (f"{_titled(match['role'])} {match['reason']} [{_documents(match['role'])}]" for match in found),
    )


def comparison(data: Data) -> str:
    found = data["compareRoles"]
    ids = [role["id"] for role in found["roles"]]
    documents = ", ".join(map(_documents, found["roles"]))
    return (
        _lines(
            f"{' / '.join(map(_titled, found['roles']))}. Documents: {documents}. Where they differ:",
            (
                f"{section['section']}: {len(section['shared'])} shared; "
                + "; ".join(
                    f"{item['name']}: {' / '.join(map(_value, item['values']))}"
                    for item in section["differences"][:MOST_SKILLS]
                )
                + _rest(len(section["differences"]), MOST_SKILLS)
                for section in found["sections"]
                if section["differences"]
            ),
        )
        + f"\nOrder of values: {' / '.join(ids)}."
    )


def ladder(data: Data) -> str:
    found = data["ladder"]
    titles = {role["id"]: role["title"] for rung in found["rungs"] for role in rung["roles"]}
    rungs = [
        f"{rung['level']['name']}: " + (", ".join(map(_titled, rung["roles"])) or "no role") for rung in found["rungs"]
    ]
    steps = [
        f"{titles.get(step['source'], step['source'])} → {titles.get(step['target'], step['target'])} "
        f"({step['kind'].lower()}, {_months(step['time'])}{_doubt(step)})"
        for step in found["steps"]
    ]
    documents = sorted(
        {document["id"] for rung in found["rungs"] for role in rung["roles"] for document in role["documents"]}
    )
    return "\n".join(
        (
            _lines(f"{found['family']['name']}, lowest rung first:", rungs),
            _lines("Steps:", steps),
            f"Documents: {', '.join(documents)}",
        )
    )


def findings(data: Data) -> str:
    found = data["findings"]
    shown = found["nodes"]
    return _lines(
        f"{len(shown)} of {found['totalCount']} findings" + (" (`first` asks for more):" if shown else "."),
        (
            f"{finding['severity'].lower()} {finding['kind']}: {finding['message']} {finding['suggestion'] or ''} "
            f"[{', '.join(_places([finding])) if finding['document'] else ''}]"
            for finding in shown
        ),
    )


# Parts


def _lines(head: str, lines: Iterable[str], indent: str = "") -> str:
    return "\n".join([head, *(f"{indent}- {line}" for line in lines)])


def _some(names: Iterable[str], most: int = MOST_SKILLS, between: str = ", ") -> str:
    names = list(names)
    return between.join(names[:most]) + _rest(len(names), most)


def _rest(total: int, shown: int) -> str:
    return f" and {total - shown} more" if total > shown else ""


def _titled(thing: Data) -> str:
    return f"{thing['title']} ({thing['id']})"


def _documents(role: Data) -> str:
    return ", ".join(document["id"] for document in role["documents"]) or "no document"


def _value(said: str | None) -> str:
    return "–" if said is None else said or "yes"


def _asked(need: Data) -> str:
    said = [value.lower() for value in (need["tier"], need["importance"]) if value]
    said += [need["step"]] if need["step"] else []
    return f" ({', '.join(said)})" if said else ""


def _in_words(need: Data) -> bool:
    return bool(need["step"] or need["expects"])


def _expected(need: Data) -> str:
    """A skill with its step on a scale and what is expected in words."""
    step = f" ({need['step']})" if need["step"] else ""
    return f"{need['skill']['name']}{step}" + (f": {_clipped(need['expects'])}" if need["expects"] else "")


def _change(lesson: Data) -> str:
    """What is expected before and after, where both are known in words."""
    before, after = (lesson["before"] or {}).get("expects"), lesson["need"]["expects"]
    if lesson["differently"] and not before:
        return "; had by name, how far is not known" + (f"; expected: {_clipped(after)}" if after else "")
    return f"; before: {_clipped(before)}; now: {_clipped(after)}" if before and after and before != after else ""


def _clipped(text: str) -> str:
    line = " / ".join(text.splitlines())
    return line if len(line) <= MOST_WORDS else f"{line[:MOST_WORDS].rsplit(' ', 1)[0]} …"


def _doubt(step: Data) -> str:
    if step["confirmed"]:
        return ""
    return ", implied by the order of levels" if step["implied"] else ", named by one side only"


def _neighbour(step: Data) -> str:
    return f"{_titled(step['role'])} {step['kind'].lower()}, {_months(step['time'])}{_doubt(step)}"


def _months(time: Data) -> str:
    low, high = time["min"], time["max"]
    if low is None or high is None:
        return "time unknown"
    basis = "" if time["basis"] == "STATED" else f" {time['basis'].lower().replace('_', ' ')}"
    return f"{low if low == high else f'{low}–{high}'} months{basis}"


def _places(evidence: Sequence[Data]) -> list[str]:
    return list(dict.fromkeys(_place_each(evidence)))


def _place_each(evidence: Iterable[Data]) -> Iterator[str]:
    for mention in evidence:
        document = mention["document"]["id"]
        yield f"{document}:{mention['line']}" if mention["line"] else document
