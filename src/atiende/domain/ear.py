"""A caller who listens: what is played to him next, what his keys mean, and when his silence counts. Pure.

The script says what there is to say and what follows; this says what to play, and what was heard. Time is milliseconds
of any clock that does not jump.
"""

from msgspec import Struct
from msgspec.structs import replace

from atiende.domain.spoken import Saying, Then

SILENCE_MS = 7_000
"""After the last word, in which he should press something."""
BETWEEN_MS = 4_000
"""Between two keys of one number."""
HURRY_MS = 2_500
"""The same where what he pressed is an answer already, though a longer one begins so."""
BEFORE_MUSIC_MS, BEFORE_FILLING_MS = 400, 1_500
"""Nobody who is served at once hears music begin, nor who waits a moment for a machine."""
MOST_KEYS = 40
END, CLEAR, PERSON = "#", "*", "0"


class Script(Struct, frozen=True, kw_only=True):
    """`serial` tells one from the next. `keys`: answers that need no more; `again_ms`: when, in the music, something is
    told anew, 0 never; `secret`: his keys are nobody's to hear."""

    serial: str = ""
    sayings: tuple[Saying, ...] = ()
    then: Then = ""
    keys: tuple[str, ...] = ()
    secret: bool = False
    again_ms: int = 0
    seconds: int = 0


class Ear(Struct, frozen=True, kw_only=True):
    """`left`: still to be said, what is being said first. `playing` and `music` are plays under way; `count` makes
    their ids; `due`: when something is to be done if nothing is heard."""

    script: Script = Script()
    left: tuple[Saying, ...] = ()
    playing: str = ""
    music: str = ""
    count: int = 0
    pressed: str = ""
    due: int | None = None


class Say(Struct, frozen=True):
    play: str
    saying: Saying


class Music(Struct, frozen=True):
    play: str


class Stop(Struct, frozen=True):
    play: str


class Collect(Struct, frozen=True):
    secret: bool


class Answered(Struct, frozen=True):
    """He pressed this in answer to what was asked."""

    text: str


class Quiet(Struct, frozen=True):
    """He pressed nothing."""


class Key(Struct, frozen=True):
    """Pressed where nothing was asked, while he waits."""

    key: str


class Tell(Struct, frozen=True):
    """It is time to tell him how it stands."""


class Record(Struct, frozen=True):
    seconds: int


class Leave(Struct, frozen=True):
    """All is said: the call ends."""


Command = Say | Music | Stop | Collect | Answered | Quiet | Key | Tell | Record | Leave
Next = tuple[Ear, tuple[Command, ...]]


def turn_to(ear: Ear, script: Script, now: int) -> Next:
    """Another script. What is being said is said to its end, unless there is nothing to follow it."""
    if script.serial == ear.script.serial:
        return ear, ()
    commands: list[Command] = []
    if script.secret != ear.script.secret:
        commands.append(Collect(script.secret))
    left = (*ear.left, *script.sayings) if script.sayings else ear.left
    turned = replace(ear, script=script, left=left, pressed="", due=None)
    if not turned.playing:
        turned, more = _go_on(turned, now)
        commands += more
    return turned, tuple(commands)


def hush(ear: Ear) -> Next:
    """Somebody is with him: nothing is played any more."""
    commands = [Stop(play) for play in (ear.playing, ear.music) if play]
    secret: list[Command] = [Collect(False)] if ear.script.secret else []
    return Ear(count=ear.count), (*commands, *secret)


def interject(ear: Ear, sayings: tuple[Saying, ...], now: int) -> Next:
    """Something is told in the music, which goes on afterwards."""
    told = replace(ear, left=(*ear.left, *sayings), due=None)
    return _go_on(told, now) if not told.playing else (told, ())


def played(ear: Ear, play: str, now: int) -> Next:
    """A play is over, whole or not."""
    if play == ear.music:
        return _go_on(replace(ear, music=""), now)
    if play != ear.playing:
        return ear, ()
    return _go_on(replace(ear, playing="", left=ear.left[1:]), now)


