import { describe, expect, it } from 'vitest';
import { blank, fieldOf, keep, missing, resume, stepOf, STEPS, wanted } from './draft';

function drawer() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
  };
}

const filled = {
  ...blank('en'),
  organization: ' Northgate ',
  name: 'Nora',
  email: 'nora@northgate.example',
  password: 'three words of mine',
};

describe('the first run', () => {
  it('asks for at most 25 things', () => {
    expect(STEPS.flat().length).toBeLessThanOrEqual(25);
  });

  it('goes on where it was left, and never keeps a password', () => {
    const shelf = drawer();
    keep({ step: 3, answers: { ...filled, imap_password: 'secret' } }, shelf);
    const text = [...shelf.kept.values()].join();
    expect(text).toContain('Northgate');
    expect(text).not.toContain('three words');
    expect(text).not.toContain('secret');
    const { step, answers } = resume('en', shelf);
    expect([step, answers.organization, answers.password]).toEqual([1, ' Northgate ', '']);
  });

  it('begins anew when what was kept cannot be read', () => {
    const shelf = drawer();
    shelf.setItem('atiende.setup', '{');
    expect(resume('es', shelf)).toMatchObject({ step: 0, answers: { language: 'es' } });
  });

  it('names what is still needed before the next step', () => {
    expect(missing(1, { ...filled, password: '' })).toEqual(['password']);
    expect(missing(2, { ...filled, chat: false, chat_name: '' })).toEqual([]);
    expect(missing(4, { ...filled, mailbox: true })).toEqual(['address']);
  });

  it('sends only what was asked for', () => {
    expect(wanted('t', { ...filled, chat: false })).toMatchObject({
      organization: 'Northgate',
      chat: null,
      mailbox: null,
    });
    const mailbox = wanted('t', { ...filled, mailbox: true, address: 'hello@northgate.example' }).mailbox;
    expect(mailbox).toEqual({
      name: 'hello@northgate.example',
      address: 'hello@northgate.example',
      settings: {},
    });
  });

  it("leads each of the server's problems to its field and step", () => {
    expect(stepOf(fieldOf('admin.password'))).toBe(1);
    expect(stepOf(fieldOf('chat.settings.color'))).toBe(2);
    expect(fieldOf('mailbox.settings.imap_user')).toBe('imap_user');
    expect(stepOf(fieldOf('mailbox.settings.imap_user'))).toBe(4);
  });
});
