"""Invented networks for the tests, and estimates by brute force that share no code with kb."""

from __future__ import annotations

import itertools

import numpy as np

from kb.evidence.trials import Arm


def binary_arms(seed: int, trials: int = 30, nodes: int = 5, zeros: bool = False) -> list[Arm]:
    """Arms of invented trials of 2 to 4 treatments; connected, some with zero cells if asked."""
    rng = np.random.default_rng(seed)
    names = [f"t{index}" for index in range(nodes)]
    found = []
    for trial in range(trials):
        size = int(rng.choice([2, 2, 2, 3, 4]))
        chosen = {trial % nodes, (trial + 1) % nodes}
        while len(chosen) < size:
            chosen.add(int(rng.integers(nodes)))
        for node in sorted(chosen):
            n = int(rng.integers(30, 200))
            risk = 0.3 + 0.05 * node + rng.normal(0, 0.05)
            events = int(rng.binomial(n, min(max(risk, 0.05), 0.9)))
            if zeros and trial % 7 == 0 and node == min(chosen):
                events = 0
            found.append(Arm(f"trial {trial:02}", names[node], n, events=events))
    return found


def mean_arms(seed: int, trials: int = 25, nodes: int = 5) -> list[Arm]:
    """Arms of invented trials with means and standard deviations."""
    rng = np.random.default_rng(seed)
    found = []
    for arm in binary_arms(seed, trials, nodes):
        node = int(arm.treatment[1:])
        mean, sd = 20 - node + rng.normal(0, 1), float(rng.uniform(5, 9))
        found.append(Arm(arm.trial, arm.treatment, arm.n, mean=float(mean), sd=sd))
    return found


class Brute:
    """Generalised least squares on all basic contrasts at once, with the full covariance.

    Only for measures that are differences of arm values with independent variances.
    """

    def __init__(self, arms: list[Arm], values: dict[tuple[str, str], tuple[float, float]]):
        self.names = sorted({arm.treatment for arm in arms})
        rows, y, blocks, self.designs = [], [], [], []
        for _, group in itertools.groupby(arms, key=lambda arm: arm.trial):
            inside = sorted(group, key=lambda arm: arm.treatment)
            base, *others = [values[arm.trial, arm.treatment] for arm in inside]
            size = len(others)
            covariance = np.full((size, size), base[1]) + np.diag([v for _, v in others])
            for arm, (value, _) in zip(inside[1:], others, strict=True):
                row = np.zeros(len(self.names))
                row[self.names.index(inside[0].treatment)] += 1
                row[self.names.index(arm.treatment)] -= 1
                rows.append(row)
                y.append(base[0] - value)
            blocks.append(covariance)
            self.designs.append(tuple(arm.treatment for arm in inside))
        self.x = np.array(rows)[:, 1:]
        self.y = np.array(y)
        total = len(self.y)
        self.v, self.z = np.zeros((total, total)), np.zeros((total, total))
        at = 0
        for block in blocks:
            size = len(block)
            self.v[at : at + size, at : at + size] = block
            self.z[at : at + size, at : at + size] = (np.eye(size) + 1) / 2
            at += size
        self.sizes = [len(block) for block in blocks]

    def gls(self, x: np.ndarray, tau2: float) -> tuple[np.ndarray, np.ndarray, float]:
        w = np.linalg.inv(self.v + tau2 * self.z)
        covariance = np.linalg.inv(x.T @ w @ x)
        beta = covariance @ x.T @ w @ self.y
        gap = self.y - x @ beta
        return beta, covariance, float(gap @ w @ gap)

    def moment_tau2(self, x: np.ndarray) -> float:
        w = np.linalg.inv(self.v)
        _, covariance, q = self.gls(x, 0.0)
        slope = np.trace(w @ self.z) - np.trace(covariance @ x.T @ w @ self.z @ w @ x)
        return max(0.0, (q - (len(self.y) - x.shape[1])) / slope)

    def restricted_likelihood(self, tau2: float) -> float:
        v = self.v + tau2 * self.z
        _, covariance, q = self.gls(self.x, tau2)
        return -0.5 * (np.linalg.slogdet(v)[1] - np.linalg.slogdet(covariance)[1] + q)

    def design_matrix(self) -> np.ndarray:
        """Each design with its own effects: no consistency assumed."""
        kinds = sorted(set(self.designs))
        starts = np.cumsum([0, *(len(kind) - 1 for kind in kinds)])
        found = np.zeros((len(self.y), starts[-1]))
        at = 0
        for design, size in zip(self.designs, self.sizes, strict=True):
            start = starts[kinds.index(design)]
            found[at : at + size, start : start + size] = np.eye(size)
            at += size
        return found

    def pair(self, beta: np.ndarray, covariance: np.ndarray, i: int, j: int) -> tuple[float, float]:
        """Effect of i minus j and its standard error."""
        full = np.concatenate(([0.0], beta))
        wide = np.zeros((len(full), len(full)))
        wide[1:, 1:] = covariance
        return full[i] - full[j], float(np.sqrt(wide[i, i] + wide[j, j] - 2 * wide[i, j]))
