/** Readable colours from any brand colour: WCAG 2.2 relative luminance and contrast ratio. */

type Rgb = readonly [number, number, number];

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];
const FALLBACK: Rgb = [31, 78, 140];
export const READABLE = 4.5;

export function parseColour(text: string): Rgb {
  const hex = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text.trim())?.[1];
  if (!hex) return FALLBACK;
  const long = hex.length === 3 ? hex.replace(/./g, '$&$&') : hex;
  const value = parseInt(long, 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

export const toHex = (colour: Rgb): string =>
  `#${colour.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;

function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

export function contrast(one: Rgb, other: Rgb): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** White where it reads well enough, as brands expect it; black otherwise (one of the two always reaches 4.5). */
export const textOn = (colour: Rgb): Rgb => (contrast(colour, WHITE) >= READABLE ? WHITE : BLACK);

/** The colour, moved towards black or white until it reads on `ground`. */
export function readableOn(colour: Rgb, ground: Rgb): Rgb {
  const towards = luminance(ground) > 0.18 ? BLACK : WHITE;
  for (let step = 0; step <= 20; step += 1) {
    const share = step / 20;
    const mixed = colour.map((part, index) => Math.round(part + ((towards[index] ?? 0) - part) * share));
    if (contrast(mixed as unknown as Rgb, ground) >= READABLE) return mixed as unknown as Rgb;
  }
  return towards;
}

export const GROUNDS = { light: '#ffffff', dark: '#1a1d23' } as const;

/** The custom properties every style is made of. */
export function palette(brand: string): Record<string, string> {
  const colour = parseColour(brand);
  return {
    '--brand': toHex(colour),
    '--on-brand': toHex(textOn(colour)),
    '--accent-light': toHex(readableOn(colour, parseColour('#f1f3f6'))),
    '--accent-dark': toHex(readableOn(colour, parseColour('#2a2f38'))),
  };
}
