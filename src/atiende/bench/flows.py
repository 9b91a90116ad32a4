"""`atiende bench flows`: what a step of the engine costs, and how long 400 visitors at once wait for its answers."""

import asyncio

from atiende.bench.flow_chats import bots
from atiende.bench.flow_steps import step_us
from atiende.bench.registry import Figures, Options

STEPS, QUICK_STEPS = 40_000, 8_000


async def run(options: Options) -> Figures:
    steps = QUICK_STEPS if options.quick else STEPS
    step = round(await asyncio.to_thread(step_us, steps), 1)
    return {"step_us": step, **await bots(options)}
