import { describe, expect, it } from 'vitest';
import { fit, replaced, triggerAt } from './trigger';

const at = (text: string, note = false) => triggerAt(text, text.length, note);

describe('what is looked for at the caret', () => {
  it('is a ready-made text after a slash at the beginning of a word', () => {
    expect(at('/dev')).toEqual({ kind: 'text', from: 0, query: 'dev' });
    expect(at('Hola /devolución')).toEqual({ kind: 'text', from: 5, query: 'devolución' });
  });
  it('is nothing within an address or a fraction', () => {
    expect(at('https://logic')).toBeNull();
    expect(at('1/2')).toBeNull();
    expect(at('ana@logic', true)).toBeNull();
  });
  it('is a person in a note only', () => {
    expect(at('@Luis Pé', true)).toEqual({ kind: 'person', from: 0, query: 'Luis Pé' });
    expect(at('@Luis')).toBeNull();
  });
  it('is an emoji after two letters, so that a time is none', () => {
    expect(at(':so')?.kind).toBe('emoji');
    expect(at('a las 10:30')).toBeNull();
    expect(at(':s')).toBeNull();
  });
});

describe('how texts are found', () => {
  it('puts the shortcut before the name and the name before the words', () => {
    expect(fit('dev', 'dev', 'Plazo', '')).toBe(0);
    expect(fit('devolucion', '', 'Devolución', '')).toBe(1);
    expect(fit('plazo dias', '', 'Devolución', 'el plazo es de 30 días')).toBe(2);
    expect(fit('factura', '', 'Devolución', 'plazo')).toBeNull();
  });
  it('replaces only what was typed', () => {
    expect(replaced('Hola /dev adiós', 5, 9, 'ya')).toEqual({ text: 'Hola ya adiós', caret: 7 });
  });
});
