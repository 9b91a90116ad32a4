// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { cleanMail, mailPage } from './mail';

const LOGO = {
  id: 'att_1',
  name: 'logo.png',
  content_type: 'image/png',
  size: 1,
  inline: true,
  content_id: 'logo',
  url: '/api/v1/files/att_1?sig=x',
};

it('scripts, handlers and forms never arrive', () => {
  const { html } = cleanMail(
    '<script>x()</script><p onclick="x()">Hola</p><form><input></form><iframe src="/"></iframe>',
    [],
    true,
  );
  expect(html).toBe('<p>Hola</p>');
});

it('pictures from elsewhere are held back until asked for', () => {
  const mail = '<img data-remote-src="https://remote.example/a.png"><img src="https://remote.example/b.png">';
  const held = cleanMail(mail, [], false);
  expect(held.held).toBe(2);
  expect(held.html).not.toMatch(/ src=/u);
  expect(cleanMail(mail, [], true).html).toContain('src="https://remote.example/a.png"');
});

it("the message's own pictures come by their signed addresses", () => {
  const clean = cleanMail('<img data-cid="logo">', [LOGO], false);
  expect(clean.held).toBe(0);
  expect(clean.html).toContain('src="/api/v1/files/att_1?sig=x"');
});

it('styles fetch nothing until asked', () => {
  expect(
    cleanMail('<p style="background:url(https://remote.example/a.png)">x</p>', [], false).html,
  ).not.toContain('remote');
});

it("the sandbox's own policy allows no script, and remote pictures only when asked", () => {
  expect(mailPage('', false, 'http://desk.test')).toContain("default-src 'none'");
  expect(mailPage('', false, 'http://desk.test')).not.toContain('https:');
  expect(mailPage('', true, 'http://desk.test')).toContain('https:');
});

it('sizes and layout stay, addresses that run something go', () => {
  const { html } = cleanMail(
    '<a href="javascript:x()">a</a><img data-cid="logo" width="40" height="20">',
    [LOGO],
    false,
  );
  expect(html).not.toContain('javascript');
  expect(html).toContain('width="40"');
});
