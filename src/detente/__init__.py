"""Détente: software with which states run a military confidence-building agreement."""
