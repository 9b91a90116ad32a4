/**
 * Makes a mail's HTML fit to be shown: a second cleaning after the server's, pictures of the message by their signed
 * addresses, pictures from elsewhere only when asked for, links in a new tab.
 */
import DOMPurify from 'dompurify';
import type { Attachment } from '@/api/types';

const OWN = /^(?:\/|blob:|data:image\/(?:png|jpe?g|gif|webp|avif);)/iu;

export interface Clean {
  html: string;
  /** Pictures from elsewhere that were held back. */
  held: number;
}

/** Where a picture is to come from: the server set aside what is not in the message, and names its own by content id. */
function sourceOf(image: Element, attachments: readonly Attachment[]): string {
  const id = image.getAttribute('data-cid');
  if (id !== null) return attachments.find((file) => file.content_id === id)?.url ?? '';
  return image.getAttribute('data-remote-src') ?? image.getAttribute('src') ?? '';
}

export function cleanMail(html: string, attachments: readonly Attachment[], remote: boolean): Clean {
  const body = DOMPurify.sanitize(html, {
    RETURN_DOM_FRAGMENT: true,
    USE_PROFILES: { html: true },
    FORBID_TAGS: [
      'form',
      'input',
      'button',
      'textarea',
      'select',
      'iframe',
      'object',
      'embed',
      'audio',
      'video',
      'base',
      'meta',
      'link',
    ],
    FORBID_ATTR: ['srcset', 'background', 'ping', 'autofocus', 'id', 'name'],
  });
  let held = 0;
  for (const image of body.querySelectorAll('img')) {
    const source = sourceOf(image, attachments);
    if (OWN.test(source) || remote) {
      image.setAttribute('src', source);
      image.setAttribute('referrerpolicy', 'no-referrer');
      continue;
    }
    if (source) held += 1;
    image.removeAttribute('src');
  }
  for (const link of body.querySelectorAll('a')) {
    link.setAttribute('target', '_blank');
    link.setAttribute('rel', 'noopener noreferrer nofollow');
  }
  const holder = document.createElement('div');
  holder.append(body);
  return { html: remote ? holder.innerHTML : withoutRemoteStyles(holder), held };
}

/** Styles may fetch too. */
function withoutRemoteStyles(holder: HTMLElement): string {
  for (const element of holder.querySelectorAll<HTMLElement>('[style]')) {
    const style = element.getAttribute('style') ?? '';
    if (/url\s*\(/iu.test(style)) element.setAttribute('style', style.replace(/url\s*\([^)]*\)/giu, 'none'));
  }
  for (const sheet of holder.querySelectorAll('style')) {
    sheet.textContent = (sheet.textContent ?? '').replace(/url\s*\([^)]*\)|@import[^;]*;?/giu, '');
  }
  return holder.innerHTML;
}

const LOOK =
  'html{overflow:auto}body{margin:0;padding:12px 14px;font:14px/1.5 system-ui,sans-serif;color:#1b2321;background:#fff;' +
  'overflow-wrap:anywhere}img{max-width:100%;height:auto}img:not([src]){display:inline-block;min-width:24px;min-height:24px;' +
  'border:1px dashed #b9beb5;background:#f3f4f1}table{max-width:100%}pre{white-space:pre-wrap}' +
  'blockquote{margin:0 0 0 8px;padding-left:10px;border-left:2px solid #d9dcd5;color:#535d58}';

/**
 * A whole page for the sandbox; its own policy fetches nothing but the pictures that are allowed. `origin` is ours: the
 * sandbox has none of its own that `'self'` could mean.
 */
export function mailPage(html: string, remote: boolean, origin: string): string {
  const images = remote ? `${origin} data: blob: https: http:` : `${origin} data: blob:`;
  const policy = `default-src 'none'; style-src 'unsafe-inline'; img-src ${images}; form-action 'none'; base-uri 'none'`;
  return (
    `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">` +
    `<style>${LOOK}</style></head><body>${html}</body></html>`
  );
}
export { LOOK as mailLook };
