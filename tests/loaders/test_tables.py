"""Tables that lost their borders: rows of many trades, cut without knowing any of their products."""

from __future__ import annotations

import pytest

from loaders.blueprints.read import KnownNames, read_blueprint
from loaders.blueprints.tool_cells import tool_names

START = (
    "Some Role: Role Blueprint\n\n1) Role Summary\n\nWords.\n\n2) Role Mission\n\nMore words.\n\n3) Core "
    "Responsibilities\n\n{words}.\n\n"
)
TOOLS = """Cloud platforms|AWS|Hosting core services|Common
Container orchestration|Kubernetes (EKS/AKS/GKE)|Service deployment|Common
Messaging / streaming|Kafka / RabbitMQ / SQS|Async messaging|Common
Design / prototyping|Figma|Interface collaboration|Common
CRM|Salesforce|Account data and pipeline|Common
Customer support|Zendesk / Intercom|Ticket management|Common
Secrets management|HashiCorp Vault / AWS Secrets Manager|Storing secrets|Common
Testing / QA|Selenium / Playwright / Cypress|Test automation|Common
Enterprise systems|Workday / SAP|Staff and finance data|Context-specific
BI / dashboards|Tableau / Power BI / Looker|Executive dashboards|Common
Office productivity|Microsoft 365 / Google Workspace|Documents, spreadsheets|Common
Identity|Okta / Entra ID (Azure AD)|Access control|Common (larger firms)
Monitoring / observability|Prometheus + Grafana|Metrics and dashboards|Common
Monitoring / observability|Datadog / New Relic|Infrastructure monitoring|Optional to Common
Robotics middleware|Gazebo / Isaac Sim|Simulation and testing|Common
Data transformation|dbt|Modelling and tests|Common
Programming languages|C++ / Rust|Performance-critical code|Optional"""
METRICS = """\
Service availability (attainment)|% of time services meet targets|Protects customers|99.9–99.95% monthly|Monthly
Deployment frequency|How often code reaches production|Shows delivery flow|Multiple times per week|Weekly
Mean time to restore (MTTR)|Time to recover from incidents|Reduces customer impact|<60 minutes for the worst|Monthly
Hiring plan attainment|Roles filled vs plan|Ensures team capacity|90%+ of plan within quarter|Quarterly
Budget variance|Actual vs planned spend|Financial discipline|±5% of budget|Monthly
Medication error rate|Errors per 1,000 doses|Patient safety|<0.5 per 1,000 doses|Per shift
Days to close|Business days to complete the close|Faster reporting|≤5 business days|Monthly/Quarterly
Cost per transaction|Infrastructure cost per unit|Controls unit economics|Reduce 10% a year|Monthly
Research output|Peer-reviewed papers|External credibility|Median 2–4 a year|Annually"""

UNKNOWN_TOOLS = """\
Yard boards|Tavori Boards|Lists of ships|Common
Yard boards|Kelun / Tavori Studio|LLM drafts of letters|Optional
Cargo plans|Mesa Bolun / Oru Pipelines|Weights and places|Common
Cargo plans|Sarun Manager|CI checks on plans|Optional
Tide tables|dolma (north / south)|Hours of high water|Common"""
WORDED_METRICS = """\
Keeper retention|Share of keepers who stay|> 70% after 12 months|Half-yearly
Repeat faults|Count of faults with a known cause|Falling; 0 repeated causes|At each handover
Lamp cover|% of lamps with a spare one|At least 4 in 5|Monthly
Berth plans|Plans that crews contributed to|Better than 4.2 of 5|Once a term
Fog drills|Time from fog to horn|Within 2 minutes of the call|Per watch
Tide errors|Errors in printed tables|No more than 3 a season|Mid-year
Rope checks|Presence of dated labels|Steady from 90% to 95%|After each storm
Crew rest|Hours between two watches|< 2 breaches|Weekly"""


def flattened(section: str, header: str, rows: str) -> bytes:
    """A document whose table has only spaces between its cells; its prose uses the rows' ordinary words."""
    cells = [cell for row in rows.split("\n") for cell in (row.split("|")[0], row.split("|")[2])]
    text = START.format(words=", ".join(cell.lower() for cell in cells))
    return f"{text}{section}\n\n{header}\n{rows.replace('|', ' ')}\n".encode()


def test_given_tool_rows_without_borders_then_their_cells_come_back() -> None:
    data = flattened("10) Tools, Platforms, and Software", "Category Tool / Platform Primary use Commonality", TOOLS)
    tools = read_blueprint(data, "x").blueprint.tools
    assert [[tool.category, tool.cell, tool.use] for tool in tools] == [row.split("|")[:3] for row in TOOLS.split("\n")]


def test_given_metric_rows_without_borders_then_their_cells_come_back() -> None:
    header = "Metric name What it measures Why it matters Example target / benchmark Frequency"
    blueprint = read_blueprint(flattened("7) KPIs and Productivity Metrics", header, METRICS), "x").blueprint
    why = next(note for note in blueprint.other if note.text == "Why it matters")
    found = [
        [kpi.name, kpi.measures, note.split(": ", 1)[1], kpi.target, kpi.frequency]
        for kpi, note in zip(blueprint.kpis, why.items, strict=True)
    ]
    assert found == [row.split("|") for row in METRICS.split("\n")]


def test_given_names_of_two_words_that_nobody_knows_then_their_second_word_stays_with_them() -> None:
    data = flattened("10) Tools, Platforms, and Software", "Category Tool Primary use Commonality", UNKNOWN_TOOLS)
    tools = read_blueprint(data, "x").blueprint.tools
    assert [[tool.category, tool.cell, tool.use] for tool in tools] == [
        row.split("|")[:3] for row in UNKNOWN_TOOLS.split("\n")
    ]


