"""Reports of one strike, and a denial, for the tests of the command line and the server."""

from __future__ import annotations

from tests.happening_records import report, the_event

__all__ = ["DENIED", "LATER", "REPORTED", "the_event"]

REPORTED = report("Ruritania struck Graustark on Monday.", trigger="struck", actor="Ruritania", recipient="Graustark",
                  time="2031-05-05")  # fmt: skip
LATER = report("Jets of Ruritania struck targets in Graustark.", trigger="struck", actor="Ruritania",
               recipient="Graustark", time="2031-05-05", publisher="Zenda Times", published="2031-05-07")  # fmt: skip
DENIED = report("Anna Kowal denied that Ruritania struck Graustark.", trigger="struck", actor="Ruritania",
                recipient="Graustark", time="2031-05-05", source="Anna Kowal", denied=True, publisher="Hentzau Post",
                published="2031-05-08")  # fmt: skip
