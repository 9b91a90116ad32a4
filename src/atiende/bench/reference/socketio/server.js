// The least a Socket.IO server does for a room: whoever says something is heard by everybody. `node server.js PORT`
const { createServer } = require("node:http");
const { Server } = require("socket.io");

const http = createServer();
const io = new Server(http, { serveClient: false, transports: ["websocket"], pingInterval: 20000, pingTimeout: 20000 });
io.on("connection", (socket) => {
  socket.on("say", (text) => io.emit("said", text));
});
http.listen(Number(process.argv[2]), "127.0.0.1");