def test_given_targets_in_words_and_unusual_frequencies_then_both_are_read() -> None:
    header = "Metric name What it measures Example target / benchmark Frequency"
    kpis = read_blueprint(flattened("7) KPIs and Productivity Metrics", header, WORDED_METRICS), "x").blueprint.kpis
    found = [[kpi.name, kpi.measures, kpi.target, kpi.frequency] for kpi in kpis]
    assert found == [row.split("|") for row in WORDED_METRICS.split("\n")]


def test_given_a_metric_without_a_frequency_then_the_end_of_its_target_is_none() -> None:
    rows = WORDED_METRICS.replace("|Half-yearly", "")
    header = "Metric name What it measures Example target / benchmark Frequency"
    first, *others = read_blueprint(flattened("7) KPIs and Productivity Metrics", header, rows), "x").blueprint.kpis
    assert (first.measures, first.target, first.frequency) == (
        "Share of keepers who stay",
        "> 70% after 12 months",
        None,
    )
    assert all(kpi.frequency for kpi in others)


@pytest.mark.parametrize("border", ["\t", " | "])
def test_given_rows_that_kept_their_borders_then_no_cell_is_guessed(border: str) -> None:
    header, row = (
        ["Category", "Tool / Platform", "Primary use", "Commonality"],
        ["odd lower words", "more of them", "and a use", "Optional"],
    )
    lines = (
        [border.join(header), border.join(row)]
        if border == "\t"
        else [f"| {' | '.join(header)} |", "|---|---|---|---|", f"| {' | '.join(row)} |"]
    )
    text = START.format(words="words") + "10) Tools, Platforms, and Software\n\n" + "\n".join(lines) + "\n"
    tool = read_blueprint(text.encode(), "x").blueprint.tools[0]
    assert [tool.category, tool.cell, tool.use, tool.commonality] == [*row[:3], "optional"]


@pytest.mark.parametrize("gap", [2, 5])
def test_given_columns_that_spaces_align_then_cells_begin_where_the_header_s_do(gap: int) -> None:
    table = [
        ["Category", "Tool / Platform", "Primary use", "Commonality"],
        ["odd lower words", "more of them", "and a use", "Optional"],
        ["Lamps", "", "no tool here", "Common"],
        ["Tides", "Tavori Boards", "Lists", "Common"],
    ]
    widths = [max(map(len, column)) + gap for column in zip(*table, strict=True)]
    lines = ["".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in table]
    text = START.format(words="words") + "10) Tools, Platforms, and Software\n\n" + "\n".join(lines) + "\n"
    tools = read_blueprint(text.encode(), "x").blueprint.tools
    found = [[tool.category, tool.cell, tool.use, (tool.commonality or "").capitalize()] for tool in tools]
    assert found == [table[1], table[3]]


def test_given_a_row_that_cannot_be_cut_then_it_is_a_problem_with_its_words() -> None:
    data = flattened(
        "10) Tools, Platforms, and Software",
        "Category Tool / Platform Primary use Commonality",
        "all in lower case|and|nothing else|Common",
    )
    blueprint = read_blueprint(data, "x").blueprint
    assert blueprint.tools == []
    problem = next(problem for problem in blueprint.problems if "taken apart" in problem.what)
    assert (problem.section, problem.words) == (10, "all in lower case and nothing else Common")
    assert problem.line is not None


def test_given_a_known_name_then_it_decides_a_row_that_words_alone_leave_open() -> None:
    data = flattened(
        "10) Tools, Platforms, and Software",
        "Category Tool / Platform Primary use Commonality",
        "Ward charts|tally|Counting beds|Common",
    )
    tool = read_blueprint(data, "x", KnownNames(tools=frozenset({"tally"}))).blueprint.tools[0]
    assert (tool.category, tool.cell, tool.use) == ("Ward charts", "tally", "Counting beds")


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Alpha / Beta", ["Alpha", "Beta"]),
        ("Alpha + Beta", ["Alpha", "Beta"]),
        ("Alpha Beta (one/two)", ["Alpha Beta"]),
        ("Scanning tools (Alpha, Beta)", ["Alpha", "Beta"]),
        ("Load testing (Alpha / Beta, etc.)", ["Alpha", "Beta"]),
        ("Code tools (e.g., Alpha)", ["Alpha"]),
        ("Alpha / New Alpha / Beta APIs", ["Alpha", "New Alpha", "Beta"]),
        ("Alpha/Beta / Gamma", ["Alpha/Beta", "Gamma"]),
        ("Alpha or equivalent", ["Alpha"]),
        ("in-house board", ["in-house board"]),
    ],
)
def test_given_a_tool_cell_then_its_tools_are_named(cell: str, names: list[str]) -> None:
    assert tool_names(cell, KnownNames()) == names


def test_given_lists_and_breaks_in_a_cell_then_they_stay_in_it() -> None:
    rows = (
        "<tr><th>Category</th><th>Tool / Platform</th><th>Primary "
        "use</th><th>Commonality</th></tr><tr><td><p>Wards</p></td>"
    )
    rows += "<td><ul><li>Alpha</li></ul></td><td>first<br>second</td><td><p>Common</p><p>(mostly)</p></td></tr>"
    page = "".join(
        f"<h2>{title}</h2>" for title in ("1) Role Summary", "2) Role Mission", "10) Tools, Platforms, and Software")
    )
    tool = read_blueprint(f"{page}<table>{rows}</table>".encode(), "x").blueprint.tools[0]
    assert (tool.category, tool.cell, tool.use, tool.commonality) == ("Wards", "Alpha", "first second", "common")
