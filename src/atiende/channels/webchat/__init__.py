"""Web chat: the visitor's socket and the widget's contract."""
