"""Whether the stated contrasts of a multi-arm trial can all be true together."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from kb.evidence.contrasts import Contrasts
from kb.evidence.faults import fault, require_none
from kb.problems import Place, Problem


def require_agreement(contrasts: Contrasts, tolerance: float = 0.001) -> None:
    """Raise DataInvalid where effects do not add up or variances imply a negative arm variance.

    The same checks, with the same tolerance, as netmeta makes.
    """
    require_none(_contradictions(contrasts, tolerance))


def _contradictions(contrasts: Contrasts, tolerance: float) -> Iterable[Problem]:
    for group in contrasts.groups:
        if group.arms == 2:
            continue
        effect = group.square(contrasts.effect, -1.0)
        level = effect.mean(axis=2)
        gap = np.abs(effect - (level[:, :, None] - level[:, None, :])).max(axis=(1, 2))
        total = group.square(contrasts.variance, 1.0).sum(axis=2)
        middle = total.sum(axis=1, keepdims=True) / (2 * group.arms - 2)
        single = (total - middle) / (group.arms - 2)
        for index, trial in enumerate(group.trials.tolist()):
            name = contrasts.trials[trial]
            if gap[index] > tolerance:
                message = f"the effects of this trial contradict each other by {gap[index]:.4f}"
                remedy = "A against B plus B against C must give A against C: check the signs."
                yield fault("E408", message, remedy, Place("data"), name)
            if (single[index] < 0).any():
                message = "the standard errors of this trial imply a negative variance of an arm"
                remedy = "Check the standard errors, or give the arms themselves."
                yield fault("E408", message, remedy, Place("data"), name)
