"""`atiende bench flows`: what a step of the engine costs."""

import asyncio

from atiende.bench.flow_steps import step_us
from atiende.bench.registry import Figures, Options

STEPS, QUICK_STEPS = 40_000, 8_000


async def run(options: Options) -> Figures:
    steps = QUICK_STEPS if options.quick else STEPS
    return {"step_us": round(await asyncio.to_thread(step_us, steps), 1)}
