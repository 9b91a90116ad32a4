/** Which questions a fact makes stale. A feature adds its fact kinds here. */
import type { LiveFact } from '@/live/state';

type Key = readonly unknown[];

const ALL_CONFIGURATION: readonly Key[] = [['config'], ['endpoints'], ['webhooks']];

/** Who is asked, and why it still waits. */
const DECISIONS: readonly Key[] = [['receipts'], ['why']];

/** Whether it is he, and what waits for somebody's word. */
const TRUST: readonly Key[] = [['trust'], ['approvals'], ['customer']];

/** What is known of somebody. */
const PERSON: readonly Key[] = [['customer'], ['customers']];

/** Two are one, or are two again: the ways to write to him and everything he said are others. */
const PERSONS: readonly Key[] = [...PERSON, ['conversation'], ['customer-timeline'], ['commitments']];

const BY_KIND: Readonly<Record<string, readonly Key[]>> = {
  DocumentDrafted: ALL_CONFIGURATION,
  DraftDiscarded: ALL_CONFIGURATION,
  DocumentPublished: ALL_CONFIGURATION,
  DocumentRetired: ALL_CONFIGURATION,
  InteractionOffered: DECISIONS,
  OfferAccepted: DECISIONS,
  OfferDeclined: DECISIONS,
  OfferExpired: DECISIONS,
  InteractionWidened: [['why']],
  CustomerVipChanged: PERSON,
  UserCreated: [['users']],
  UserChanged: [['users']],
  ApiKeyCreated: [['keys']],
  ApiKeyRevoked: [['keys']],
  CustomerEdited: [...PERSON, ['conversation']],
  IdentityAdded: [...PERSON, ['conversation']],
  IdentityChanged: [...PERSON, ['conversation'], ['trust']],
  CustomersLinked: PERSONS,
  CustomersUnlinked: PERSONS,
  LinkDismissed: PERSON,
  PreferenceChanged: PERSON,
  OrganizationChanged: PERSON,
  MailboxConnected: [['endpoints']],
  MailboxFailed: [['endpoints']],
  ReplyHeld: [['held']],
  ReplyRecalled: [['held']],
  ReplyReleased: [['held']],
  CustomerVerified: TRUST,
  VerificationFailed: TRUST,
  DecisionMade: TRUST,
  ApprovalAsked: TRUST,
  ApprovalRefused: TRUST,
  ApprovalWithdrawn: TRUST,
  MessageWritten: [['customer-timeline']],
  NoteWritten: [['customer-timeline']],
  CommitmentMade: [['commitments']],
  CommitmentChanged: [['commitments']],
  CommitmentEnded: [['commitments']],
  CommitmentOverdue: [['commitments']],
  SuggestionMade: [['suggestions']],
  SuggestionTaken: [['suggestions']],
  SuggestionWithheld: [['suggestions']],
  ConversationOpened: [['customer']],
  ConversationResolved: [['customer']],
  ConversationReopened: [['customer']],
  ConsentAnswered: [['consents']],
  RecordingKept: [['recordings']],
  RecordingHeld: [['recordings'], ['recording']],
  RecordingDeleted: [['recordings'], ['recording']],
  RecordingTranscribed: [['recording']],
};

/** Facts after which one open conversation's details (interactions, reply options, status) are read again. */
const OF_CONVERSATION: ReadonlySet<string> = new Set([
  'ConversationTaken',
  'ConversationReleased',
  'ConversationResolved',
  'ConversationReopened',
  'ConversationPended',
  'ConversationSnoozed',
  'ConversationWoken',
  'ConversationClosed',
  'ConversationQueueChanged',
  'PriorityChanged',
  'ReasonChanged',
  'KindChanged',
  'TagsChanged',
  'CallBegun',
  'InteractionClassified',
  'InteractionQueued',
  'InteractionOffered',
  'InteractionTaken',
  'InteractionTransferred',
  'InteractionEnded',
  'InteractionRefused',
  'CallbackRequested',
  'CallbackUnreached',
  'DeflectionTaken',
  'WrapUpStarted',
  'MessageReceived',
]);

/** Facts between two conversations, and where the other one is named. */
const OTHER_END: Readonly<Record<string, string>> = {
  ConversationMerged: 'into',
  ConversationUnmerged: 'into',
  ConversationSplit: 'source',
};

const bothEnds = (here: string | undefined, there: unknown): Key[] =>
  [here, there].flatMap((id) =>
    typeof id === 'string'
      ? [
          ['conversation', id],
          ['matter', id],
          ['timeline', id],
        ]
      : [],
  );

export function invalidatedBy(fact: LiveFact): readonly Key[] {
  const fixed = BY_KIND[fact.fact] ?? [];
  const other = OTHER_END[fact.fact];
  if (other !== undefined) return [...fixed, ...bothEnds(fact.conversation, fact[other])];
  if (!fact.conversation || !OF_CONVERSATION.has(fact.fact)) return fixed;
  return [...fixed, ['conversation', fact.conversation], ['customer-timeline']];
}
