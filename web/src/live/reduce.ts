/** The one way live frames change what is on the screen: state and frame in, state out. Pure. */
import { mergeEntries, moveStatus } from './thread';
import type { FactFrame, Frame, LiveEvent, LiveOffer, LiveRow, LiveState } from './state';

const TYPING_LASTS = 7_000;

const OFFER_OVER: ReadonlySet<string> = new Set([
  'OfferAccepted',
  'OfferDeclined',
  'OfferExpired',
  'OfferWithdrawn',
]);

const byId = <T extends { id: string }>(items: readonly T[]): Record<string, T> =>
  Object.fromEntries(items.map((item) => [item.id, item]));

function without<T>(record: Record<string, T>, key: string): Record<string, T> {
  if (!(key in record)) return record;
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}

/** Rows never go back in time: a list read before a frame came must not undo it. */
export function mergeRows(state: LiveState, came: readonly LiveRow[]): Record<string, LiveRow> {
  if (came.length === 0) return state.rows;
  const rows = { ...state.rows };
  for (const each of came) {
    const row = each.unread && (state.seen[each.id] ?? 0) >= each.last ? { ...each, unread: false } : each;
    const known = rows[row.id];
    if (!known || known.touched_at <= row.touched_at) rows[row.id] = known ? { ...known, ...row } : row;
  }
  return rows;
}

function offersAfter(offers: Record<string, LiveOffer>, frame: FactFrame): Record<string, LiveOffer> {
  const { fact, rows } = frame;
  if (OFFER_OVER.has(fact.fact) && fact.offer) return without(offers, fact.offer);
  if (fact.fact === 'InteractionOffered' && rows.offer) return { ...offers, [rows.offer.id]: rows.offer };
  return offers;
}

/** The events of a story stand in its timeline; a frame of one brings no entry, so it is made from the fact. */
const STORY: ReadonlySet<string> = new Set([
  'ConversationOpened',
  'ConversationReopened',
  'ConversationTaken',
  'ConversationReleased',
  'ConversationPended',
  'ConversationSnoozed',
  'ConversationWoken',
  'ConversationResolved',
  'ConversationClosed',
  'ConversationQueueChanged',
  'PriorityChanged',
  'ReasonChanged',
  'KindChanged',
  'TagsChanged',
  'FieldsChanged',
  'HandRaised',
  'HandLowered',
  'CommitmentMade',
  'CommitmentEnded',
  'CommitmentOverdue',
  'CallBegun',
  'CallArrived',
  'CallPlaced',
  'CallConnected',
  'CallEnded',
  'CallMissed',
  'VoicemailLeft',
  'ConsentAnswered',
  'RecordingPaused',
  'RecordingResumed',
  'RecordingKept',
  'RecordingLost',
  'RecordingDeleted',
  'RecordingHeld',
  'InteractionClassified',
  'FlowEntered',
  'HandedOver',
  'HandoffLate',
  'SurveyAnswered',
  'InteractionQueued',
  'OfferAccepted',
  'OfferDeclined',
  'OfferExpired',
  'InteractionTransferred',
  'InteractionEnded',
  'ReplyRecalled',
  'CustomerVerified',
  'VerificationFailed',
  'DecisionMade',
  'ApprovalAsked',
  'ApprovalRefused',
  'ApprovalWithdrawn',
]);

function eventOf(frame: FactFrame): LiveEvent | null {
  const { fact, seq, at, actor } = frame;
  if (!fact.conversation || !STORY.has(fact.fact)) return null;
  const colon = actor.indexOf(':');
  const type = colon < 0 ? actor : actor.slice(0, colon);
  const id = colon < 0 ? '' : actor.slice(colon + 1);
  return {
    type: 'event',
    seq,
    at,
    conversation: fact.conversation,
    event: fact.fact,
    actor: { type, id, name: '' },
    data: fact,
  };
}

function threadsAfter(state: LiveState, frame: FactFrame): LiveState['threads'] {
  const { fact, rows } = frame;
  const id = rows.entry?.conversation ?? fact.conversation;
  const thread = id === undefined ? undefined : state.threads[id];
  if (id === undefined || !thread) return state.threads;
  const entry = rows.entry ?? eventOf(frame);
  const entries = entry ? mergeEntries(thread.entries, [entry]) : moveStatus(thread.entries, fact);
  return entries === thread.entries ? state.threads : { ...state.threads, [id]: { ...thread, entries } };
}

function applyFact(state: LiveState, frame: FactFrame): LiveState {
  if (state.expects !== null && frame.prev !== state.expects) return { ...state, gap: true };
  if (frame.seq <= state.position) return { ...state, expects: frame.seq };
  const { rows, fact } = frame;
  const mine = rows.presence && (rows.presence.agent ?? state.me) === state.me;
  const spoke = fact.fact === 'MessageReceived' && fact.conversation !== undefined;
  return {
    ...state,
    position: frame.seq,
    expects: frame.seq,
    rows: rows.conversation ? mergeRows(state, [rows.conversation]) : state.rows,
    threads: threadsAfter(state, frame),
    offers: offersAfter(state.offers, frame),
    presence: mine ? (rows.presence ?? null) : state.presence,
    agents: rows.agent ? { ...state.agents, [rows.agent.id]: rows.agent } : state.agents,
    typing: spoke && fact.conversation ? without(state.typing, fact.conversation) : state.typing,
  };
}

export function reduce(state: LiveState, frame: Frame, now: number): LiveState {
  switch (frame.op) {
    case 'snapshot':
      return {
        ...state,
        position: frame.seq,
        expects: null,
        gap: false,
        presence: frame.presence ?? state.presence,
        offers: byId(frame.offers),
        counts: frame.counts,
        typing: {},
        listsEpoch: state.listsEpoch + 1,
      };
    case 'resumed':
      return { ...state, expects: null, gap: false, listsEpoch: state.listsEpoch + 1 };
    case 'fact':
      return state.gap ? state : applyFact(state, frame);
    case 'touched':
      return {
        ...state,
        rows: mergeRows(state, frame.conversations),
        counts: frame.counts ?? state.counts,
        listsEpoch: frame.more ? state.listsEpoch + 1 : state.listsEpoch,
      };
    case 'board':
      return { ...state, board: { queues: frame.queues, agents: frame.agents } };
    case 'typing':
      return {
        ...state,
        typing: frame.on
          ? {
              ...state.typing,
              [frame.conversation]: { who: frame.who, until: now + TYPING_LASTS },
            }
          : without(state.typing, frame.conversation),
      };
    case 'viewing':
      return { ...state, viewers: { ...state.viewers, [frame.conversation]: frame.viewers } };
    default:
      return state;
  }
}
