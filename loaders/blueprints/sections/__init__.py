"""One small reader for each of the twenty sections: blocks in, fields of a Blueprint out. The table of them is in
`blueprints.py`.
"""
