"""All benchmarks, one after the other: ``make bench``."""

from benchmarks import assessment, laboratory, ledger, pages, zones

for benchmark in (ledger, zones, assessment, laboratory, pages):
    benchmark.main()
