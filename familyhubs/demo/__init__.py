"""An invented council: its places, its people, and five years of families' stories."""
