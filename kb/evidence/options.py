"""Choices of method. The defaults are those of R's meta 8.2 and netmeta 3.3."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ZeroCells(StrEnum):
    """Which trials get the increment added to events and non-events of all their arms."""

    AFFECTED = "affected"
    """Only trials with a zero cell (meta: method.incr = "only0")."""
    ALL_IF_ANY = "all-if-any"
    """Every trial, as soon as one trial has an arm without events (meta: "if0all")."""
    ALL = "all"
    """Every trial (meta: "all")."""


class AllZero(StrEnum):
    """What becomes of a trial without events, or without non-events, in all arms."""

    DROP = "drop"
    """It says nothing on a ratio and is left out (meta: allstudies = FALSE)."""
    KEEP = "keep"
    """It is kept with the increment (meta: allstudies = TRUE)."""
    REFUSE = "refuse"
    """It is reported as a fault in the data."""


class Smd(StrEnum):
    """Form of the standardised mean difference."""

    HEDGES = "hedges"
    """Corrected for small samples (meta::metacont)."""
    COHEN = "cohen"
    """Not corrected."""
    WHOLE_TRIAL = "whole-trial"
    """Not corrected, with spread and size of the whole trial, so that the contrasts of a
    multi-arm trial add up (Crippa and Orsini 2016, equations 4 and 5; meta::pairwise)."""


class Tau(StrEnum):
    """Estimator of the variance between trials."""

    DL = "DL"
    """DerSimonian and Laird (1986); for networks its generalisation by Jackson et al. (2012)."""
    REML = "REML"
    """Restricted maximum likelihood."""
    PM = "PM"
    """Paule and Mandel (1982); pairwise only."""
    FIXED = "none"
    """No variance between trials."""


class Covariance(StrEnum):
    """Sampling covariance of a multi-arm trial's contrasts in REML when no arms are given."""

    NETMETA = "netmeta"
    """Left out of the likelihood of τ², as netmeta 3.3 does; not out of the estimates."""
    EXACT = "exact"
    """As the trial's own standard errors imply."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectOptions:
    """How effects are computed from arms."""

    increment: float = 0.5
    zero_cells: ZeroCells = ZeroCells.AFFECTED
    all_zero: AllZero = AllZero.DROP
    smd: Smd = Smd.HEDGES
    exact: bool = True
    """Exact gamma-function correction and variance of the SMD (White and Thomas 2005)."""
    pooled_variance: bool = False
    """One variance for both arms of a mean difference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkOptions:
    """How a network is fitted."""

    tau: Tau = Tau.DL
    tau2: float | None = None
    """A stated variance between trials in place of an estimate."""
    level: float = 0.95
    reference: str = ""
    covariance: Covariance = Covariance.NETMETA
    tolerance: float = 0.001
    """Largest contradiction among the stated contrasts of a trial (netmeta: tol.multiarm)."""
