"""A made-up province of any size: the agencies' files, and the truth about every row.

Nobody in it is real: names are drawn from tables of frequencies, numbers and dates at random.
"""

from __future__ import annotations

from sample_data.frames import Frames, generate_frames
from sample_data.generate import generate

__all__ = ["Frames", "generate", "generate_frames"]
