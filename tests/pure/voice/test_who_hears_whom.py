"""Measured in sound: each says a tone, and what each hears is compared with the table."""

import io

import numpy as np
import pytest
import soundfile

from atiende.voice.embedded.media import hearing
from atiende.voice.embedded.media.core import Core
from atiende.voice.embedded.media.hearing import Standing
from atiende.voice.embedded.media.recording import ogg_of
from tests.doubles.studio import Pieces, Studio, tone_file, tones_in

Table = dict[str, set[str]]
EVERYBODY = ("customer", "agent", "third", "supervisor")


def two(core: Core) -> None:
    core.bridge("call", {"customer", "agent"})


def conference(core: Core) -> None:
    core.bridge("call", {"customer", "agent", "third"})


def listened(core: Core) -> None:
    two(core)
    core.overhear("supervisor", "agent", False)


def coached(core: Core) -> None:
    two(core)
    core.overhear("supervisor", "agent", True)


def barged(core: Core) -> None:
    coached(core)
    core.overhear("supervisor", "", False)
    core.bridge("call", {"customer", "agent", "supervisor"})


def held(core: Core) -> None:
    two(core)
    core.hold("customer", None)


def held_with_music(core: Core) -> None:
    two(core)
    core.hold("customer", "music")


def consulting(core: Core) -> None:
    core.bridge("call", {"customer"})
    core.hold("customer", "music")
    core.bridge("aside", {"agent", "third"})


def resumed(core: Core) -> None:
    held(core)
    core.resume("customer")


def muted(core: Core) -> None:
    two(core)
    core.mute("agent", True)


def secret(core: Core) -> None:
    two(core)
    core.collect("customer", True)


def announced(core: Core) -> None:
    two(core)
    core.play("ply", "call", "music", True)


def told_alone(core: Core) -> None:
    two(core)
    core.play("ply", "agent", "music", True)


def echo(core: Core) -> None:
    core.overhear("agent", "agent", False)


C, A, T, S, M = "customer", "agent", "third", "supervisor", "music"


@pytest.mark.parametrize(
    ("told", "table"),
    [
        (two, {C: {A}, A: {C}}),
        (conference, {C: {A, T}, A: {C, T}, T: {C, A}}),
        (listened, {C: {A}, A: {C}, S: {C, A}}),
        (coached, {C: {A}, A: {C, S}, S: {C, A}}),
        (barged, {C: {A, S}, A: {C, S}, S: {C, A}}),
        (held, {}),
        (held_with_music, {C: {M}}),
        (consulting, {C: {M}, A: {T}, T: {A}}),
        (resumed, {C: {A}, A: {C}}),
        (muted, {A: {C}}),
        (secret, {C: {A}, A: {C}}),
        (announced, {C: {A, M}, A: {C, M}}),
        (told_alone, {C: {A}, A: {C, M}}),
        (echo, {A: {A}}),
    ],
    ids=lambda each: each.__name__ if callable(each) else "",
)
async def test_everybody_hears_whom_the_table_says(told: object, table: Table) -> None:
    studio = Studio(EVERYBODY)
    await studio.core.keep("music", tone_file(2000, 1))
    assert callable(told)
    told(studio.core)
    assert studio.hears() == {name: table.get(name, set()) for name in EVERYBODY}


async def test_a_coach_and_a_held_leg_are_not_recorded_and_the_sides_do_not_mix() -> None:
    studio, pieces = Studio(EVERYBODY), Pieces()
    coached(studio.core)
    studio.core.record("rec", "call", "customer", pieces)
    studio.pass_by(2)
    studio.core.stop_recording("rec")
    sound, rate = soundfile.read(io.BytesIO(ogg_of(pieces.written).content), dtype="float32")
    assert rate == 16_000
    assert tones_in(sound[8000:, 0].copy()) == {C}
    assert tones_in(sound[8000:, 1].copy()) == {A}


def test_two_plain_legs_are_never_decoded() -> None:
    studio = Studio(("customer", "agent"))
    two(studio.core)
    studio.pass_by(1)
    assert studio.core.figures()["decoded"] == 0
    studio.core.tap("call", lambda *_: None)
    studio.pass_by(1)
    assert studio.core.figures()["decoded"] == 2
    assert studio.core.figures()["mixed"] == 0, "who hears one leg only still gets its packets"


async def test_callers_who_hear_one_sound_only_need_no_encoder() -> None:
    studio = Studio(EVERYBODY)
    await studio.core.keep("music", tone_file(2000, 1))
    for name in EVERYBODY:
        studio.core.play(f"ply_{name}", name, "music", True)
    assert studio.hears() == {name: {M} for name in EVERYBODY}
    assert studio.core.figures()["mixed"] == 0


def test_a_transcriber_hears_each_leg_alone() -> None:
    studio, heard = Studio(("customer", "agent")), dict[str, list[bytes]]()
    two(studio.core)
    studio.core.tap("call", lambda leg, at, pcm: heard.setdefault(leg, []).append(pcm))
    studio.pass_by(2)
    for name in ("customer", "agent"):
        sound = np.frombuffer(b"".join(heard[name]), np.int16).astype(np.float32) / 32768
        assert tones_in(sound[8000:]) == {name}


def test_nobody_hears_who_is_gone() -> None:
    legs = {"a": Standing(bridge="b"), "b": Standing(bridge="b", connected=False), "c": Standing(bridge="b")}
    assert hearing.sources("a", legs) == ("c",)


def test_what_is_gone_or_unknown_is_no_error() -> None:
    core = Studio(()).core
    for name in ("nobody", ""):
        core.leave(name)
        core.disconnect(name)
        core.hold(name, "x")
        core.resume(name)
        core.mute(name, True)
        core.collect(name, True)
        core.overhear(name, name, True)
        core.press(name, "1")
        core.pressed(name, "1")
        core.classify(name)
        core.stop(name)
        core.stop_recording(name)
        core.pause_recording(name, True)
        core.rtp_in(name, b"\x80" * 20, 0.0)
        core.rtcp_in(name, b"\x80" * 20)
    core.bridge("b", {"nobody"})
    core.tick(0.02)
    assert not core.census_parts().bridges
