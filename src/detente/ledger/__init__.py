"""How it is proven: canonical bytes, signed envelopes, Merkle log, tiles, checkpoints, proofs."""
