"""The parts of a report, each made once for every format.

Separate from the formats, which only choose parts, their order and how they look.
"""
