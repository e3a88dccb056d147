"""How an audit is told: one module a format, all fed by the same `Audit`.

Separate because no renderer decides anything: what is not in the `Audit` is in no report, and two
formats never disagree. Wording stands in message catalogues, text of a case goes through `inert`,
and Rich is imported by `terminal_paint` alone.
"""
