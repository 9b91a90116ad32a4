/**
 * The buttons of a USB headset: it says over HID when its hook or its mute key is pressed, and shows by its lamps what
 * the call does. Usages are those of the HID tables' telephony page (0x0B) and of its lamps (0x08).
 */
import { create } from 'zustand';

const TELEPHONY = 0x0b;
const LED = 0x08;
const HOOK = 0x20;
const PHONE_MUTE = 0x2f;
const LAMP_OFF_HOOK = 0x17;
const LAMP_MUTE = 0x09;
const LAMP_RING = 0x18;

interface Item {
  usages?: readonly number[];
  isAbsolute?: boolean;
  reportSize?: number;
  reportCount?: number;
}

interface Report {
  reportId?: number;
  items?: readonly Item[];
}

interface Collection {
  usagePage?: number;
  inputReports?: readonly Report[];
  outputReports?: readonly Report[];
}

interface Device extends EventTarget {
  opened: boolean;
  productName: string;
  collections: readonly Collection[];
  open: () => Promise<void>;
  close: () => Promise<void>;
  sendReport: (id: number, data: BufferSource) => Promise<void>;
}

interface Hid extends EventTarget {
  getDevices: () => Promise<Device[]>;
  requestDevice: (asked: { filters: { usagePage: number }[] }) => Promise<Device[]>;
}

interface InputEvent extends Event {
  reportId: number;
  data: DataView;
}

/** Whether this browser can. */
export const headsets = (): Hid | undefined => (navigator as { hid?: Hid }).hid;

export const useHeadset = create<{ name: string }>()(() => ({ name: '' }));

/** Where in which report a usage stands: bits from the beginning. */
export interface Place {
  report: number;
  bit: number;
  /** It tells where it stands, and not only that it was pressed. */
  absolute: boolean;
}

/** The places of usages within the reports of a device's telephony collections. Pure. */
export function placesOf(
  collections: readonly Collection[],
  way: 'inputReports' | 'outputReports',
): Map<number, Place> {
  const found = new Map<number, Place>();
  for (const collection of collections.filter((one) => one.usagePage === TELEPHONY)) {
    for (const report of collection[way] ?? []) {
      let bit = 0;
      for (const item of report.items ?? []) {
        const size = item.reportSize ?? 1;
        (item.usages ?? []).forEach((usage, index) => {
          const place = {
            report: report.reportId ?? 0,
            bit: bit + index * size,
            absolute: item.isAbsolute !== false,
          };
          if (!found.has(usage)) found.set(usage, place);
        });
        bit += size * (item.reportCount ?? 1);
      }
    }
  }
  return found;
}

export const bitAt = (data: DataView, bit: number): boolean =>
  bit >> 3 < data.byteLength && ((data.getUint8(bit >> 3) >> (bit & 7)) & 1) === 1;

export interface Lamps {
  ringing: boolean;
  talking: boolean;
  muted: boolean;
}

/** The bytes of each report that lights the lamps so. Pure. */
export function lit(places: ReadonlyMap<number, Place>, lamps: Lamps): Map<number, Uint8Array<ArrayBuffer>> {
  const wanted: readonly [number, boolean][] = [
    [(LED << 16) | LAMP_OFF_HOOK, lamps.talking],
    [(LED << 16) | LAMP_MUTE, lamps.muted],
    [(LED << 16) | LAMP_RING, lamps.ringing],
  ];
  const reports = new Map<number, Uint8Array<ArrayBuffer>>();
  for (const place of places.values()) {
    const had = reports.get(place.report) ?? new Uint8Array(0);
    const grown = new Uint8Array(Math.max(had.length, (place.bit >> 3) + 1));
    grown.set(had);
    reports.set(place.report, grown);
  }
  for (const [usage, on] of wanted) {
    const place = places.get(usage);
    const bytes = place && reports.get(place.report);
    if (place && bytes && on) bytes[place.bit >> 3] = (bytes[place.bit >> 3] ?? 0) | (1 << (place.bit & 7));
  }
  return reports;
}

export interface Pressed {
  /** Lifted or put down. */
  hook: (lifted: boolean) => void;
  mute: () => void;
}

let pressed: Pressed = { hook: () => undefined, mute: () => undefined };
let current: Device | null = null;
let lamps: Lamps = { ringing: false, talking: false, muted: false };
let hookWas = false;
let muteWas = false;

function hear(event: InputEvent, places: ReadonlyMap<number, Place>): void {
  const hook = places.get((TELEPHONY << 16) | HOOK);
  const mute = places.get((TELEPHONY << 16) | PHONE_MUTE);
  if (hook && hook.report === event.reportId) {
    const now = bitAt(event.data, hook.bit);
    if (now !== hookWas) pressed.hook(now);
    hookWas = now;
  }
  if (mute && mute.report === event.reportId) {
    const now = bitAt(event.data, mute.bit);
    if (now && !muteWas) pressed.mute();
    muteWas = now;
  }
}

async function take(device: Device): Promise<void> {
  if (!device.opened) await device.open();
  const places = placesOf(device.collections, 'inputReports');
  device.addEventListener('inputreport', (event) => hear(event as InputEvent, places));
  current = device;
  useHeadset.setState({ name: device.productName || 'USB' });
  await show(lamps);
}

async function show(now: Lamps): Promise<void> {
  lamps = now;
  if (!current) return;
  for (const [report, bytes] of lit(placesOf(current.collections, 'outputReports'), now))
    await current.sendReport(report, bytes).catch(() => undefined);
}

/** Asks for one; the person chooses it in the browser's own dialog. Pressed again, it is let go. */
export async function connectHeadset(): Promise<void> {
  const hid = headsets();
  if (!hid) return;
  if (current) {
    await current.close();
    current = null;
    useHeadset.setState({ name: '' });
    return;
  }
  const [device] = await hid.requestDevice({ filters: [{ usagePage: TELEPHONY }] });
  if (device) await take(device);
}

/** Takes the one that was allowed before, and the keys of the keyboard's own headset button as far as they come. */
export function followHeadset(on: Pressed): () => void {
  pressed = on;
  const hid = headsets();
  void hid?.getDevices().then(async ([device]) => {
    if (device && !current) await take(device);
  });
  const gone = (event: Event) => {
    if ((event as Event & { device?: Device }).device !== current) return;
    current = null;
    useHeadset.setState({ name: '' });
  };
  hid?.addEventListener('disconnect', gone);
  return () => {
    hid?.removeEventListener('disconnect', gone);
    pressed = { hook: () => undefined, mute: () => undefined };
  };
}

export const showLamps = (now: Lamps): void => void show(now);

/** Where there is no HID: the hook key of simple headsets comes as a media key. */
export function followMediaKeys(active: boolean, muted: boolean, on: Pressed): () => void {
  const session = (navigator as { mediaSession?: MediaSession }).mediaSession;
  if (!session || !active) return () => undefined;
  const set = (action: string, act: (() => void) | null) => {
    try {
      session.setActionHandler(action as MediaSessionAction, act);
    } catch {
      // A browser that does not know this key.
    }
  };
  set('hangup', () => on.hook(false));
  set('togglemicrophone', () => on.mute());
  void (session as { setMicrophoneActive?: (on: boolean) => Promise<void> | void }).setMicrophoneActive?.(
    !muted,
  );
  return () => {
    set('hangup', null);
    set('togglemicrophone', null);
  };
}
