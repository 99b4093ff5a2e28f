"""A log-linear choice among options."""

from __future__ import annotations

from collections.abc import Callable
from math import exp, log

import pytest

np = pytest.importorskip("numpy")
optimize = pytest.importorskip("scipy.optimize")

from training import loglinear  # noqa: E402
from training.loglinear import Example, fit  # noqa: E402


def pair(good: dict[str, float], bad: dict[str, float]) -> Example:
    """Return a choice between two options of which the first is right."""
    return [good, bad], [True, False]


def test_the_better_feature_gets_the_larger_weight() -> None:
    weights = fit([pair({"a": 1.0}, {"b": 1.0})] * 8 + [pair({"b": 1.0}, {"a": 1.0})] * 2, 0.01)
    assert weights["a"] > 0 > weights["b"]
    assert weights["a"] - weights["b"] == pytest.approx(log(8 / 2), abs=0.01)  # the odds that were seen


def test_values_count() -> None:
    weights = fit([pair({"log": log(0.9)}, {"log": log(0.1)})] * 9 + [pair({"log": log(0.1)}, {"log": log(0.9)})], 1e-4)
    assert weights["log"] == pytest.approx(1.0, abs=0.02)  # calibrated already: probabilities stay as they are


def test_a_prior_keeps_weights_small() -> None:
    examples = [pair({"a": 1.0}, {})] * 20
    loose, tight = (fit(examples, prior)["a"] for prior in (0.01, 10.0))
    assert loose > 3 * tight > 0
    # where the slope of the likelihood is that of the prior
    assert 20 * (1 - 1 / (1 + exp(-tight))) == pytest.approx(10 * tight, abs=0.05)


def test_rare_features_and_small_weights_are_left_out() -> None:
    examples = [pair({"often": 1.0, "rare": 1.0}, {}), pair({"often": 1.0}, {}), pair({"often": 1.0}, {})]
    assert fit(examples, 1.0).keys() == {"often", "rare"}
    assert fit(examples, 1.0, rarest=2).keys() == {"often"}
    balanced = [pair({"same": 1.0, "good": 1.0}, {"same": 1.0})] * 5
    assert fit(balanced, 1.0).keys() == {"good", "same"}
    assert fit(balanced, 1.0, smallest=0.02).keys() == {"good"}


def test_several_options_may_be_right() -> None:
    examples: list[Example] = [([{"a": 1.0}, {"b": 1.0}, {"none": 1.0}], [True, True, False])] * 10
    weights = fit(examples, 0.1)
    assert weights["a"] == weights["b"] > 0 > weights["none"]


def test_the_order_of_examples_makes_no_difference() -> None:
    examples = [pair({"a": 1.0, "c": 0.5}, {"b": 1.0}), pair({"b": 1.0}, {"c": 2.0}), pair({"c": 1.0}, {"a": 0.3})]
    assert fit(examples, 0.5) == pytest.approx(fit(examples[::-1], 0.5), abs=0.002)


def test_large_scores_do_not_overflow() -> None:
    weights = fit([pair({"a": 1000.0}, {"a": -1000.0})] * 3, 1e-3)
    assert 0 <= weights["a"] < 1


def test_the_gradient_is_that_of_the_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    errors = list[float]()

    def checked(loss: Callable[..., tuple[float, object]], start: object, **given: object) -> object:
        rng = np.random.default_rng(0)
        for _ in range(5):
            at = rng.normal(size=np.shape(start))
            errors.append(optimize.check_grad(lambda w: loss(w)[0], lambda w: loss(w)[1], at))
        return optimize.minimize(loss, start, **given)

    monkeypatch.setattr(loglinear, "minimize", checked)
    options: Example = ([{"a": 0.7, "b": -1.0}, {"b": 2.0, "c": 0.1}, {"c": 1.0}, {}], [False, True, True, False])
    fit([options, pair({"a": 1.0}, {"c": -0.4})], 0.5)
    assert len(errors) == 5
    assert max(errors) < 1e-5
