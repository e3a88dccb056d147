"""What the calendar says: imprecise moments, working days and legal terms.

Separate because it can be proved on its own: it knows no case and no law text. Word tables,
calendars and regimes come in as arguments; it is the only package that imports pendulum.
"""
