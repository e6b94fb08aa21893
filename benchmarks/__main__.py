"""All benchmarks, one after the other: ``make bench``."""

from benchmarks import assessment, ledger, pages, zones

for benchmark in (ledger, zones, assessment, pages):
    benchmark.main()
