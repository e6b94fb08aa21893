"""All benchmarks, one after the other: ``make bench``."""

from benchmarks import assessment, laboratory, ledger, pages, planning, zones

for benchmark in (ledger, zones, assessment, laboratory, planning, pages):
    benchmark.main()
