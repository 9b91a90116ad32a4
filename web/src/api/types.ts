/** The shapes the server answers with. Times are RFC 3339 UTC. */

export interface Named {
  id: string;
  name: string;
}

export interface Presence {
  state: AgentState;
  reason: string;
  since: string;
  next_state: AgentState | null;
  next_reason: string;
  load: Record<string, number>;
  capacity: Record<string, number>;
}

export type AgentState = 'offline' | 'available' | 'busy' | 'wrap_up' | 'paused' | 'not_responding';

export interface Traits {
  html: boolean;
  max_chars: number | null;
  max_attachments: number | null;
  max_attachment_bytes: number | null;
  subject: boolean;
  session: boolean;
  typing: boolean;
  receipts: boolean;
}

/** A configured thing with a name in one or both languages. */
export interface Choice {
  slug: string;
  name: string;
  name_es?: string;
}

export interface Catalog {
  brands: (Choice & { color?: string })[];
  queues: (Choice & { brand: string })[];
  endpoints: (Choice & { channel: string; brand: string; address: string })[];
  teams: Choice[];
  skills: Choice[];
  reasons: Choice[];
  dispositions: Choice[];
  pauses: Choice[];
  agents: (Named & { state?: string })[];
  channels: { name: string; traits: Traits }[];
}

export interface Me {
  user: { id: string; name: string; email: string; locale: string; theme: string; role: string };
  centre: { id: string; name: string; language: string; time_zone: string; demo: boolean };
  csrf: string;
  permissions: Record<string, string>;
  presence: Presence;
  catalog: Catalog;
}

export interface CustomerRef extends Named {
  organization: string;
}

export interface Offer {
  id: string;
  interaction: string;
  conversation: string;
  queue: string;
  channel: string;
  made_at: string;
  expires_at: string;
  waited_ms: number;
  customer: CustomerRef;
  subject: string;
  last_line: string;
  priority: number;
  reason: string;
}

export type Status = 'new' | 'open' | 'pending' | 'snoozed' | 'resolved' | 'closed';

export interface Row {
  id: string;
  number: number;
  status: Status;
  kind: string;
  channel: string;
  queue: string;
  brand: string;
  priority: number;
  reason: string;
  language: string;
  agent: Named | null;
  customer: CustomerRef;
  subject: string;
  last_line: string;
  last_author: 'customer' | 'agent' | 'system' | '';
  opened_at: string;
  touched_at: string;
  waiting_since: string | null;
  due_at: string | null;
  snoozed_until: string | null;
  unread: number;
  last: number;
  interaction: { id: string; state: string; channel: string } | null;
}

export interface ReplyOption {
  endpoint: string;
  channel: string;
  name: string;
  identity: string | null;
  address: string;
  traits: Traits;
}

export interface InteractionRow {
  id: string;
  channel: string;
  queue: string;
  state: string;
  agent: Named | null;
  since: string;
  first_taken_at: string | null;
  ended_at: string | null;
}

export interface Conversation extends Row {
  disposition: string;
  previous: string | null;
  endpoints: ReplyOption[];
  reply_endpoint: string | null;
  interactions: InteractionRow[];
  viewers: Named[];
}

export interface FileRef {
  id: string;
  name: string;
  content_type: string;
  size: number;
  url: string;
}

export interface Attachment extends FileRef {
  inline: boolean;
  content_id: string;
}

export type Delivery =
  'received' | 'written' | 'attempting' | 'sent' | 'delivered' | 'read' | 'failed' | 'unconfirmed';

export interface MessageEntry {
  type: 'message';
  id: string;
  conversation: string;
  number?: number;
  position: number;
  direction: 'in' | 'out' | 'note';
  status: Delivery;
  author: { type: 'customer' | 'agent' | 'system'; id: string; name: string };
  channel: string;
  endpoint: string;
  at: string;
  text: string;
  hidden: string;
  html: string;
  has_remote_images: boolean;
  subject: string;
  to: string[];
  cc: string[];
  attachments: Attachment[];
  reason: string;
  automatic: boolean;
  raw: boolean;
  client_id: string;
}

export interface EventEntry {
  type: 'event';
  seq: number;
  at: string;
  conversation: string;
  number?: number;
  event: string;
  actor: { type: string; id: string; name: string };
  data: Record<string, unknown>;
}

export type Entry = MessageEntry | EventEntry;

export interface Listing<T> {
  items: T[];
  next: string | null;
}

export type View = 'mine' | 'unassigned' | 'all' | 'snoozed' | 'pending' | 'resolved';

export type Counts = Record<View, number> & { mine_unread: number };

export interface Receipt {
  offer: string;
  agent: Named;
  at: string;
  state: string;
  rule: string;
  waiting: number;
  step: number;
  runners_up: { agent: Named }[];
  excluded: Record<string, number>;
  text: { en: string; es: string };
}

export interface Identity {
  id: string;
  channel: string;
  scope: string;
  address: string;
  verified: boolean;
}

export interface CustomerRow extends CustomerRef {
  brand: string;
  language: string;
  channels: string[];
  last_at: string | null;
}

export interface Customer {
  id: string;
  brand: string;
  name: string;
  organization: string;
  language: string;
  notes: string;
  fields: Record<string, string>;
  identities: Identity[];
  seen_at: string | null;
  open_conversations: Row[];
}

export interface Draft {
  text: string;
  channel: string;
  files: FileRef[];
  at: string | null;
}
