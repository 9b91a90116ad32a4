import { describe, expect, it } from 'vitest';
import { mark } from './marks';

describe('simple formatting', () => {
  it('puts marks around what is selected and takes them away again', () => {
    const bold = mark('el plazo es hoy', 3, 8, 'bold');
    expect(bold.text).toBe('el **plazo** es hoy');
    expect(mark(bold.text, bold.from, bold.to, 'bold').text).toBe('el plazo es hoy');
  });
  it('marks whole lines however little of them is selected', () => {
    expect(mark('uno\ndos\ntres', 5, 10, 'numbers').text).toBe('uno\n1. dos\n2. tres');
    expect(mark('uno', 1, 1, 'quote').text).toBe('> uno');
  });
  it('leaves the caret where the address goes', () => {
    const link = mark('ver aquí', 4, 8, 'link');
    expect(link.text).toBe('ver [aquí](https://)');
    expect(link.text.slice(link.from)).toBe(')');
  });
});
