"""What a widget may say."""

import json

from atiende.api.public.said import decoded


def test_a_nul_in_what_a_visitor_writes_is_left_out() -> None:
    frame = decoded(json.dumps({"op": "send", "client_id": "a", "text": "ho\x00la", "name": "\x00Pepe"}))
    assert (frame.text, frame.name) == ("hola", "Pepe")


def test_what_looks_like_a_nul_but_is_text_stays() -> None:
    assert decoded('{"op": "send", "text": "\\\\u0000"}').text == "\\u0000"
