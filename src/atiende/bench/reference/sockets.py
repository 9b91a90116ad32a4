"""The same sockets with no store: a bare Starlette process that passes each visitor's message to one agent's socket.

Run as `python -m atiende.bench.reference.sockets PORT`. A widget says which agent gets its messages in the path.
"""

import asyncio
import json
import sys

import uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

agents: dict[str, WebSocket] = {}


async def agent(socket: WebSocket) -> None:
    await socket.accept()
    agents[socket.path_params["name"]] = socket
    try:
        while True:
            await socket.receive_text()
    except WebSocketDisconnect:
        agents.pop(socket.path_params["name"], None)


async def widget(socket: WebSocket) -> None:
    await socket.accept()
    name = socket.path_params["agent"]
    try:
        while True:
            frame = json.loads(await socket.receive_text())
            await socket.send_text(json.dumps({"op": "ack", "client_id": frame["client_id"]}))
            if name in agents:
                await agents[name].send_text(json.dumps({"op": "message", "text": frame["text"]}))
    except WebSocketDisconnect:
        return


def main() -> None:
    app = Starlette(
        routes=[WebSocketRoute("/agent/{name}", agent), WebSocketRoute("/widget/{agent}", widget)],
    )
    config = uvicorn.Config(
        app,
        host="127.0.0.1",
        port=int(sys.argv[1]),
        loop="uvloop",
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        log_config=None,
        access_log=False,
        lifespan="off",
    )
    asyncio.run(uvicorn.Server(config).serve())


if __name__ == "__main__":
    main()
