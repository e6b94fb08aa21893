"""The agreements that the nodes of tests use, whatever else is installed."""

IN_USE = "shanghai-1996,sco-proposal-2024"
