"""Small tables in the form of the O*NET database, with made-up values."""

from __future__ import annotations

from pathlib import Path

TABLES = {
    "Occupation Data": (
        "O*NET-SOC Code\tTitle\tDescription",
        "11-1000.00\tBakers\tBake bread.",
        "11-2000.00\tPastry Cooks\tMake cakes.",
        "11-3000.00\tBakers!\tBake in another occupation of the same name.",
    ),
    "Job Zone Reference": (
        "Job Zone\tName\tExperience",
        "1\tJob Zone One: Little\tNone",
        "2\tJob Zone Two: Some\tSome",
    ),
    "Job Zones": ("O*NET-SOC Code\tTitle\tJob Zone", "11-1000.00\tBakers\t2", "11-2000.00\tPastry Cooks\t1"),
    "Skills": (
        "O*NET-SOC Code\tElement ID\tElement Name\tScale ID\tData Value\tNot Relevant",
        "11-1000.00\t2.A.1.a\tReading Comprehension\tIM\t3.00\t",
        "11-1000.00\t2.A.1.a\tReading Comprehension\tLV\t3.50\tN",
        "11-1000.00\t2.B.3.e\tProgramming\tIM\t1.00\t",
        "11-1000.00\t2.B.3.e\tProgramming\tLV\t0.12\tY",
        "11-2000.00\t2.A.2.a\tCritical Thinking\tIM\t5.00\t",
        "11-2000.00\t2.A.2.a\tCritical Thinking\tLV\t7.00\tN",
    ),
    "Technology Skills": (
        "O*NET-SOC Code\tExample\tCommodity Title\tHot Technology\tIn Demand",
        "11-1000.00\tMicrosoft Excel\tSpreadsheet software\tY\tN",
        "11-2000.00\tMicrosoft Excel\tSpreadsheet software\tY\tY",
        "11-2000.00\tCakePlanner\tPlanning software\tN\tN",
    ),
    "Related Occupations": (
        "O*NET-SOC Code\tRelated O*NET-SOC Code\tRelatedness Tier\tIndex",
        "11-1000.00\t11-2000.00\tPrimary-Short\t1",
        "11-1000.00\t11-3000.00\tSupplemental\t2",
    ),
    "Alternate Titles": (
        "O*NET-SOC Code\tAlternate Title\tShort Title",
        "11-1000.00\tBread Baker (BB)\tBB",
        "11-2000.00\tBread Baker (BB)\t",
    ),
}


def write_tables(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    for name, lines in TABLES.items():
        (folder / f"{name}.txt").write_text("".join(f"{line}\n" for line in lines))
    return folder
