"""All benchmarks, one after the other: ``make bench``."""

from benchmarks import (
    assessment,
    forces,
    laboratory,
    ledger,
    pages,
    planning,
    quota_books,
    visit_pages,
    zones,
)

for benchmark in (ledger, zones, assessment, laboratory, quota_books, planning, forces, pages, visit_pages):
    benchmark.main()
