/** Puts the state on the screen: which part of the chat is shown, in which words. Decides nothing about delivery. */
import { Announcer } from './announcer';
import { Answers } from './answers';
import { Composer } from './composer';
import { Copy } from './copy';
import { show } from './dom';
import { ContactForm, FormAnswer } from './forms';
import { MessageList, startOfDay } from './messages';
import {
  type Mode,
  type Spoken,
  chooseMode,
  delayLine,
  queueLine,
  troubleLine,
  whoIsThere,
  worthSaying,
} from './mode';
import { Panel } from './panel';
import { type Language, type Say, speaker } from './say';
import { isLive } from './session';
import { timeline } from './timeline';
import type { ViewSetup } from './view_setup';
import { Ways } from './ways';

export class View {
  readonly panel: Panel;
  readonly list: MessageList;
  readonly composer: Composer;
  private readonly answers: Answers;
  readonly announcer: Announcer;
  private readonly pre: ContactForm;
  private readonly form: ContactForm;
  private readonly answer: FormAnswer;
  private readonly ways: Ways;
  private readonly copy: Copy;
  private mode: Mode | null = null;
  private answerLeft = false;
  private heardStates = { agent: '', notice: '', ways: '', trouble: '', answer: '' };
  private spoken: Spoken = { text: '', status: null, ahead: null, at: 0 };
  private heardLine: string | null = null;

  constructor(private readonly setup: ViewSetup) {
    const { actions, link, uploads } = setup;
    this.announcer = new Announcer(setup.system);
    this.list = this.makeList();
    this.composer = new Composer(actions, uploads);
    this.answers = new Answers(setup.base, setup.endpoint, this.composer.text);
    this.panel = this.makePanel();
    this.pre = this.makePre();
    this.form = new ContactForm(
      'form',
      [
        ['name', true],
        ['email', true],
        ['text', true],
      ],
      (values) => {
        this.answerLeft = false;
        actions.sendForm(values, values.text);
        this.form.clear('text');
      },
    );
    this.answer = new FormAnswer(() => this.afterAnswer());
    this.ways = this.makeWays();
    this.copy = new Copy(
      (email) => link.copy(email),
      () => actions.read(),
    );
    this.assemble();
  }

  private assemble(): void {
    this.panel.body.append(this.list.element, this.pre.element, this.form.element, this.answer.element);
    this.panel.body.before(this.ways.element);
    this.panel.foot.append(this.copy.button);
    this.panel.element.append(
      this.copy.form,
      this.answers.element,
      this.composer.element,
      this.panel.foot,
      this.announcer.element,
    );
  }

  /** A call stands above the chat, which goes on beside it; what comes before one covers the messages. */
  place(call: HTMLElement, invite: HTMLElement, sheet: HTMLElement): void {
    this.panel.body.before(call, invite);
    this.panel.body.append(sheet);
  }

  private makeList(): MessageList {
    const { actions, link } = this.setup;
    return new MessageList(
      {
        retry: (id) => link.retry(id),
        discard: (id) => link.discard(id),
        choose: (choice) => actions.choose(choice),
        fileUrl: (file) => actions.fileUrl(file),
      },
      () => actions.read(),
    );
  }

  private makePre(): ContactForm {
    const { actions, config } = this.setup;
    const needed = config.ask_email !== 'never';
    return new ContactForm(
      'pre',
      [
        ['name', false],
        ['email', needed],
      ],
      (who) => actions.introduce(who),
    );
  }

  private makeWays(): Ways {
    const { actions, link } = this.setup;
    return new Ways({
      choose: (way, value) => link.choose(way, value),
      link: () => link.signal({ op: 'link' }),
      changed: () => actions.read(),
    });
  }

  private makePanel(): Panel {
    const { actions, link } = this.setup;
    return new Panel({
      close: () => actions.close(),
      switchLanguage: () => actions.switchLanguage(),
      end: () => link.end(),
      person: (label) => actions.choose({ id: 'person', label }),
      call: (video) => actions.call(video),
      nearCall: () => actions.nearCall(),
      files: (files) => {
        if (this.mode === 'chat') this.composer.addFiles(files);
      },
    });
  }

