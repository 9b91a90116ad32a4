/** The button in the corner: all the loader draws. It steps aside from what the page focuses (WCAG 2.4.11). */
import { palette } from './colour';
import { addStyles, h, icon, setAttribute, setText, show } from './dom';
import type { Config } from './protocol';
import { WORDS } from './launcher_words';
import { fill } from './fill';
import type { Language } from './say';

export interface Launcher {
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
  readonly button: HTMLButtonElement;
  update(change: { unread?: number; open?: boolean; language?: Language }): void;
}

const CSS = `
:host{all:initial;position:fixed;z-index:2147483000;bottom:0;right:0;width:0;height:0}
*{box-sizing:border-box}
[hidden]{display:none!important}
.launcher{position:fixed;bottom:max(20px,env(safe-area-inset-bottom));right:20px;display:flex;align-items:center;gap:10px;
min-height:56px;min-width:56px;padding:0 20px 0 16px;border:2px solid transparent;border-radius:28px;cursor:pointer;
background:var(--brand);color:var(--on-brand);font:600 16px/1.2 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;
box-shadow:0 0 0 1px rgba(255,255,255,.35),0 6px 20px rgba(10,15,25,.28);transition:transform .15s ease,box-shadow .15s ease}
:host([data-side=left]) .launcher{right:auto;left:20px}
.launcher:hover{transform:translateY(-2px);box-shadow:0 0 0 1px rgba(255,255,255,.35),0 10px 26px rgba(10,15,25,.34)}
.launcher:focus-visible{outline:3px solid var(--brand);outline-offset:3px;box-shadow:0 0 0 3px #fff}
.launcher svg{width:26px;height:26px;flex:none;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.launcher[aria-expanded=true]{padding:0;justify-content:center}
.launcher[aria-expanded=true] .label{display:none}
.badge{position:absolute;top:-6px;right:-6px;min-width:24px;height:24px;padding:0 7px;border-radius:12px;background:#c6221f;color:#fff;
font-size:13px;line-height:24px;text-align:center;box-shadow:0 0 0 2px #fff}
@media (max-width:480px),(max-height:420px){.launcher{padding:0;justify-content:center;right:16px;bottom:max(16px,env(safe-area-inset-bottom))}
:host([data-side=left]) .launcher{left:16px}.label{display:none}.launcher[aria-expanded=true]{display:none}}
@media (prefers-reduced-motion:reduce){*{transition:none!important;animation:none!important}}
@media (forced-colors:active){.launcher{border-color:ButtonText}.badge{border:1px solid}}
@media print{:host{display:none}}
`;

export interface LauncherSetup {
  config: Config;
  language: Language;
  nonce: string;
  onPress: () => void;
  /** The pointer is near or the focus is there: time to fetch the chat. */
  onNear: () => void;
}

export function drawLauncher(setup: LauncherSetup): Launcher {
  const { config } = setup;
  const host = h('div', { 'data-atiende': true });
  const root = host.attachShadow({ mode: 'open' });
  for (const [name, value] of Object.entries(palette(config.color))) host.style.setProperty(name, value);
  addStyles(root, CSS, setup.nonce);
  const { label, badge, face, button } = drawButton(setup);
  root.append(button);
  const now = { unread: 0, open: false, language: setup.language };
  const update: Launcher['update'] = (change) => {
    if (change.open !== undefined && change.open !== now.open)
      face.replaceChildren(icon(change.open ? 'down' : 'chat'));
    Object.assign(now, change);
    const text = config.launcher?.[now.language] || WORDS[now.language].label;
    setText(label, text);
    setText(badge, now.unread > 99 ? '99+' : String(now.unread));
    show(badge, now.unread > 0 && !now.open);
    setAttribute(button, 'aria-expanded', String(now.open));
    setAttribute(button, 'aria-label', labelOf(now, text));
    setAttribute(button, 'lang', now.language);
  };
  update({});
  placeSide(host, config.position);
  document.body.append(host);
  return { host, root, button, update };
}

function drawButton(setup: LauncherSetup) {
  const label = h('span', { class: 'label' });
  const badge = h('span', { class: 'badge', hidden: true, 'aria-hidden': 'true' });
  const face = h('span', {}, icon('chat'));
  face.style.setProperty('display', 'flex');
  const button = h(
    'button',
    {
      class: 'launcher',
      type: 'button',
      'aria-haspopup': 'dialog',
      'aria-expanded': 'false',
      onclick: setup.onPress,
      onpointerenter: setup.onNear,
      ontouchstart: setup.onNear,
      onfocus: setup.onNear,
    },
    face,
    label,
    badge,
  );
  return { label, badge, face, button };
}

/** The visible text comes first in the name, so that speech control finds it (WCAG 2.5.3). */
function labelOf(now: { unread: number; open: boolean; language: Language }, text: string): string {
  const words = WORDS[now.language];
  if (now.open) return words.minimise;
  if (now.unread === 0) return text;
  return `${text}. ${fill(now.unread === 1 ? words.one : words.other, { count: now.unread })}`;
}

/** On its side; on the other while it would hide what has the page's focus. */
function placeSide(host: HTMLElement, position: string): void {
  const home = /left/.test(position) ? 'left' : 'right';
  host.dataset['side'] = home;
  document.addEventListener('focusin', (event) => {
    const target = event.target;
    if (!(target instanceof Element) || target === host) return;
    // The browser scrolls what it focuses into view first.
    requestAnimationFrame(() => {
      host.dataset['side'] = home;
      if (hides(host, target)) host.dataset['side'] = home === 'left' ? 'right' : 'left';
      if (hides(host, target)) host.dataset['side'] = home;
    });
  });
}

function hides(host: HTMLElement, target: Element): boolean {
  const focus = target.getBoundingClientRect();
  const area = focus.width * focus.height;
  if (area === 0) return false;
  const parts = host.shadowRoot?.querySelectorAll('.launcher,.panel:not([hidden])') ?? [];
  return Array.from(parts).some((part) => {
    const ours = part.getBoundingClientRect();
    const width = Math.min(ours.right, focus.right) - Math.max(ours.left, focus.left);
    const height = Math.min(ours.bottom, focus.bottom) - Math.max(ours.top, focus.top);
    return width > 0 && height > 0 && (width * height) / area > 0.5;
  });
}
