"""What a network costs: time and memory against the number of trials and treatments.

Usage: python bench/evidence.py [FILE.csv]      (a file of arms, such as the remission trials)

Each case runs in a process of its own, so that its peak memory is its own. Trials are invented:
two arms mostly, some three and four.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path

CASES = (
    (100, 10), (448, 22), (1_000, 22), (5_000, 50), (10_000, 100), (20_000, 22), (20_000, 200),
)  # fmt: skip


def invented(trials: int, nodes: int) -> list:
    """Arms of invented trials; every treatment is linked to the next."""
    import numpy as np

    from kb.evidence.trials import Arm

    rng = np.random.default_rng(1)
    sizes = rng.choice([2, 2, 2, 2, 2, 2, 3, 3, 4], trials)
    found = []
    for trial in range(trials):
        start = trial % nodes
        extra = rng.integers(1, nodes - 1, sizes[trial] - 2).tolist()
        chosen = {start, (start + 1) % nodes, *((start + 1 + e) % nodes for e in extra)}
        for node in chosen:
            n = int(rng.integers(30, 300))
            risk = 0.3 + 0.2 * node / nodes
            found.append(Arm(f"{trial}", f"t{node:03}", n, int(rng.binomial(n, risk))))
    return found


def one(trials: int, nodes: int, path: str = "") -> None:
    """Fit once and print what it took."""
    from pathlib import Path as File

    from kb.evidence.build import from_arms
    from kb.evidence.designs import inconsistency
    from kb.evidence.network import fit
    from kb.evidence.options import NetworkOptions, Tau
    from kb.evidence.reading import read_trials
    from kb.evidence.summary import About, summary
    from kb.evidence.trials import Measure

    arms = list(read_trials(File(path)).arms) if path else invented(trials, nodes)
    begin = time.perf_counter()
    data = from_arms(arms, Measure.OR)
    fitted = fit(data)
    middle = time.perf_counter()
    inconsistency(fitted)
    split = time.perf_counter()
    summary(fitted, About(id="x", title="x", outcome="x", small_is_good=False))
    whole = time.perf_counter()
    fit(data, NetworkOptions(tau=Tau.REML))
    reml = time.perf_counter()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{len(data.trials):>7,} {len(data.treatments):>10} {middle - begin:>8.3f} "
        f"{split - middle:>8.3f} {whole - split:>8.3f} {reml - whole:>8.3f} {memory:>8.0f}",
        flush=True,
    )


def main(arguments: list[str]) -> None:
    """All cases, or one in this process."""
    if arguments[:1] == ["--one"]:
        one(int(arguments[1]), int(arguments[2]), *arguments[3:])
        return
    print(" trials treatments      fit  designs  summary     REML  peak MB", flush=True)
    me = str(Path(__file__).resolve())
    for path in arguments:
        subprocess.run([sys.executable, me, "--one", "0", "0", path], check=True)
    for trials, nodes in CASES:
        subprocess.run([sys.executable, me, "--one", str(trials), str(nodes)], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
