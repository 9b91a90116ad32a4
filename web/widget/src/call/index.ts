/** `widget/call.js`: calls in the chat, fetched when somebody wants one or one goes on. */
import { Caller } from './caller';
import { CallScreen } from './screen';
import type { CallHeard, CallSaid } from './frames';
import { CALL_CSS } from './styles';
import { callSpeaker } from './texts';
import { addStyles } from '../dom';
import type { Language } from '../say';
import type { Shelf } from '../shelf';
import type { System } from '../system';

export interface CallHost {
  root: ShadowRoot;
  nonce: string;
  system: System;
  page: Shelf;
  /** Above the list of messages, and over it. */
  place(call: HTMLElement, invite: HTMLElement, sheet: HTMLElement): void;
  say(frame: CallSaid): void;
  who(): { name?: string; email?: string };
  announce(text: string): void;
  callback(number: string): void;
  leave(): void;
  language(): Language;
  /** Something is to be shown, though the panel be closed. */
  changed(on: boolean): void;
}

export interface Call {
  wish(video: boolean): void;
  hear(frame: CallHeard): void;
  linked(linked: boolean): void;
  update(): void;
}

export type MakeCall = (host: CallHost) => Call;

function makeCall(host: CallHost): Call {
  const update = (): void => {
    screen?.update(callSpeaker(host.language()));
    host.changed(caller.state.phase !== 'idle' || caller.state.told.invite !== null);
  };
  const caller = new Caller({
    system: host.system,
    page: host.page,
    say: (frame) => host.say(frame),
    who: () => host.who(),
    changed: () => update(),
  });
  const screen: CallScreen | null = new CallScreen({
    caller,
    announce: (text) => host.announce(text),
    actions: { callback: (number) => host.callback(number) },
    leave: () => host.leave(),
    joins: false,
    now: () => host.system.now(),
  });
  addStyles(host.root, CALL_CSS, host.nonce);
  host.place(screen.element, screen.invite, screen.sheet.element);
  return {
    wish: (video) => void caller.wish(video),
    hear: (frame) => caller.hear(frame),
    linked: (linked) => caller.linked(linked),
    update,
  };
}

declare global {
  interface Window {
    __atiendeCall?: (make: MakeCall) => void;
  }
}

window.__atiendeCall?.(makeCall);
