/** Places in one feature that another fills; the app says with what, so that features need not know each other. */
import { createContext, useContext, type ReactNode } from 'react';

export interface FormAsked {
  kind: string;
  slug: string;
  body: Record<string, unknown>;
  /** What is wrong, by field. */
  problems: Readonly<Record<string, string>>;
  onChange: (body: Record<string, unknown>) => void;
}

export interface LevelsAsked {
  of: 'skill' | 'language';
  label: string;
  levels: Readonly<Record<string, number>>;
  onChange: (levels: Record<string, number>) => void;
}

export interface FieldChange {
  path: string;
  from: unknown;
  to: unknown;
}

/** What is to be explained: work that waits, or one offer of it. */
export interface WhyAsked {
  interaction: string;
  offer?: string | undefined;
  title: string;
  onClose: () => void;
}

/** A promise or a task to be noted: of which conversation or customer, from which message. */
export interface PromiseAsked {
  kind: 'promise' | 'task';
  text?: string | undefined;
  conversation?: string | undefined;
  customer?: string | undefined;
  source?: string | undefined;
  onClose: () => void;
}

/** A conversation with the agent who has it. */
export interface ReadAlongAsked {
  conversation: string;
  agent: { id: string; name: string } | null;
}

/** Where somebody writes in a conversation: drafts come from here into the reply or a note. */
export interface AssistAsked {
  conversation: string;
  note: boolean;
  /** Puts the text into the editor; nothing is sent. */
  onInsert: (text: string, to: 'reply' | 'note') => void;
}

/** What a machine has to say beside a conversation; `wrapping`: its agent is about to finish. */
export interface AssistStripAsked {
  conversation: string;
  status: string;
  wrapping: boolean;
  onWrite: (text: string, to: 'reply' | 'note') => void;
}

/** Where the reason of a conversation is said and none is chosen yet; `onTake` chooses the one proposed. */
export interface ReasonHintAsked {
  conversation: string;
  onTake: (reason: string) => void;
}

/** The conversation it is looked up for, and where what is found goes: into its answer. */
export interface KnowledgeAsked {
  conversation: string;
  onInsert: (text: string) => void;
}

/** The conversation an agent is led through, and where what he says to the customer goes: into his answer. */
export interface ScriptsAsked {
  conversation: string;
  onInsert: (text: string) => void;
}

/** A number somebody may want to call, and what the call would be about. */
export interface CallNumberAsked {
  number: string;
  shown: string;
  label?: string | undefined;
  /** Only the sign: the number stands beside it. */
  compact?: boolean;
  /** The interaction that is this call to make, where it is in my hands. */
  callback?: string | undefined;
  conversation?: string | undefined;
  customer?: string | undefined;
}

export interface Slots {
  /** A number that is called by one click. */
  callNumber: (asked: CallNumberAsked) => ReactNode;
  /** The calls that go on, for who supervises them. */
  callsNow: () => ReactNode;
  /** Drafts with their sources, for whoever is writing. */
  assist: (asked: AssistAsked) => ReactNode;
  /** A sales prompt, or why there is none; a summary where somebody takes over or finishes. */
  assistStrip: (asked: AssistStripAsked) => ReactNode;
  /** The reason that is likely, one click away. */
  reasonHint: (asked: ReasonHintAsked) => ReactNode;
  /** Reading along in a colleague's conversation; for its agent, that somebody does. */
  readAlong: (asked: ReadAlongAsked) => ReactNode;
  /** The administration's form of a document, for somebody who keeps the body himself. */
  documentForm: (asked: FormAsked) => ReactNode;
  /** Skills or languages with their levels. */
  levels: (asked: LevelsAsked) => ReactNode;
  /** What differs between two bodies of a kind, in the words of its form. */
  changeList: (kind: string, changes: readonly FieldChange[]) => ReactNode;
  /** Who we talk to: shown beside the open conversation. */
  customerPanel: (customer: string, conversation: string) => ReactNode;
  /** What the centre knows, beside the open conversation. */
  knowledgePanel: (asked: KnowledgeAsked) => ReactNode;
  /** Guided scripts, step by step, beside the open conversation. */
  scriptsPanel: (asked: ScriptsAsked) => ReactNode;
  /** What is open towards the customer of a conversation. */
  promises: (conversation: string) => ReactNode;
  /** A dialog in which one is noted. */
  promiseForm: (asked: PromiseAsked) => ReactNode;
  /** A recording in the story of its conversation. */
  recording: (recording: string, conversation: string) => ReactNode;
  /** What he was told about being recorded, and answered. */
  consents: (customer: string) => ReactNode;
  /** From writing to talking, in the conversation's head; `chats`: its customer has a chat open. */
  invitePeople: (conversation: string, chats: boolean) => ReactNode;
  /** How a contact ended, to be said where one is: of a conversation that is being wrapped up. It tells whether it is. */
  wrapUp: (conversation: string, tell: (wrapping: boolean) => void) => ReactNode;
  /** Why it still waits, why it went to whom: a drawer over the page. */
  why: (asked: WhyAsked) => ReactNode;
}

const SlotContext = createContext<Slots | null>(null);

export const SlotProvider = SlotContext.Provider;

export function useSlot<Name extends keyof Slots>(name: Name): Slots[Name] {
  const slots = useContext(SlotContext);
  if (!slots) throw new Error(`no slots around ${name}`);
  return slots[name];
}
