/** The form for when nobody is there: its answer stays, and what went into the chat is found in the chat. */
import { describe, expect, it } from 'vitest';
import type { Link } from '../src/link';
import { type Mode, chooseMode, queueLine } from '../src/mode';
import { speaker } from '../src/say';
import { start } from '../src/session';
import { World, seeded, shown } from './world';

const say = speaker('es');

/** A browser out of hours, and every part of the chat it was shown, as the view goes from one to the next. */
class Shown {
  readonly world = new World(seeded(3));
  readonly link: Link;
  readonly modes: Mode[] = [];
  answerLeft = false;

  constructor(mailbox: boolean) {
    this.world.server.online = false;
    this.world.server.mailbox = mailbox;
    this.link = this.world.tab();
    this.link.state = { ...this.link.state, online: false };
    this.link.watch(() => this.draw());
    this.link.start();
    this.world.time.run(1000);
  }

  draw(): void {
    const mode = chooseMode({
      state: this.link.state,
      entries: this.link.outbox.entries(),
      mode: this.mode,
      offlineForm: true,
      formDone: this.link.formDone,
      answerLeft: this.answerLeft,
      mustAsk: false,
    });
    if (mode !== this.mode) this.modes.push(mode);
  }

  get mode(): Mode | null {
    return this.modes.at(-1) ?? null;
  }

  send(text: string): void {
    this.link.sendForm({ text, files: [], name: 'Marta', email: 'marta@cliente.test' });
    this.world.time.run(5000);
  }

  leaveAnswer(): void {
    this.answerLeft = true;
    this.draw();
  }
}

describe('the form of a brand without a mailbox', () => {
  it('keeps its answer when the server says the chat is queued, until the visitor leaves it', () => {
    const shownNow = new Shown(false);
    shownNow.send('¿Abren el lunes?');
    expect(shownNow.link.state.status).toBe('queued');
    expect(shownNow.modes).toEqual(['form', 'answer']);
    shownNow.leaveAnswer();
    expect(shownNow.mode).toBe('chat');
  });

  it('puts what the visitor wrote into the list, once, without a reload', () => {
    const { link, world } = sent('¿Abren el lunes?');
    expect(shown(link)).toEqual(['¿Abren el lunes?']);
    link.send({ text: 'Es urgente', files: [] });
    world.time.run(5000);
    expect(shown(link)).toEqual(['¿Abren el lunes?', 'Es urgente']);
    expect(world.server.texts).toEqual(['¿Abren el lunes?', 'Es urgente']);
  });

  it('does so also when the state overtakes the acknowledgement', () => {
    const shownNow = new Shown(false);
    const { link, world } = shownNow;
    link.state = { ...link.state, status: 'queued' };
    shownNow.send('¿Abren el lunes?');
    expect(shown(link)).toEqual(['¿Abren el lunes?']);
    expect(world.server.texts).toHaveLength(1);
  });

  it('gives way to an agent who takes the chat', () => {
    const shownNow = new Shown(false);
    shownNow.send('¿Abren el lunes?');
    shownNow.link.state = { ...shownNow.link.state, status: 'handling' };
    shownNow.draw();
    expect(shownNow.mode).toBe('chat');
  });

  const sent = (text: string): Shown => {
    const shownNow = new Shown(false);
    shownNow.send(text);
    return shownNow;
  };
});

describe('the form of a brand with a mailbox', () => {
  it('stays out of the list, also when a chat begins later', () => {
    const shownNow = new Shown(true);
    shownNow.send('¿Abren el lunes?');
    expect(shownNow.modes).toEqual(['form', 'answer']);
    shownNow.link.send({ text: 'hola', files: [] });
    shownNow.world.time.run(5000);
    expect(shown(shownNow.link)).toEqual(['hola']);
  });
});

describe('the line about waiting', () => {
  const queued = { ...start('T'), status: 'queued' as const, ahead: 0 };

  it('never promises a turn out of hours', () => {
    for (const ahead of [0, 1, 3, null]) expect(queueLine({ ...queued, ahead, online: false }, say)).toBe('');
  });

  it('negative control: says it while somebody is there', () => {
    expect(queueLine({ ...queued, online: true }, say)).toBe(say('next_in_line'));
  });
});
