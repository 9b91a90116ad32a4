"""Who opens the chat: a browser with a token of ours, or somebody the site vouches for with a signed identity."""

import hmac

VISITOR = "v:"
VOUCHED = "u:"


def vouched(secret: str, user_id: str, signature: str) -> bool:
    """Whether `signature` is the hex HMAC-SHA256 of the id under the endpoint's secret. Constant time."""
    if not secret or not user_id or len(signature) != 64:
        return False
    made = hmac.new(secret.encode(), user_id.encode(), "sha256").hexdigest()
    return hmac.compare_digest(made, signature.lower())
