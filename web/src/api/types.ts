/** The shapes the server answers with, from its OpenAPI; narrowed where a word is one of a few. Times are RFC 3339 UTC. */
import type { components } from './schema';

type Schemas = components['schemas'];
type Narrow<Shape, Better> = Omit<Shape, keyof Better> & Better;

export type Named = Schemas['Named'];
export type AgentState = 'offline' | 'available' | 'busy' | 'wrap_up' | 'paused' | 'not_responding';
export type Presence = Narrow<Schemas['Presence'], { state: AgentState; next_state: AgentState | null }>;
export type Traits = Schemas['Traits'];
export type Catalog = Schemas['Catalog'];
/** A configured thing with a name in one or both languages. */
export type Choice = Schemas['Choice'] & { name_es?: string };
export type Me = Narrow<Schemas['Session'], { presence: Presence }>;

export type CustomerRef = Schemas['CustomerBrief'];
export type Offer = Schemas['Offer'];

export type Status = 'new' | 'open' | 'pending' | 'snoozed' | 'resolved' | 'closed';
export type Row = Narrow<Schemas['Row'], { status: Status }>;
export type ReplyOption = Schemas['ReplyOption'];
export type Conversation = Narrow<Schemas['Conversation'], { status: Status }>;

/** A file to be shown or sent. */
export type FileRef = Schemas['FileKept'];
export type Attachment = Schemas['Attachment'];

export type Delivery =
  'received' | 'written' | 'attempting' | 'sent' | 'delivered' | 'read' | 'failed' | 'unconfirmed';
export type Direction = 'in' | 'out' | 'note';
export type MessageEntry = Narrow<Schemas['MessageEntry'], { direction: Direction; status: Delivery }>;
export type EventEntry = Schemas['EventEntry'];
export type Entry = MessageEntry | EventEntry;

export interface Listing<T> {
  items: T[];
  next: string | null;
}

export type View = 'mine' | 'unassigned' | 'all' | 'snoozed' | 'pending' | 'resolved';
/** Lists only the server can make: my mentions, my teams' work, what I pinned, a saved view. */
export type Served = 'mentions' | 'team' | 'pinned' | `viw_${string}`;
export type ListName = View | Served;
export type SavedView = Schemas['ViewShown'];
export type Counts = Schemas['Counts'];

export type Identity = Schemas['Identity'];
export type CustomerRow = Schemas['CustomerLine'];
export type Customer = Narrow<Schemas['Customer'], { open_conversations: Row[] }>;
export type Draft = Schemas['Draft'];
/** A reply that goes in a while and can be called back. */
export type Held = Schemas['Held'];
export type QuickReply = Schemas['QuickReplyShown'];
export type Macro = Schemas['MacroShown'];
