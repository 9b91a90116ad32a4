"""HTTP and WebSocket: who asks, which action, what answer."""
