/** Outlines of a call's buttons, on a 24 × 24 grid; as `ICONS` of the chat, loaded with the call. */
export const CALL_ICONS = {
  mic: 'M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3ZM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21',
  mic_off:
    'M9 9.5V6a3 3 0 0 1 5.8-1.1M15 9.8V11a3 3 0 0 1-.3 1.3M5.5 11a6.5 6.5 0 0 0 10.6 5M18.4 12.4c.1-.4.1-.9.1-1.4M12 17.5V21M4 3l16 18',
  camera: 'M4 6.5h9a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2ZM15 11l6-3.5v9L15 13',
  camera_off:
    'M9 6.5h4a2 2 0 0 1 2 2v3l6-4v9l-2-1.2M15 16a2 2 0 0 1-2 1.5H4a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2M3 3l18 18',
  screen:
    'M4 4.5h16a1.5 1.5 0 0 1 1.5 1.5v9a1.5 1.5 0 0 1-1.5 1.5H4A1.5 1.5 0 0 1 2.5 15V6A1.5 1.5 0 0 1 4 4.5ZM8 20h8M12 13.5v-6m-2.7 2.6L12 7.5l2.7 2.6',
  keypad: 'M6 5v.1M12 5v.1M18 5v.1M6 11v.1M12 11v.1M18 11v.1M6 17v.1M12 17v.1M18 17v.1',
  larger: 'M9 4H4v5M15 4h5v5M9 20H4v-5M15 20h5v-5',
  phone:
    'M5 4h3.5l1.8 4.4-2.3 1.6a12 12 0 0 0 6 6l1.6-2.3L20 15.5V19a1.5 1.5 0 0 1-1.6 1.5A16 16 0 0 1 3.5 5.6 1.5 1.5 0 0 1 5 4Z',
  down: 'M3 14.5c5-5.3 13-5.3 18 0l-2.2 2.7-4-1.7v-2.6a11 11 0 0 0-5.6 0v2.6l-4 1.7L3 14.5Z',
} as const;

const SVG = 'http://www.w3.org/2000/svg';

export function callIcon(name: keyof typeof CALL_ICONS): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', CALL_ICONS[name]);
  svg.append(path);
  return svg;
}
