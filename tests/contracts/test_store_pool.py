"""A connection that is given up: who waits on it hears that it is gone, whatever came in that very moment."""

import asyncio
import time
from contextlib import nullcontext

import asyncpg
import pytest

from atiende.store.pooling import GONE, Session, is_gone, patient
from tests.contracts.store_world import TENANT

pytestmark = pytest.mark.pg
LITTLE = 0.3


async def asked_by_a_starved_node(session: Session, *, patiently: bool = True) -> None:
    """The node stands still from the question until after the time for its answer: the answer to its first half is
    seen in the same turn of the loop as the end of patience, and then its second half has nobody left to ask."""
    loop = asyncio.get_running_loop()
    with patient(session, LITTLE) if patiently else nullcontext():
        asking = asyncio.ensure_future(session.serve(TENANT))
        if not patiently:
            loop.call_later(LITTLE, session.terminate)
        await asyncio.sleep(0)
        time.sleep(2 * LITTLE)
        await asking


async def test_an_answer_in_the_turn_in_which_it_is_given_up_is_a_connection_gone(postgres_url: str) -> None:
    session = await asyncpg.connect(postgres_url, connection_class=Session)
    with pytest.raises(GONE):
        await asked_by_a_starved_node(session)
    assert is_gone(session)


async def test_what_is_given_up_without_that_care_is_no_error_of_the_database(postgres_url: str) -> None:
    """Negative control: the moment above is met, and asyncpg itself has no word for it."""
    session = await asyncpg.connect(postgres_url, connection_class=Session)
    with pytest.raises(AttributeError):
        await asked_by_a_starved_node(session, patiently=False)


async def test_a_mistake_of_ours_in_time_stays_a_mistake(postgres_url: str) -> None:
    session = await asyncpg.connect(postgres_url, connection_class=Session)
    with pytest.raises(AttributeError), patient(session):
        raise AttributeError("ours")
    session.terminate()
