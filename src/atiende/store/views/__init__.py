"""Views: what screens ask, as SQLAlchemy Core selects over the projections and the content."""

from atiende.ports import views
from atiende.ports.admin_views import Administration
from atiende.ports.assist_views import Assistance
from atiende.ports.commitment_views import Commitments
from atiende.ports.matter_views import Matters
from atiende.ports.past_views import Past
from atiende.ports.people_views import People
from atiende.ports.recording_views import Recordings
from atiende.ports.report_views import Reports
from atiende.ports.search_views import Search
from atiende.store.views.admin import SqlAdministration
from atiende.store.views.asking import Asking, Fetch
from atiende.store.views.assist import SqlAssistance
from atiende.store.views.commitments import SqlCommitments
from atiende.store.views.conversations import SqlConversations
from atiende.store.views.customers import SqlCustomers
from atiende.store.views.floor import SqlFloor
from atiende.store.views.matters import SqlMatters
from atiende.store.views.past import SqlPast
from atiende.store.views.people import SqlPeople
from atiende.store.views.recordings import SqlRecordings
from atiende.store.views.reports import SqlReports
from atiende.store.views.search import SqlSearch
from atiende.store.views.timeline import SqlTimeline


class SqlViews:
    """`ports.views.Views` over a store."""

    def __init__(self, store: Fetch) -> None:
        ask = Asking(store)
        self.conversations: views.Conversations = SqlConversations(ask)
        self.timeline: views.Timeline = SqlTimeline(ask)
        self.customers: views.Customers = SqlCustomers(ask)
        self.matters: Matters = SqlMatters(ask)
        self.commitments: Commitments = SqlCommitments(ask)
        self.floor: views.Floor = SqlFloor(ask)
        self.admin: Administration = SqlAdministration(ask)
        self.past: Past = SqlPast(ask)
        self.people: People = SqlPeople(ask)
        self.reports: Reports = SqlReports(ask)
        self.search: Search = SqlSearch(ask)
        self.recordings: Recordings = SqlRecordings(ask)
        self.assistance: Assistance = SqlAssistance(ask)
