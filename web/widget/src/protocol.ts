/** What the widget and the server say to each other (`/widget`), as in the server's `widget_socket`. */
import type { CallHeard, CallSaid } from './call/frames';

export interface FileRef {
  id: string;
  name: string;
  content_type: string;
  size: number;
  url?: string;
}

/** One message as the visitor may see it. `position` orders a conversation; notes leave gaps. */
export interface Message {
  id: string;
  position: number;
  from: 'agent' | 'customer' | 'assistant' | 'system';
  name: string;
  text: string;
  at: string;
  files: FileRef[];
  status?: string;
  client_id?: string;
  /** Answers to tap. */
  choices?: Choice[];
  /** The article it is from. */
  source?: { title: string; url: string } | null;
}

export interface Choice {
  id: string;
  label: string;
}

/** `flow`: a machine serves him. `refused`: kept, and nobody can come in now. `callback`, `email`: what the chat became instead of waiting. */
export type Status = 'none' | 'flow' | 'queued' | 'handling' | 'ended' | 'refused' | 'callback' | 'email';

export type Way = 'callback' | 'email' | 'link';

/** What the visitor is told about waiting. `expected` are minutes, from and to; `ways` what is offered instead. */
export interface Waiting {
  ahead: number | null;
  expected?: [number, number] | null;
  ways?: Way[];
  link?: string;
  /** The number he is called at. */
  number?: string;
  /** What the centre has to say to everybody. */
  notice?: string;
}

export interface Config {
  name: string;
  color: string;
  language: string;
  position: string;
  greeting: { es?: string; en?: string };
  launcher?: { es?: string; en?: string };
  /** What everybody is told now: an outage, a delay. */
  notice?: { es?: string; en?: string };
  online: boolean;
  offline_form: boolean;
  ask_email: 'never' | 'offline' | 'always';
  max_bytes: number;
  /** There is a mailbox to send copies of chats from. */
  transcript: boolean;
  /** Visitors may call from here. */
  calls?: { video: boolean } | null;
}

export interface Identity {
  id: string;
  name?: string;
  email?: string;
  hash: string;
}

export interface Welcome extends Waiting {
  op: 'welcome';
  token: string;
  conversation: string | null;
  status: Status | null;
  online: boolean;
  agent: { name: string } | null;
  messages: Message[];
  position: number;
}

export interface Ack {
  op: 'ack';
  client_id: string;
  message: string;
  position: number;
  at: string;
}

export interface Refused {
  op: 'refused';
  client_id?: string;
  code: string;
  detail: string;
  /** Which word about a call it answers. */
  about?: string;
}

export type ServerFrame =
  | Welcome
  | Ack
  | Refused
  | { op: 'message'; message: Message }
  | { op: 'typing'; on: boolean; name: string }
  | ({ op: 'state'; status: Status | null; agent: { name: string } | null; online: boolean } & Waiting)
  | { op: 'seen'; position: number }
  | { op: 'copied'; email: string }
  /** `retry`: from and to how many seconds later to come back. */
  | { op: 'bye'; reason: string; retry?: [number, number] }
  | { op: 'pong' }
  | Exclude<CallHeard, { op: 'refused' }>;

export type ClientFrame =
  | {
      op: 'hello';
      endpoint: string;
      token: string | null;
      since: number;
      language: string;
      page: string;
      identity: Identity | null;
    }
  | {
      op: 'send';
      client_id: string;
      text: string;
      files: string[];
      choice?: string;
      name?: string;
      email?: string;
    }
  | { op: 'form'; client_id: string; name: string; email: string; text: string }
  | { op: 'typing'; on: boolean }
  | { op: 'seen'; position: number }
  | { op: 'end' }
  | { op: 'callback'; client_id: string; number: string }
  | { op: 'by_mail'; client_id: string; email: string }
  | { op: 'link' }
  | { op: 'transcript'; client_id: string; email: string }
  | { op: 'ping' }
  | CallSaid
  | { op: 'call_me'; client_id: string; number: string; text: string; name?: string; email?: string };

/** A frame of the server, or null when it is none: a proxy's error page must not break the chat. */
export function readFrame(data: unknown): ServerFrame | null {
  if (typeof data !== 'string') return null;
  try {
    const frame: unknown = JSON.parse(data);
    if (typeof frame === 'object' && frame !== null && 'op' in frame) return frame as ServerFrame;
  } catch {
    return null;
  }
  return null;
}
