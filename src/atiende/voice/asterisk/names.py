"""What our ids are called in Asterisk, and back. Everything is derived, so that nothing need be remembered.

A leg that we dialled is the channel of its name (`leg_…`, and `leg_…~2` for the second trunk that was tried); one that
came to us keeps Asterisk's own id: `leg_in_` and that. What a leg or a recording is besides is a *mark*: an empty
bridge called `hold~leg…`, listed like every other one, so that it is known again after a restart of either side.
"""

ARRIVED = "leg_in_"
HOLD, MUTE, SECRET, RECORD, PAUSE, PLAY = "hold", "mute", "secret", "record", "pause", "play"
MARKS = (HOLD, MUTE, SECRET, RECORD, PAUSE, PLAY)
EAR, SNOOP, TAP = "ear", "snoop", "tap"


def channel_of(leg: str) -> str:
    """The first channel of a leg."""
    return leg.removeprefix(ARRIVED)


def leg_of(channel: str) -> str:
    """Of a telephone's channel, or empty for one that serves us otherwise."""
    if channel.startswith("leg_"):
        return channel.partition("~")[0]
    return "" if "~" in channel else ARRIVED + channel


def name(kind: str, *parts: str) -> str:
    """The id of something of ours that is neither a leg nor a bridge of a call."""
    return "~".join((kind, *parts))


def parts(made: str) -> tuple[str, ...]:
    """Its kind and the rest; empty for anything else."""
    found = tuple(made.split("~"))
    return found if len(found) > 1 and found[0] in (*MARKS, EAR, SNOOP, TAP) else ()