  /** Focus for somebody who just opened it; on a small screen not into a field, as its keyboard would cover the chat. */
  focus(): void {
    if (this.panel.modal) this.panel.focusHead();
    else this.focusField();
  }

  update(language: Language): void {
    const say = speaker(language);
    this.switchTo(this.chooseMode());
    this.updatePanel(say, language);
    const { config, link, system } = this.setup;
    if (this.mode === 'chat') {
      this.list.update({
        rows: timeline({
          state: link.state,
          entries: link.outbox.entries(),
          putOff: link.putOff,
          dayOf: startOfDay,
        }),
        greeting: config.greeting[language] || say('greeting'),
        team: config.name || say('team'),
        typing: link.state.typing,
        say,
        language,
        now: system.now(),
      });
    }
    this.updateForms(say);
    this.updateWays(say);
    this.copy.update({
      possible: this.mayCopy,
      copy: link.state.copy,
      email: this.setup.actions.who()?.email ?? link.identity?.email ?? '',
      say,
    });
    this.updateComposer(say, language);
    this.announce(say);
  }

  /** The chat was closed over the answer to a form: what was written is in the list when it opens again. */
  leaveAnswer(): void {
    if (this.mode === 'answer' && this.live && this.setup.link.formDone) this.answerLeft = true;
  }

  private focusField(): void {
    if (this.mode === 'chat') this.composer.text.focus();
    else if (this.mode === 'pre') this.pre.focus();
    else if (this.mode === 'form') this.form.focus();
    else this.panel.focusHead();
  }

  private get live(): boolean {
    return isLive(this.setup.link.state);
  }

  private get mayCopy(): boolean {
    const { config, link } = this.setup;
    return config.transcript && this.mode === 'chat' && link.state.lines.length > 0;
  }

  private chooseMode(): Mode {
    const { config, link } = this.setup;
    return chooseMode({
      state: link.state,
      entries: link.outbox.entries(),
      mode: this.mode,
      offlineForm: config.offline_form,
      formDone: link.formDone,
      answerLeft: this.answerLeft,
      mustAsk: this.mustAsk(),
    });
  }

  /** Asked only where the endpoint demands it, and only of somebody not known yet. */
  private mustAsk(): boolean {
    const { config, link, actions } = this.setup;
    if (config.ask_email === 'never' || (config.ask_email === 'offline' && link.state.online)) return false;
    return actions.who() === null && !link.identity?.email && link.state.lines.length === 0;
  }

  private switchTo(mode: Mode): void {
    if (mode === this.mode) return;
    const before = this.mode;
    this.mode = mode;
    show(this.list.element, mode === 'chat');
    show(this.pre.element, mode === 'pre');
    show(this.form.element, mode === 'form');
    show(this.answer.element, mode === 'answer');
    show(this.composer.element, mode === 'chat');
    const who = this.setup.actions.who();
    if (mode === 'form') this.form.fill({ ...who, text: this.composer.text.value });
    if (mode === 'pre') this.pre.fill({ ...who });
    // Focus that was in what is gone would fall back to the page.
    const active = (this.panel.element.getRootNode() as ShadowRoot).activeElement;
    const lost = !(active instanceof HTMLElement) || active.getClientRects().length === 0;
    if (before !== null && !this.panel.element.hidden && lost && document.activeElement !== document.body)
      this.focusField();
  }

  private updatePanel(say: Say, language: Language): void {
    const { config, link } = this.setup;
    const { state } = link;
    this.panel.update({
      say,
      language,
      name: config.name || say('team'),
      online: state.online,
      status: whoIsThere(state, say),
      trouble: this.trouble(say),
      refusal: state.problem?.detail ?? '',
      queue: queueLine(state, say),
      machine: state.status === 'flow' && this.mode === 'chat',
      notice: state.notice,
      outage: config.notice?.[language] ?? '',
      canCopy: this.mayCopy,
      calls: this.calls,
      canEnd: this.live && !state.ending && this.mode === 'chat',
    });
  }

  /** Whoever has to say first who he is does so before he calls. */
  private get calls(): 'none' | 'sound' | 'pictures' {
    const { config, link } = this.setup;
    if (!config.calls || !link.state.online || this.mode !== 'chat' || this.setup.calling()) return 'none';
    return config.calls.video ? 'pictures' : 'sound';
  }

