"""The rules behind the findings: each is a small pure function from the folded ladder to what it finds.
`graph/folding/findings.py` lists them all.
"""