def pressed(ear: Ear, key: str, now: int) -> Next:
    """A key: it stops what is being said where it is an answer."""
    script = ear.script
    if script.then != "listen":
        return _pressed_waiting(ear, key, now)
    hushed, stops = _barge(ear)
    if key == CLEAR and CLEAR not in script.keys:
        return replace(hushed, pressed="", due=now + BETWEEN_MS), stops
    whole = hushed.pressed + key
    if key == END and END not in script.keys:
        return _answer(hushed, hushed.pressed, stops) if hushed.pressed else (replace(hushed, due=now), stops)
    grown = replace(hushed, pressed=whole[:MOST_KEYS], due=now + BETWEEN_MS)
    if not script.keys:
        return grown, stops
    longer = [one for one in script.keys if one.startswith(whole) and one != whole]
    if not longer:
        return _answer(grown, whole, stops)
    return replace(grown, due=now + HURRY_MS) if whole in script.keys else grown, stops


def spoke(ear: Ear, words: str) -> Next:
    """He has said something: an answer where one was asked for, and nothing else has to be said then."""
    if ear.script.then != "listen" or ear.script.secret:
        return ear, ()
    hushed, stops = _barge(ear)
    return _answer(hushed, words, stops)


def until(ear: Ear, moment: int) -> Ear:
    """He speaks a message until then, at the latest."""
    return replace(ear, due=moment)


def tick(ear: Ear, now: int) -> Next:
    """The moment of `due` may have come."""
    if ear.due is None or now < ear.due:
        return ear, ()
    rested = replace(ear, due=None)
    if ear.script.then == "listen":
        return _answer(rested, ear.pressed, ()) if ear.pressed else (_asked(rested), (Quiet(),))
    if ear.script.then == "record":
        return _answer(rested, END, ())
    if ear.script.then in ("", "music") and not ear.music:
        return _begin_music(rested, now)
    return rested, (Tell(),)


def _pressed_waiting(ear: Ear, key: str, now: int) -> Next:
    """Nothing was asked; while he waits, a key may be one of those he was told of."""
    if ear.script.then == "leave":
        return ear, ()
    if ear.script.then == "music" and ear.playing and ear.script.keys and key in ear.script.keys:
        hushed, stops = _barge(ear)
        gone, more = _go_on(hushed, now)
        return gone, (*stops, Key(key), *more)
    if ear.script.then == "record":
        return _answer(ear, key, ())
    return ear, (Key(key),)


def _barge(ear: Ear) -> Next:
    stops = (Stop(ear.playing),) if ear.playing else ()
    return replace(ear, playing="", left=()), stops


def _answer(ear: Ear, text: str, before: tuple[Command, ...]) -> Next:
    return _asked(ear), (*before, Answered(text))


def _asked(ear: Ear) -> Ear:
    """What was asked is answered: whatever he presses before the next script is not."""
    return replace(ear, script=replace(ear.script, then="", keys=(), again_ms=0), pressed="", due=None)


def _go_on(ear: Ear, now: int) -> Next:
    """The next to be said, or what follows when all is said."""
    script = ear.script
    if ear.left:
        stops = (Stop(ear.music),) if ear.music else ()
        count = ear.count + 1
        saying = replace(ear, music="", playing=str(count), count=count, due=None)
        return saying, (*stops, Say(str(count), ear.left[0]))
    if script.then == "leave":
        return replace(ear, script=replace(script, then="")), (Leave(),)
    if script.then == "record":
        return ear, (Record(script.seconds),)
    if script.then == "listen":
        return replace(ear, due=now + (BETWEEN_MS if ear.pressed else SILENCE_MS)), ()
    if ear.music:
        return replace(ear, due=now + script.again_ms if script.again_ms else None), ()
    return replace(ear, due=now + (BEFORE_MUSIC_MS if script.then == "music" else BEFORE_FILLING_MS)), ()


def _begin_music(ear: Ear, now: int) -> Next:
    count = ear.count + 1
    due = now + ear.script.again_ms if ear.script.again_ms else None
    return replace(ear, music=str(count), count=count, due=due), (Music(str(count)),)
