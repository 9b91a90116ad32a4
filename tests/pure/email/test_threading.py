"""Our tokens name the conversation and cannot be made up; without one, ids, then subject and people."""

from hypothesis import given
from hypothesis import strategies as st

from atiende.channels.email import threading
from atiende.channels.email.parse import parse_mail

KEY = b"k" * 32


def test_tokens_are_read_back_and_only_with_our_key() -> None:
    token = threading.make_message_id("msg_abc", KEY, "atiende.example")
    address = threading.make_reply_address("desk@atiende.example", "cnv_abc", KEY)
    assert threading.read_message_id(f"<{token}>", KEY) == "msg_abc"
    assert threading.read_reply_address(address, KEY) == "cnv_abc"
    assert threading.read_message_id(token, b"other") is None
    assert threading.read_reply_address(address, b"other") is None
    assert threading.read_message_id(token.replace("msg_abc", "msg_abd"), KEY) is None
    assert threading.without_token(address) == "desk@atiende.example"


def test_a_token_of_one_kind_is_not_one_of_the_other() -> None:
    mac = threading.make_reply_address("d@x.example", "abc", KEY).split("-")[1].split("@")[0]
    assert threading.read_message_id(f"atd.abc.{mac}@x.example", KEY) is None


def test_case_changed_on_the_way_does_not_matter() -> None:
    token = threading.make_message_id("msg_abc", KEY, "atiende.example")
    found = threading.read_message_id(token.upper(), KEY)
    assert found is not None and found.lower() == "msg_abc"


@given(st.text(max_size=200))
def test_no_text_is_a_token_by_chance_or_an_error(text: str) -> None:
    assert threading.read_message_id(text, KEY) is None
    assert threading.read_reply_address(text, KEY) is None
    threading.normal_subject(text)


def test_the_surest_reference_comes_first() -> None:
    ours = threading.make_message_id("msg_1", KEY, "atiende.example")
    plus = threading.make_reply_address("desk@atiende.example", "cnv_1", KEY)
    raw = (
        f"From: ana@x.example\nTo: {plus}\nSubject: RE: RV: Re: Factura\n"
        f"In-Reply-To: <other@x.example>\nReferences: <first@x.example> <{ours}>\n\nhola"
    )
    references = threading.references_of(parse_mail(raw.encode()), KEY)
    assert references == (
        threading.OurMessage(message_id="msg_1"),
        threading.OurConversation(conversation_id="cnv_1"),
        threading.OtherMessages(message_ids=("other@x.example", "first@x.example")),
        threading.SamePeopleSameSubject(subject="factura", people=("ana@x.example", "desk@atiende.example")),
    )


def test_prefixes_of_all_programs_are_taken_off_a_subject() -> None:
    for prefix in (
        "Re: ",
        "RE:",
        "RV: ",
        "Fwd: ",
        "FW: ",
        "AW: ",
        "Enc: ",
        "Res: ",
        "Re[2]: ",
        "回复: ",
        "RE: RV: [EXTERNAL] ",
    ):
        assert threading.normal_subject(f"{prefix}La  Factura") == "la factura"
    assert threading.normal_subject("Revisión: la factura") == "revisión: la factura"
