"""The node's database: tables, opening, migrations."""
