"""Other people's formats, in and out: tables, chronologies and event logs.

Separate because a case is the same whoever wrote it down first: what comes in becomes rows and
then a draft of a case, what goes out is made from the case alone.
"""
