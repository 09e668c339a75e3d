"""How long things are kept: a schedule, holds, two people, erasure and its certificate."""
