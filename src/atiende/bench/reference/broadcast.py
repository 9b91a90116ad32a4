"""The least a picows server does for a room: whoever says something is heard by everybody.

Run as `python -m atiende.bench.reference.broadcast PORT`. picows writes frames in C: as fast as sockets of Python get.
"""

import sys

import uvloop
from picows import WSFrame, WSListener, WSMsgType, WSTransport, WSUpgradeRequest, ws_create_server

room: set[WSTransport] = set()


class Member(WSListener):
    def on_ws_connected(self, transport: WSTransport) -> None:
        room.add(transport)

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        room.discard(transport)

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type == WSMsgType.TEXT:
            text = frame.get_payload_as_bytes()
            for member in room:
                member.send(WSMsgType.TEXT, text)
        elif frame.msg_type == WSMsgType.PING:
            transport.send_pong(frame.get_payload_as_bytes())


def member(_: WSUpgradeRequest) -> Member:
    return Member()


async def serve(port: int) -> None:
    server = await ws_create_server(member, "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(serve(int(sys.argv[1])))
