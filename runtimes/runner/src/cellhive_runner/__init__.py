"""The small program that is PID 1 in every Cellhive container: a supervisor and a child that runs the user's code."""

__version__ = "0.1.0"
PROTOCOL = 1
