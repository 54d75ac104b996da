"""The rules behind the findings: small pure functions of the folded ladder. `graph/folding/findings.py` lists them."""
