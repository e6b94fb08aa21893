"""How it travels: sealing, pulling from peers, verifying before believing."""
