"""All benchmarks, one after the other: ``make bench``."""

from benchmarks import (
    assessment,
    forces,
    forces_pages,
    laboratory,
    ledger,
    pages,
    planning,
    quota_books,
    visit_pages,
    zones,
)

for benchmark in (
    ledger,
    zones,
    assessment,
    laboratory,
    quota_books,
    planning,
    forces,
    forces_pages,
    pages,
    visit_pages,
):
    benchmark.main()
