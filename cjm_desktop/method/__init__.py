"""The ten steps: how far each of them is, and what a good facilitator would point out. Pure: no clock, no I/O."""

from .hints import Hint, hints
from .steps import STEPS, Step, StepProgress, StepState, progress

__all__ = ["STEPS", "Hint", "Step", "StepProgress", "StepState", "hints", "progress"]