  private trouble(say: Say): string {
    return troubleLine(this.setup.link.state, this.setup.lasting, say);
  }

  private updateForms(say: Say): void {
    if (this.mode === 'pre') {
      const texts = { title: say('pre_title'), intro: say('pre_intro'), button: say('pre_start') };
      this.pre.update(texts, say);
    }
    if (this.mode === 'form') {
      const texts = { title: say('form_title'), intro: say('form_intro'), button: say('form_send') };
      this.form.update(texts, say);
    }
    if (this.mode === 'answer') this.updateAnswer(say);
  }

  private updateWays(say: Say): void {
    const { state } = this.setup.link;
    this.ways.update({
      ways: this.mode === 'chat' ? state.ways : [],
      link: state.helpLink,
      sending: state.choosing !== null || state.link !== 'ready',
      problem: state.choiceProblem,
      email: this.setup.actions.who()?.email ?? '',
      say,
    });
  }

  private updateAnswer(say: Say): void {
    const { link, actions } = this.setup;
    const entry = link.outbox.entries().find((one) => one.kind === 'form');
    const state = !entry ? 'done' : entry.refused ? 'refused' : 'sending';
    const reason = entry?.refused?.detail ?? delayLine(link.state, link.putOff, say);
    this.answer.update(state, reason, entry?.email ?? actions.who()?.email ?? '', say);
    if (state !== 'sending')
      this.hear('answer', say(state === 'done' ? 'form_sent_title' : 'not_sent_plain'));
  }

  private afterAnswer(): void {
    const refused = this.setup.link.outbox.entries().some((entry) => entry.kind === 'form');
    if (refused) this.setup.actions.retryForm();
    else this.answerLeft = true;
    this.setup.actions.read();
  }

  private updateComposer(say: Say, language: Language): void {
    const { config, link } = this.setup;
    const { status, online } = link.state;
    const sent =
      link.state.lines.some((line) => line.from === 'customer') || link.outbox.entries().length > 0;
    this.answers.update(say, language, sent);
    const placeholder = status === 'ended' ? 'write_again' : online || this.live ? 'write' : 'write_offline';
    this.composer.update({
      placeholder: say(placeholder),
      say,
      language,
      maxBytes: config.max_bytes,
      connected: link.state.link === 'ready',
    });
  }

  private announce(say: Say): void {
    if (this.panel.element.hidden) return;
    const { state } = this.setup.link;
    this.announceLines(say);
    this.hear('notice', state.notice);
    this.speakQueue(say);
    this.hear('ways', state.ways.length ? say('ways_title') : '');
    if (state.agent && this.live) this.hear('agent', say('agent_joined', { name: state.agent }));
    const trouble = this.trouble(say);
    const before = this.heardStates.trouble;
    this.heardStates.trouble = trouble;
    if (trouble === before) return;
    if (trouble) this.announcer.sayIfLasting(trouble, () => this.heardStates.trouble === trouble);
    else if (before && state.link === 'ready') this.announcer.say(say('connected'));
  }

  private speakQueue(say: Say): void {
    const { state } = this.setup.link;
    const text = queueLine(state, say);
    const now = this.setup.system.now();
    if (!worthSaying(this.spoken, state, text, now)) return;
    this.announcer.say(text);
    this.spoken = { text, status: state.status, ahead: state.ahead, at: now };
  }

  private announceLines(say: Say): void {
    const { lines } = this.setup.link.state;
    const last = lines[lines.length - 1]?.id ?? null;
    const from = lines.map((line) => line.id).lastIndexOf(this.heardLine ?? '');
    // What was there at opening is read in the list, not aloud.
    if (this.heardLine !== null) {
      for (const line of lines.slice(from + 1)) {
        if (line.from === 'customer') continue;
        const name = line.from === 'assistant' ? say('assistant') : line.name || this.setup.config.name;
        this.announcer.say(say('new_message', { name, text: line.text || say('sent_file') }));
      }
    }
    this.heardLine = last ?? '';
  }

  private hear(what: 'agent' | 'notice' | 'ways' | 'answer', text: string): void {
    if (this.heardStates[what] !== text) this.announcer.say(text);
    this.heardStates[what] = text;
  }
}
