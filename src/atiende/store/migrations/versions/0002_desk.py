"""The desk people live in: saved views, promises, links, companies, search and what belongs to them."""

import sqlalchemy as sa
from alembic import op

from atiende.store.migrations import by_hand

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _accesses() -> None:
    op.create_table(
        "accesses",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("customer", sa.Text(), nullable=False),
        sa.Column("window", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("viewer", sa.Text(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("first_at", sa.BigInteger(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.Column("views", sa.BigInteger(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "customer", "window", "viewer", "how"),
        sqlite_with_rowid=False,
    )
    op.create_index("accesses_by_viewer_window", "accesses", ["tenant", "viewer", "window"])
    op.create_index("accesses_by_window", "accesses", ["tenant", "window"])


def _addresses() -> None:
    op.create_index("addresses_by_normal", "addresses", ["tenant", "normal"])


def _article_reviews() -> None:
    op.create_table(
        "article_reviews",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "article"),
        sqlite_with_rowid=False,
    )


def _article_scores() -> None:
    op.create_table(
        "article_scores",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("helpful", sa.BigInteger(), nullable=False),
        sa.Column("unhelpful", sa.BigInteger(), nullable=False),
        sa.Column("used", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "article"),
        sqlite_with_rowid=False,
    )


def _article_views() -> None:
    op.create_table(
        "article_views",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("views", sa.BigInteger(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "article", "language"),
        sqlite_with_rowid=False,
    )


def _article_votes() -> None:
    op.create_table(
        "article_votes",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("brand", sa.Text(), nullable=False),
        sa.Column("helpful", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
        sqlite_with_rowid=False,
    )
    op.create_index("article_votes_by_article_at", "article_votes", ["tenant", "article", "at"])


def _auto_replies() -> None:
    op.create_table(
        "auto_replies",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "about"),
        sqlite_with_rowid=False,
    )


def _broadcasts() -> None:
    op.create_table(
        "broadcasts",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("teams", sa.Text(), nullable=False),
        sa.Column("brands", sa.Text(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "id"),
        sqlite_with_rowid=False,
    )
    op.create_index("broadcasts_by_until", "broadcasts", ["tenant", "until"])


def _canaries() -> None:
    op.create_table(
        "canaries",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("brand", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("usual_permille", sa.BigInteger(), nullable=False),
        sa.Column("minutes", sa.BigInteger(), nullable=False),
        sa.Column("customers", sa.BigInteger(), nullable=False),
        sa.Column("conversations", sa.Text(), nullable=False),
        sa.Column("again", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "id"),
        sqlite_with_rowid=False,
    )
    op.create_index("canaries_by_brand_kind_about", "canaries", ["tenant", "brand", "kind", "about"])
    op.create_index("canaries_by_state_at", "canaries", ["tenant", "state", "at"])


def _canary_words() -> None:
    op.create_table(
        "canary_words",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
        sqlite_with_rowid=False,
    )


def _commitment_texts() -> None:
    op.create_table(
        "commitment_texts",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
        sqlite_with_rowid=False,
    )


def _commitments() -> None:
    op.create_table(
        "commitments",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("customer", sa.Text(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=True),
        sa.Column("overdue", sa.Boolean(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "id"),
        sqlite_with_rowid=False,
    )
    op.create_index("commitments_by_conversation", "commitments", ["tenant", "conversation"])
    op.create_index("commitments_by_customer_state", "commitments", ["tenant", "customer", "state"])
    op.create_index("commitments_by_owner_state_due", "commitments", ["tenant", "owner", "state", "due"])
    op.create_index("commitments_by_state_due", "commitments", ["tenant", "state", "due"])


def _conversation_fields() -> None:
    op.create_table(
        "conversation_fields",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "conversation"),
        sqlite_with_rowid=False,
    )


def _conversations() -> None:
    op.add_column("conversations", sa.Column("tags", sa.Text(), nullable=False, server_default=sa.text("'[]'")))
    op.add_column("conversations", sa.Column("merged_into", sa.Text(), nullable=True))
    op.add_column("conversations", sa.Column("merged_was", sa.Text(), nullable=False, server_default=sa.text("''")))
    op.add_column("conversations", sa.Column("split_from", sa.Text(), nullable=True))
    op.add_column("conversations", sa.Column("policy", sa.Text(), nullable=False, server_default=sa.text("''")))
    op.add_column("conversations", sa.Column("answer_due", sa.BigInteger(), nullable=True))
    op.add_column("conversations", sa.Column("resolve_due", sa.BigInteger(), nullable=True))
    op.add_column("conversations", sa.Column("resolve_used", sa.BigInteger(), nullable=True))
    op.add_column("conversations", sa.Column("resolve_since", sa.BigInteger(), nullable=True))
    op.add_column("conversations", sa.Column("hand_raised_at", sa.BigInteger(), nullable=True))
    op.create_index("conversations_by_hand_raised_at", "conversations", ["tenant", "hand_raised_at"])
    op.create_index("conversations_by_merged_into", "conversations", ["tenant", "merged_into"])
    op.create_index("conversations_by_previous", "conversations", ["tenant", "previous"])
    op.create_index(
        "conversations_by_queue_status_answer_due_waiting_since",
        "conversations",
        ["tenant", "queue", "status", "answer_due", "waiting_since"],
    )
    op.create_index("conversations_by_split_from", "conversations", ["tenant", "split_from"])


def _customer_details() -> None:
    op.add_column("customer_details", sa.Column("normal", sa.Text(), nullable=False, server_default=sa.text("''")))
    op.create_index("customer_details_by_normal", "customer_details", ["tenant", "normal"])


def _customer_links() -> None:
    op.create_table(
        "customer_links",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("customer", sa.Text(), nullable=False),
        sa.Column("into", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("cut_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "id"),
        sqlite_with_rowid=False,
    )
    op.create_index("customer_links_by_customer", "customer_links", ["tenant", "customer"])
    op.create_index("customer_links_by_into", "customer_links", ["tenant", "into"])


def _customers() -> None:
    op.add_column("customers", sa.Column("into", sa.Text(), nullable=True))
    op.add_column("customers", sa.Column("organization", sa.Text(), nullable=True))
    op.add_column("customers", sa.Column("preferred_channel", sa.Text(), nullable=False, server_default=sa.text("''")))
    op.add_column("customers", sa.Column("preferred_language", sa.Text(), nullable=False, server_default=sa.text("''")))
    op.create_index("customers_by_into", "customers", ["tenant", "into"])
    op.create_index("customers_by_organization", "customers", ["tenant", "organization"])


def _decision_notes() -> None:
    op.create_table(
        "decision_notes",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("answered", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
        sqlite_with_rowid=False,
    )


def _decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("customer", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("agent", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "id"),
        sqlite_with_rowid=False,
    )
    op.create_index("decisions_by_conversation", "decisions", ["tenant", "conversation"])
    op.create_index("decisions_by_customer", "decisions", ["tenant", "customer"])
    op.create_index("decisions_by_state_asked_at", "decisions", ["tenant", "state", "asked_at"])


def _demos() -> None:
    op.create_table(
        "demos",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("home", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
        sqlite_with_rowid=False,
    )


def _drafts() -> None:
    op.add_column("drafts", sa.Column("cc", sa.Text(), nullable=False, server_default=sa.text("'[]'")))
    op.add_column("drafts", sa.Column("subject", sa.Text(), nullable=False, server_default=sa.text("''")))
    op.add_column("drafts", sa.Column("marked", sa.Boolean(), nullable=False, server_default=sa.false()))


def _errand_content() -> None:
    op.create_table(
        "errand_content",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("interaction", sa.Text(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("answered", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )


def _errands() -> None:
    op.create_table(
        "errands",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("interaction", sa.Text(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("flow", sa.Text(), nullable=False),
        sa.Column("node", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
        sqlite_with_rowid=False,
    )
    op.create_index("errands_by_interaction", "errands", ["tenant", "interaction"])
    op.create_index("errands_by_state_at", "errands", ["tenant", "state", "at"])


def _evaluation_results() -> None:
    op.create_table(
        "evaluation_results",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("cases", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
        sqlite_with_rowid=False,
    )


def _evaluation_runs() -> None:
    op.create_table(
        "evaluation_runs",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("evaluation", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("cases", sa.BigInteger(), nullable=False),
        sa.Column("passed", sa.BigInteger(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
        sqlite_with_rowid=False,
    )
    op.create_index("evaluation_runs_by_evaluation_at", "evaluation_runs", ["tenant", "evaluation", "at"])


def _flow_counts() -> None:
    op.create_table(
        "flow_counts",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("flow", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("node", sa.Text(), nullable=False),
        sa.Column("entered", sa.BigInteger(), nullable=False),
        sa.Column("left", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "flow", "version", "node"),
        sqlite_with_rowid=False,
    )


def _flow_sessions() -> None:
    op.create_table(
        "flow_sessions",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("interaction", sa.Text(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("customer", sa.Text(), nullable=False),
        sa.Column("flow", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("node", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("awaiting", sa.Text(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=True),
        sa.Column("tries", sa.BigInteger(), nullable=False),
        sa.Column("turn", sa.BigInteger(), nullable=False),
        sa.Column("stack", sa.Text(), nullable=False),
        sa.Column("goals", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("quiet", sa.Text(), nullable=False),
        sa.Column("root", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "interaction"),
        sqlite_with_rowid=False,
    )
    op.create_index("flow_sessions_by_conversation", "flow_sessions", ["tenant", "conversation"])
    op.create_index("flow_sessions_by_flow_version_node", "flow_sessions", ["tenant", "flow", "version", "node"])
    op.create_index("flow_sessions_by_outcome_at", "flow_sessions", ["tenant", "outcome", "at"])


def _flow_values() -> None:
    op.create_table(
        "flow_values",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("interaction", sa.Text(), nullable=False),
        sa.Column("values", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "interaction"),
    )


def _held_replies() -> None:
    op.create_table(
        "held_replies",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("then", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("snooze_until", sa.BigInteger(), nullable=True),
        sa.Column("unless_answered", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    op.create_index("held_replies_by_author", "held_replies", ["tenant", "author"])
    op.create_index("held_replies_by_conversation", "held_replies", ["tenant", "conversation"])


def _identities() -> None:
    op.add_column("identities", sa.Column("retired", sa.Boolean(), nullable=False, server_default=sa.false()))


def _import_lines() -> None:
    op.create_table(
        "import_lines",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("run", sa.Text(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "run", "line"),
        sqlite_with_rowid=False,
    )


def _import_runs() -> None:
    op.create_table(
        "import_runs",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("brand", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("blob", sa.Text(), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("encoding", sa.Text(), nullable=False),
        sa.Column("separator", sa.Text(), nullable=False),
        sa.Column("head", sa.Text(), nullable=False),
        sa.Column("existing", sa.Text(), nullable=False),
        sa.Column("lines", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.Column("skipped", sa.BigInteger(), nullable=False),
        sa.Column("problems", sa.BigInteger(), nullable=False),
        sa.Column("removed", sa.BigInteger(), nullable=False),
        sa.Column("kept", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
        sqlite_with_rowid=False,
    )


def _interactions() -> None:
    op.add_column("interactions", sa.Column("disposition", sa.Text(), nullable=False, server_default=sa.text("''")))
    op.add_column("interactions", sa.Column("flow", sa.Text(), nullable=False, server_default=sa.text("''")))


def _invitations() -> None:
    op.create_table(
        "invitations",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
        sqlite_with_rowid=False,
    )
    op.create_index("invitations_by_user", "invitations", ["tenant", "user"])


def _issue_links() -> None:
    op.create_table(
        "issue_links",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("told_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "article", "conversation"),
        sqlite_with_rowid=False,
    )
    op.create_index("issue_links_by_conversation", "issue_links", ["tenant", "conversation"])


def _knowledge_questions() -> None:
    op.create_table(
        "knowledge_questions",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("brand", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("found", sa.BigInteger(), nullable=False),
        sa.Column("sure", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("customer", sa.Text(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
        sqlite_with_rowid=False,
    )
    op.create_index("knowledge_questions_by_customer", "knowledge_questions", ["tenant", "customer"])
    op.create_index("knowledge_questions_by_sure_at", "knowledge_questions", ["tenant", "sure", "at"])
    op.create_index("knowledge_questions_by_words", "knowledge_questions", ["tenant", "words"])


def _mentions() -> None:
    op.create_table(
        "mentions",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("seen", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "user", "message"),
        sqlite_with_rowid=False,
    )
    op.create_index("mentions_by_conversation", "mentions", ["tenant", "conversation"])
    op.create_index("mentions_by_user_seen_at", "mentions", ["tenant", "user", "seen", "at"])


def _message_content() -> None:
    op.add_column("message_content", sa.Column("choices", sa.Text(), nullable=False, server_default=sa.text("'[]'")))
    op.add_column("message_content", sa.Column("choice", sa.Text(), nullable=False, server_default=sa.text("''")))
    op.add_column("message_content", sa.Column("source", sa.Text(), nullable=False, server_default=sa.text("''")))


def _messages() -> None:
    op.add_column("messages", sa.Column("only_for", sa.Text(), nullable=True))
    op.add_column("messages", sa.Column("copied_from", sa.Text(), nullable=True))
    op.add_column("messages", sa.Column("why", sa.Text(), nullable=False, server_default=sa.text("''")))


def _model_calls() -> None:
    op.create_table(
        "model_calls",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("assistant", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("ms", sa.BigInteger(), nullable=False),
        sa.Column("tokens_in", sa.BigInteger(), nullable=False),
        sa.Column("tokens_out", sa.BigInteger(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
        sqlite_with_rowid=False,
    )
    op.create_index("model_calls_by_at", "model_calls", ["tenant", "at"])
    op.create_index("model_calls_by_conversation", "model_calls", ["tenant", "conversation"])


def _model_days() -> None:
    op.create_table(
        "model_days",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("assistant", sa.Text(), nullable=False),
        sa.Column("day", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("calls", sa.BigInteger(), nullable=False),
        sa.Column("failed", sa.BigInteger(), nullable=False),
        sa.Column("tokens", sa.BigInteger(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "assistant", "day"),
        sqlite_with_rowid=False,
    )


def _model_states() -> None:
    op.create_table(
        "model_states",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("assistant", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "assistant"),
        sqlite_with_rowid=False,
    )


def _model_texts() -> None:
    op.create_table(
        "model_texts",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("answered", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
        sqlite_with_rowid=False,
    )
    op.create_index("model_texts_by_conversation", "model_texts", ["tenant", "conversation"])


def _monitorings() -> None:
    op.create_table(
        "monitorings",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("agent", sa.Text(), nullable=True),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("announced", sa.Boolean(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "conversation", "by"),
        sqlite_with_rowid=False,
    )


def _not_the_same() -> None:
    op.create_table(
        "not_the_same",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("customer", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "customer", "other"),
        sqlite_with_rowid=False,
    )
    op.create_index("not_the_same_by_other", "not_the_same", ["tenant", "other"])


def _notices() -> None:
    op.create_table(
        "notices",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("text_es", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("brands", sa.Text(), nullable=False),
        sa.Column("endpoints", sa.Text(), nullable=False),
        sa.Column("queues", sa.Text(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("canary", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "id"),
        sqlite_with_rowid=False,
    )
    op.create_index("notices_by_until", "notices", ["tenant", "until"])


def _organization_details() -> None:
    op.create_table(
        "organization_details",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("brand", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("normal", sa.Text(), nullable=False),
        sa.Column("domains", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
        sqlite_with_rowid=False,
    )
    op.create_index("organization_details_by_brand_normal", "organization_details", ["tenant", "brand", "normal"])


def _organization_domains() -> None:
    op.create_table(
        "organization_domains",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("brand", sa.Text(), nullable=False),
        sa.Column("domain", sa.Text(), nullable=False),
        sa.Column("organization", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "brand", "domain"),
        sqlite_with_rowid=False,
    )
    op.create_index("organization_domains_by_organization", "organization_domains", ["tenant", "organization"])


def _organizations() -> None:
    op.create_table(
        "organizations",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("brand", sa.Text(), nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
        sqlite_with_rowid=False,
    )
    op.create_index("organizations_by_brand", "organizations", ["tenant", "brand"])


def _pins() -> None:
    op.create_table(
        "pins",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("agent", sa.Text(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "agent", "conversation"),
        sqlite_with_rowid=False,
    )


def _report_agents() -> None:
    op.create_table(
        "report_agents",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("edition", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("grain", sa.Text(), nullable=False),
        sa.Column("day", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("begins", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("agent", sa.Text(), nullable=False),
        sa.Column("taken", sa.BigInteger(), nullable=False),
        sa.Column("handled", sa.BigInteger(), nullable=False),
        sa.Column("handle_ms", sa.BigInteger(), nullable=False),
        sa.Column("transferred", sa.BigInteger(), nullable=False),
        sa.Column("missed", sa.BigInteger(), nullable=False),
        sa.Column("declined", sa.BigInteger(), nullable=False),
        sa.Column("resolved", sa.BigInteger(), nullable=False),
        sa.Column("answers", sa.BigInteger(), nullable=False),
        sa.Column("busy_ms", sa.BigInteger(), nullable=False),
        sa.Column("ready_ms", sa.BigInteger(), nullable=False),
        sa.Column("paused_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "edition", "grain", "day", "begins", "agent"),
        sqlite_with_rowid=False,
    )


def _report_entries() -> None:
    op.create_table(
        "report_entries",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("edition", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("seq", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("day", sa.BigInteger(), nullable=False),
        sa.Column("begins", sa.BigInteger(), nullable=False),
        sa.Column("interaction", sa.Text(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("brand", sa.Text(), nullable=False),
        sa.Column("queue", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("entered", sa.BigInteger(), nullable=False),
        sa.Column("deadline", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("left", sa.BigInteger(), nullable=False),
        sa.Column("agent", sa.Text(), nullable=False),
        sa.Column("taken", sa.BigInteger(), nullable=False),
        sa.Column("handle_ms", sa.BigInteger(), nullable=False),
        sa.Column("transferred", sa.Boolean(), nullable=False),
        sa.Column("in_time", sa.Boolean(), nullable=False),
        sa.Column("short", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "edition", "seq"),
        sqlite_with_rowid=False,
    )
    op.create_index("report_entries_by_edition_agent_taken", "report_entries", ["tenant", "edition", "agent", "taken"])
    op.create_index("report_entries_by_edition_entered", "report_entries", ["tenant", "edition", "entered"])
    op.create_index("report_entries_by_edition_queue_day", "report_entries", ["tenant", "edition", "queue", "day"])


def _report_marks() -> None:
    op.create_table(
        "report_marks",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("edition", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "edition"),
    )


def _report_queues() -> None:
    op.create_table(
        "report_queues",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("edition", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("grain", sa.Text(), nullable=False),
        sa.Column("day", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("begins", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("queue", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("brand", sa.Text(), nullable=False),
        sa.Column("offered", sa.BigInteger(), nullable=False),
        sa.Column("answered", sa.BigInteger(), nullable=False),
        sa.Column("abandoned", sa.BigInteger(), nullable=False),
        sa.Column("short", sa.BigInteger(), nullable=False),
        sa.Column("moved", sa.BigInteger(), nullable=False),
        sa.Column("refused", sa.BigInteger(), nullable=False),
        sa.Column("within", sa.BigInteger(), nullable=False),
        sa.Column("answer_ms", sa.BigInteger(), nullable=False),
        sa.Column("handled", sa.BigInteger(), nullable=False),
        sa.Column("handle_ms", sa.BigInteger(), nullable=False),
        sa.Column("transferred", sa.BigInteger(), nullable=False),
        sa.Column("targets", sa.BigInteger(), nullable=False),
        sa.Column("met", sa.BigInteger(), nullable=False),
        sa.Column("firsts", sa.BigInteger(), nullable=False),
        sa.Column("first_ms", sa.BigInteger(), nullable=False),
        sa.Column("waits", sa.Text(), nullable=False),
        sa.Column("agents", sa.Text(), nullable=False),
        sa.Column("open", sa.Text(), nullable=False),
        sa.Column("due", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "edition", "grain", "day", "begins", "queue", "channel"),
        sqlite_with_rowid=False,
    )


def _report_served() -> None:
    op.create_table(
        "report_served",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("edition", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("day", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("brand", sa.Text(), nullable=False),
        sa.Column("flow", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "edition", "day", "brand", "flow", "version", "channel"),
        sqlite_with_rowid=False,
    )


def _report_sessions() -> None:
    op.create_table(
        "report_sessions",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("edition", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("seq", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("day", sa.BigInteger(), nullable=False),
        sa.Column("interaction", sa.Text(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("brand", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("flow", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("began", sa.BigInteger(), nullable=False),
        sa.Column("ended", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("node", sa.Text(), nullable=False),
        sa.Column("goal", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("handed", sa.BigInteger(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("queue", sa.Text(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("lost", sa.Boolean(), nullable=False),
        sa.Column("taken", sa.BigInteger(), nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=False),
        sa.Column("offered", sa.Boolean(), nullable=False),
        sa.Column("deflected", sa.Boolean(), nullable=False),
        sa.Column("found", sa.BigInteger(), nullable=False),
        sa.Column("missing", sa.BigInteger(), nullable=False),
        sa.Column("broken", sa.BigInteger(), nullable=False),
        sa.Column("contained", sa.Boolean(), nullable=False),
        sa.Column("unassisted", sa.Boolean(), nullable=False),
        sa.Column("failed", sa.Boolean(), nullable=False),
        sa.Column("scores", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "edition", "seq"),
        sqlite_with_rowid=False,
    )
    op.create_index("report_sessions_by_edition_day_flow", "report_sessions", ["tenant", "edition", "day", "flow"])


def _retired_addresses() -> None:
    op.create_table(
        "retired_addresses",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("customer", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("normal", sa.Text(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "identity"),
        sqlite_with_rowid=False,
    )
    op.create_index("retired_addresses_by_customer", "retired_addresses", ["tenant", "customer"])


def _review_notes() -> None:
    op.create_table(
        "review_notes",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "article"),
        sqlite_with_rowid=False,
    )


def _saved_views() -> None:
    op.create_table(
        "saved_views",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("shared", sa.Text(), nullable=False),
        sa.Column("filters", sa.Text(), nullable=False),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
        sqlite_with_rowid=False,
    )
    op.create_index("saved_views_by_owner", "saved_views", ["tenant", "owner"])
    op.create_index("saved_views_by_shared", "saved_views", ["tenant", "shared"])


def _search_entries() -> None:
    op.create_table(
        "search_entries",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("brand", sa.Text(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("customer", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    op.create_index("search_entries_by_conversation", "search_entries", ["tenant", "conversation"])
    op.create_index("search_entries_by_kind_at_id", "search_entries", ["tenant", "kind", "at", "id"])


def _sessions() -> None:
    op.add_column("sessions", sa.Column("viewing", sa.Text(), nullable=False, server_default=sa.text("''")))
    op.add_column(
        "sessions", sa.Column("viewing_until", sa.BigInteger(), nullable=False, server_default=sa.text("'0'"))
    )


def _stated_addresses() -> None:
    op.create_table(
        "stated_addresses",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("customer", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("normal", sa.Text(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "customer", "channel", "normal"),
        sqlite_with_rowid=False,
    )
    op.create_index("stated_addresses_by_normal", "stated_addresses", ["tenant", "normal"])


def _suggestion_content() -> None:
    op.create_table(
        "suggestion_content",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sources", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
        sqlite_with_rowid=False,
    )
    op.create_index("suggestion_content_by_conversation", "suggestion_content", ["tenant", "conversation"])


def _suggestion_counts() -> None:
    op.create_table(
        "suggestion_counts",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("offering", sa.Text(), nullable=False),
        sa.Column("made", sa.BigInteger(), nullable=False),
        sa.Column("taken", sa.BigInteger(), nullable=False),
        sa.Column("edited", sa.BigInteger(), nullable=False),
        sa.Column("discarded", sa.BigInteger(), nullable=False),
        sa.Column("withheld", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "kind", "offering"),
        sqlite_with_rowid=False,
    )


def _suggestions() -> None:
    op.create_table(
        "suggestions",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("customer", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("agent", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("offering", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "id"),
        sqlite_with_rowid=False,
    )
    op.create_index("suggestions_by_conversation", "suggestions", ["tenant", "conversation"])
    op.create_index("suggestions_by_customer_kind", "suggestions", ["tenant", "customer", "kind"])
    op.create_index("suggestions_by_kind_at", "suggestions", ["tenant", "kind", "at"])


def _text_uses() -> None:
    op.create_table(
        "text_uses",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("agent", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "agent", "kind", "slug"),
        sqlite_with_rowid=False,
    )


def _users() -> None:
    op.add_column("users", sa.Column("preferences", sa.Text(), nullable=False, server_default=sa.text("'{}'")))


def _verification_codes() -> None:
    op.create_table(
        "verification_codes",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("customer", sa.Text(), nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "conversation"),
        sqlite_with_rowid=False,
    )


def _verifications() -> None:
    op.create_table(
        "verifications",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("customer", sa.Text(), nullable=False),
        sa.Column("agent", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("failed", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "conversation", "customer"),
        sqlite_with_rowid=False,
    )


def _vote_comments() -> None:
    op.create_table(
        "vote_comments",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
        sqlite_with_rowid=False,
    )
    op.create_index("vote_comments_by_article", "vote_comments", ["tenant", "article"])


def _walls() -> None:
    op.create_table(
        "walls",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("queues", sa.Text(), nullable=False),
        sa.Column("brands", sa.Text(), nullable=False),
        sa.Column("people", sa.Boolean(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "id"),
        sqlite_with_rowid=False,
    )
    op.create_index("walls_across", "walls", ["id"])


def _widgets_seen() -> None:
    op.create_table(
        "widgets_seen",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("endpoint", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "endpoint", "origin"),
        sqlite_with_rowid=False,
    )


def upgrade() -> None:
    for alter in (
        _accesses,
        _addresses,
        _article_reviews,
        _article_scores,
        _article_views,
        _article_votes,
        _auto_replies,
        _broadcasts,
        _canaries,
        _canary_words,
        _commitment_texts,
        _commitments,
        _conversation_fields,
        _conversations,
        _customer_details,
        _customer_links,
        _customers,
        _decision_notes,
        _decisions,
        _demos,
        _drafts,
        _errand_content,
        _errands,
        _evaluation_results,
        _evaluation_runs,
        _flow_counts,
        _flow_sessions,
        _flow_values,
        _held_replies,
        _identities,
        _import_lines,
        _import_runs,
        _interactions,
        _invitations,
        _issue_links,
        _knowledge_questions,
        _mentions,
        _message_content,
        _messages,
        _model_calls,
        _model_days,
        _model_states,
        _model_texts,
        _monitorings,
        _not_the_same,
        _notices,
        _organization_details,
        _organization_domains,
        _organizations,
        _pins,
        _report_agents,
        _report_entries,
        _report_marks,
        _report_queues,
        _report_served,
        _report_sessions,
        _retired_addresses,
        _review_notes,
        _saved_views,
        _search_entries,
        _sessions,
        _stated_addresses,
        _suggestion_content,
        _suggestion_counts,
        _suggestions,
        _text_uses,
        _users,
        _verification_codes,
        _verifications,
        _vote_comments,
        _walls,
        _widgets_seen,
    ):
        alter()
    by_hand.full_text_search()
